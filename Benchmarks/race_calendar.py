#!/usr/bin/env python3
"""race_calendar.py CALENDAR.csv OUT.yaml: the race's calendar (date,is_work) as a calendar of the rule language."""
import csv
import datetime
import sys

source, target = sys.argv[1:3]
with open(source, encoding="utf-8") as file:
    days = [(datetime.date.fromisoformat(row["date"]), row["is_work"] == "1") for row in csv.DictReader(file)]

lines = [
    "# Made by race_calendar.py from the calendar of the race.",
    "qixian: 1",
    "calendar: race",
    "title: { zh-Hant: 競賽行事曆, en: Calendar of the race }",
    "timezone: Asia/Taipei",
    "weekend: [saturday, sunday]",
    f"years: {{ from: {days[0][0].year}, to: {days[-1][0].year} }}",
    "authorities: { race: 競賽 }",
    "days:",
]
for day, works in days:
    if works == (day.weekday() < 5):
        continue
    kind, zh, en = ("makeup-workday", "補班", "Make-up day") if works else ("holiday", "放假", "Holiday")
    lines.append(f"  - {{ date: {day}, kind: {kind}, name: {{ zh-Hant: {zh}, en: {en} }}, authority: race }}")
with open(target, "w", encoding="utf-8") as file:
    file.write("\n".join(lines) + "\n")
