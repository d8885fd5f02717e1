#!/usr/bin/env python3
"""Counts the damage of a month of the hotline by itself, as a second opinion on `qixian examine`.

usage: count-damage.py FILE.csv.gz YYYYMM
"""
import collections, csv, datetime, gzip, io, json, re, sys

if sys.argv[1:] == ["--help"]:
    sys.exit(print(__doc__))

text = gzip.open(sys.argv[1]).read().decode("utf-8-sig", "surrogateescape")
head, *rows = [row for row in csv.reader(io.StringIO(text)) if row]
fields = {name.lstrip("\ufeff").strip(): place for place, name in enumerate(head)}
ids, days, times, items = ([row[fields[name]] for row in rows] for name in ("案件編號", "立案日期", "立案時間", "派工項目"))
found = collections.Counter()
found["data/scientific-notation"] = sum("E+" in one for one in ids)
whole = [one for one in ids if "E+" not in one]
often = collections.Counter(whole)
found["data/duplicate-key"] = len(whole) - len(often)
if whole and len(whole) >= 10 * len(often):
    found["data/truncated-identifier"] = sum(count for count in often.values() if count > 1)
found["data/duplicate-row"] = len(rows) - len(set(map(tuple, rows)))
found["data/outside-period"] = sum(day[:6] != sys.argv[2] for day in days)
number = [re.fullmatch(r"(\d{8})\d+", one) for one in ids]
found["data/key-date-mismatch"] = sum(bool(n) and n[1] != day for n, day in zip(number, days))
found["data/lost-characters"] = sum("??" in item for item in items)
found["data/odd-time"] = sum(not re.fullmatch(r"([01]\d|2[0-3])([0-5]\d){2}", time) for time in times)
usual = collections.Counter(days)
kinds = collections.defaultdict(list)
span = [datetime.datetime.strptime(day, "%Y%m%d").date() for day in (min(usual), max(usual))]
for offset in range((span[1] - span[0]).days + 1):
    day = span[0] + datetime.timedelta(offset)
    kinds[day.weekday() > 4].append(usual[day.strftime("%Y%m%d")])
for counts in kinds.values():
    middle = sorted(counts)[len(counts) // 2]
    deviation = sorted(abs(count - middle) for count in counts)[len(counts) // 2]
    found["data/volume-jump"] += sum(
        abs(count - middle) > 5 * 1.4826 * deviation and (count > 2 * middle or 2 * count < middle)
        for count in counts if len(counts) >= 8 and middle >= 5)
json.dump({code: count for code, count in found.items() if count}, sys.stdout)
