#!/usr/bin/env python3
"""project.py PLAIN.csv OUT: findings of qixian as the race's OUT.violations.csv and OUT.rates.csv.

A projection only: it picks columns and forms; every verdict, day and number is the engine's.
"""
import csv
import datetime
import sys

plain, out = sys.argv[1:3]


def cells(text):
    return dict(pair.split("=", 1) for pair in text.split(";")) if text else {}


def day(text):
    return datetime.date.fromisoformat(text[:10])


violations = []
rates = []
with open(plain, encoding="utf-8", newline="") as file:
    for row in csv.DictReader(file):
        rule = row["rule"].split("/")[1].split("-")[0].upper()
        if rule in ("R6", "R7"):
            met, missed = int(row["met"]), int(row["missed"])
            n = met + missed
            if n == 0:
                continue
            group = "-" if row["key"] == "（空白）" else row["key"]
            # The engine's own verdict where the case is closed; the share it stands for otherwise.
            ok = int(met * 100 >= 98 * n) if rule == "R6" else int(met == n)
            if row["verdict"] in ("compliant", "violated"):
                assert ok == int(row["verdict"] == "compliant"), row
            rates.append((rule, group, row["period"], n, met, met * 10000 // n, ok))
            continue
        if row["verdict"] != "violated":
            continue
        values = cells(row["cells"])
        due, actual, late = row["due"], row["actual"], row["days_late"]
        if rule == "R8":
            due, actual = values["closed_at"], values.get("first_reply_at", "")
            late = (day(actual) - day(due)).days if actual else ""
        elif rule == "R9":
            due, actual, late = "1", values["count"], ""
        elif rule == "R10":
            due, actual, late = next(iter(values)), "", ""
        elif rule == "R11":
            due, actual, late = values["threshold"], values["sum"], ""
        violations.append((row["key"], rule, due, actual, late))

for name, header, lines in (
    ("violations", "case_id,rule,due,actual,days_late", violations),
    ("rates", "rule,g1,g2,n,met,bp,ok", rates),
):
    with open(f"{out}.{name}.csv", "w", encoding="utf-8") as file:
        file.write(header + "\n")
        for line in sorted(",".join(map(str, line)) for line in lines):
            file.write(line + "\n")
