#!/usr/bin/env python3
"""Writes tables of the sample month in every format that offices have, for the tests.

usage: export-sample.py OUTDIR

Each table of rules/samples/110-01 named below becomes .utf8.csv, .big5.csv, .jsonl, .sqlite,
.office.xlsx and .ods (written by LibreOffice, every cell as text), .openpyxl.xlsx, and with real
dates and times in place of texts .dates.xlsx, .dates1904.xlsx (counted from 1904) and .dates.ods.
"""
import csv, datetime, io, json, re, pathlib, shutil, sqlite3, subprocess, sys, tempfile
import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

root = pathlib.Path(__file__).resolve().parent.parent
out = pathlib.Path(sys.argv[1])
out.mkdir(parents=True, exist_ok=True)
NAMES = ["protection-cases", "state-compensation", "petitions"]


def decoded(data):
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp950")


MOMENT = re.compile(r"(\d{2,4})[-/.](\d{1,2})[-/.](\d{1,2})(?: (\d{1,2}):(\d{2})(?::(\d{2}))?)?")


def moment(text):
    """A date or time and the format in which a sheet shows it, or the text as it is."""
    found = MOMENT.fullmatch(text)
    if not found:
        return text, None
    year, month, day, hour, minute, second = (None if g is None else int(g) for g in found.groups())
    try:
        date = datetime.date(year + 1911 if year < 1000 else year, month, day)
        if hour is None:
            return date, "yyyy/m/d"
        shown = "yyyy/m/d hh:mm" + ("" if second is None else ":ss")
        return datetime.datetime.combine(date, datetime.time(hour, minute, second or 0)), shown
    except ValueError:
        return text, None


def dated_book(head, rows, epoch):
    book = openpyxl.Workbook()
    book.epoch = epoch
    sheet = book.active
    sheet.append(head)
    for row in rows:
        sheet.append([moment(cell)[0] for cell in row])
        for cell, text in zip(sheet[sheet.max_row], row):
            if moment(text)[1]:
                cell.number_format = moment(text)[1]
    return book


for name in NAMES:
    text = decoded((root / f"rules/samples/110-01/{name}.csv").read_bytes())
    rows = list(csv.reader(io.StringIO(text, newline="")))
    head, rows = rows[0], rows[1:]
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows([head] + rows)
    plain = buffer.getvalue()
    (out / f"{name}.utf8.csv").write_bytes(plain.encode())
    (out / f"{name}.big5.csv").write_bytes(plain.encode("cp950"))
    (out / f"{name}.jsonl").write_text(
        "".join(json.dumps(dict(zip(head, row)), ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    (out / f"{name}.sqlite").unlink(missing_ok=True)
    columns = ", ".join(f'"{c}" text' for c in head)
    table = name.replace("-", "_")
    with sqlite3.connect(out / f"{name}.sqlite") as base:
        base.execute(f"create table {table} ({columns})")
        base.executemany(f"insert into {table} values ({', '.join('?' * len(head))})", rows)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("資料")
    for row in [head] + rows:
        sheet.append(row)
    book.save(out / f"{name}.openpyxl.xlsx")
    with tempfile.TemporaryDirectory() as folder:
        # 76 is UTF-8; format 2 keeps every column as the text that it is.
        formats = "/".join(f"{n + 1}/2" for n in range(len(head)))
        source = pathlib.Path(folder) / f"{name}.csv"
        source.write_bytes(plain.encode())
        for kind in ("xlsx", "ods"):
            subprocess.run(
                ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
                 f"--infilter=CSV:44,34,76,1,{formats}", "--convert-to", kind, "--outdir", folder, str(source)],
                check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            target = f"{name}.office.xlsx" if kind == "xlsx" else f"{name}.ods"
            shutil.move(f"{folder}/{name}.{kind}", out / target)
    for suffix, epoch in (("dates", CALENDAR_WINDOWS_1900), ("dates1904", CALENDAR_MAC_1904)):
        dated_book(head, rows, epoch).save(out / f"{name}.{suffix}.xlsx")
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "ods",
             "--outdir", folder, str(out / f"{name}.dates.xlsx")],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        shutil.move(f"{folder}/{name}.dates.ods", out / f"{name}.dates.ods")
