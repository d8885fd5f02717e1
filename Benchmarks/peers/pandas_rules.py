#!/usr/bin/env python3
"""pandas_rules.py CSV OUT: the twelve rules in pandas; calendar.csv lies in the current folder."""
import sys

import numpy as np
import pandas as pd

source, out = sys.argv[1:3]
P = "家庭暴力保護 性侵害防治 兒少保護 老人保護 脆弱家庭".split()
OTHER = "路燈故障 道路坑洞 噪音檢舉 違規停車".split()
DOC = "一般公文 人民陳情案 監察案件 議員質詢 首長信箱".split()
L = "訴願案件 國家賠償 行政救濟".split()
S = "建築執照 營業登記 小額採購".split()
TIMES = ["received_at", "dispatched_at", "first_reply_at", "supplement_requested_at", "supplement_received_at",
         "extension_notified_at", "closed_at"]
AS_OF = np.datetime64("2025-01-20T00:00", "s")
AS_DAY = int(AS_OF.astype("datetime64[D]").astype(int))
NONE = -(1 << 40)

words = {name: "category" for name in ("agency", "unit", "category", "priority", "disabled", "officer")}
log = pd.read_csv(source, dtype={"case_id": str, "result": str, "amount": "Int64", "subject_age": "Float64", **words},
                  usecols=lambda name: name != "public_use", keep_default_na=False, na_values=[""])
for name in TIMES:
    log[name] = pd.to_datetime(log[name], format="%Y-%m-%d %H:%M").astype("datetime64[s]")

calendar = pd.read_csv("calendar.csv")
first = int(np.datetime64(calendar["date"][0], "D").astype(int))
work = calendar["is_work"].to_numpy()
upto = work.cumsum()
workdays = np.flatnonzero(work) + first
following = np.minimum(np.searchsorted(workdays, np.arange(len(work)) + first), len(workdays) - 1)
rolled = workdays[following]


def days(name):
    column = log[name].to_numpy()
    number = column.astype("datetime64[D]").astype(np.int64)
    return np.where(np.isnat(column), NONE, number)


def at(table, day):
    return table[np.clip(day - first, 0, len(table) - 1)]


def months_later(day, count):
    date = day.astype("datetime64[D]")
    month = date.astype("datetime64[M]")
    target = month + count
    last = (target + 1).astype("datetime64[D]").astype(np.int64) - 1
    return np.minimum(target.astype("datetime64[D]").astype(np.int64) + (date - month.astype("datetime64[D]")).astype(np.int64), last)


def day_text(day):
    return pd.Series(np.datetime_as_string(day.astype("datetime64[D]")))


def time_text(values):
    text = pd.Series(values).dt.strftime("%Y-%m-%d %H:%M")
    return text.fillna("")


received, closed = days("received_at"), days("closed_at")
has, done = received != NONE, closed != NONE
start = np.where(has, received, first)
category = log["category"].astype(object)
ids = log["case_id"]
kind = {group: category.isin(names).to_numpy() for group, names in
        (("P", P), ("A", P + OTHER + DOC), ("DOC", DOC), ("L", L), ("S", S))}
lines, rates = [], []


def add(rule, rows, due, actual, late):
    rows = np.flatnonzero(rows)
    lines.append(pd.DataFrame({"case_id": ids.iloc[rows].to_numpy(), "rule": rule, "due": due(rows), "actual": actual(rows),
                               "days_late": late(rows)}))


def nothing(rows):
    return np.full(len(rows), "", dtype=object)


def closing(rows):
    return time_text(log["closed_at"].to_numpy()[rows]).to_numpy()


# R1, R6
age = log["subject_age"]
capable = ((age >= 18) & (log["disabled"] == "N") & (category != "脆弱家庭")).fillna(False).to_numpy(bool)
young = ((category == "脆弱家庭") & (age < 18)).fillna(False).to_numpy(bool)
dispatched = log["dispatched_at"].to_numpy()
due1 = log["received_at"].to_numpy() + np.where(capable | young, 72, 24).astype("timedelta64[h]")
open1 = np.isnat(dispatched)
judged = kind["P"] & has & (~open1 | (AS_OF > due1))
bad = judged & (open1 | (dispatched > due1))
ended = np.where(open1, AS_DAY, days("dispatched_at"))
add("R1", bad, lambda r: time_text(due1[r]).to_numpy(), lambda r: time_text(dispatched[r]).to_numpy(),
    lambda r: ended[r] - due1[r].astype("datetime64[D]").astype(np.int64))
rates.append(pd.DataFrame({"g1": log["unit"].astype(object)[judged].fillna("-"), "g2": log["received_at"][judged].dt.strftime("%Y-%m"),
                           "met": ~bad[judged]}).groupby(["g1", "g2"])["met"].agg(["size", "sum"]).reset_index().assign(rule="R6"))

# R2, R3, R4, R5, R7, R12
due2 = at(rolled, start + 30)
limit = log["priority"].astype(object).map({"最速件": 1, "速件": 3, "普通件": 6}).fillna(0).to_numpy(int)
due3 = workdays[np.minimum(at(upto, start) + limit, len(workdays)) - 1]
base = at(rolled, months_later(start, 3))
notified = days("extension_notified_at")
extended = log["extended_until"].notna().to_numpy() & (notified != NONE) & (notified <= base)
due4 = np.where(extended, at(rolled, months_later(start, 5)), base)
end = np.where(done, closed, AS_DAY)
asked, answered = days("supplement_requested_at"), days("supplement_received_at")
until = np.minimum(np.where(answered == NONE, end, answered), end)
stopped = np.where(asked == NONE, 0, np.maximum(0, at(upto, until) - at(upto, np.minimum(asked, end))))
used = at(upto, end) - at(upto, start) - stopped
due5 = workdays[np.minimum(at(upto, start) + 15 + stopped, len(workdays)) - 1]
is2, is3, is4, is5 = kind["A"] & has, kind["DOC"] & has & (limit > 0), kind["L"] & has, kind["S"] & has
for rule, rows, due in (("R2", is2 & (closed > due2), due2), ("R3", is3 & (closed > due3), due3),
                        ("R4", is4 & (closed > due4), due4), ("R5", is5 & (used > 15), due5)):
    add(rule, rows & done, lambda r, due=due: day_text(due[r]).to_numpy(), closing, lambda r, due=due: closed[r] - due[r])
for rows, due in ((is2 & ~kind["DOC"], due2), (is3, due3), (is4, due4), (is5, due5)):
    add("R12", rows & ~done & (AS_DAY > due), lambda r, due=due: day_text(due[r]).to_numpy(), nothing,
        lambda r, due=due: AS_DAY - due[r])
rows = is2 & done
rates.append(pd.DataFrame({"g1": log["agency"].astype(object)[rows].fillna("-"), "g2": log["received_at"][rows].dt.strftime("%Y"),
                           "met": closed[rows] <= due2[rows]}).groupby(["g1", "g2"])["met"].agg(["size", "sum"]).reset_index().assign(rule="R7"))

# R8, R9, R10, R11
reply = log["first_reply_at"].to_numpy()
replied = days("first_reply_at")
wrong = done & (np.isnat(reply) | (reply > log["closed_at"].to_numpy()))
add("R8", wrong, closing, lambda r: time_text(reply[r]).to_numpy(),
    lambda r: np.where(replied[r] == NONE, "", (replied[r] - closed[r]).astype(object)))
count = ids.value_counts()
count = count[count > 1]
lines.append(pd.DataFrame({"case_id": count.index, "rule": "R9", "due": 1, "actual": count.to_numpy(), "days_late": ""}))
for name in ("agency", "unit", "category", "priority", "disabled", "received_at", "officer", "result"):
    missing = log[name].isna().to_numpy() & (done if name == "result" else True)
    add("R10", missing, lambda r, name=name: np.full(len(r), name, dtype=object), nothing, nothing)
small = ((category == "小額採購") & (log["amount"] > 0) & (log["amount"] < 150000)).fillna(False).to_numpy(bool)
small &= has & log["officer"].notna().to_numpy()
picked = pd.DataFrame({"case_id": ids[small], "officer": log["officer"].astype(object)[small], "day": received[small],
                       "amount": log["amount"][small].to_numpy(np.int64)}).sort_values(["officer", "day"], kind="stable")
for _, group in picked.groupby("officer", sort=False):
    day, total = group["day"].to_numpy(), np.concatenate([[0], group["amount"].to_numpy().cumsum()])
    sums = total[np.searchsorted(day, day, "right")] - total[np.searchsorted(day, day - 29, "left")]
    over = sums > 150000
    lines.append(pd.DataFrame({"case_id": group["case_id"].to_numpy()[over], "rule": "R11", "due": 150000, "actual": sums[over], "days_late": ""}))

pd.concat(lines).to_csv(f"{out}.violations.csv", index=False)
table = pd.concat(rates).rename(columns={"size": "n", "sum": "met"})
table["bp"] = table["met"] * 10000 // table["n"]
table["ok"] = np.where(table["rule"] == "R6", table["met"] * 100 >= table["n"] * 98, table["met"] == table["n"]).astype(int)
table[["rule", "g1", "g2", "n", "met", "bp", "ok"]].to_csv(f"{out}.rates.csv", index=False)
