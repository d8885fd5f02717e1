#!/usr/bin/env python3
"""small.py ROWS OUT.csv: a small made-up log for the rules of the race, the same bytes every time."""
import datetime
import random
import sys

rows, target = int(sys.argv[1]), sys.argv[2]
chance = random.Random(20250120)
START = datetime.datetime(2022, 1, 1)
AS_OF = datetime.datetime(2025, 1, 20)
AGENCIES = "社會局 民政局 工務局 衛生局 教育局 警察局".split()
CATEGORIES = (
    "家庭暴力保護 性侵害防治 兒少保護 老人保護 脆弱家庭 路燈故障 道路坑洞 噪音檢舉 違規停車 一般公文 "
    "人民陳情案 監察案件 議員質詢 首長信箱 訴願案件 國家賠償 行政救濟 建築執照 營業登記 小額採購").split()
RESULTS = ["已辦結", "函復說明在案", "撤回", "已辦結,列管三個月", "承辦人註記\"優先\"處理"]


def quoted(text):
    return '"' + text.replace('"', '""') + '"' if "," in text or '"' in text else text


def moment(time, missing=0.0):
    return "" if time >= AS_OF or chance.random() < missing else time.strftime("%Y-%m-%d %H:%M")


def row(number):
    received = START + datetime.timedelta(minutes=number * 1095 * 1440 // rows)

    def later(days):
        return received + datetime.timedelta(minutes=int(chance.random() * days * 1440))

    agency = chance.choice(AGENCIES)
    closed = moment(later(40), 0.02)
    return ",".join([
        f"T{received:%Y%m%d}-{number if chance.random() > 0.002 else number // 2:05d}", agency,
        f"{agency[:-1]}第{chance.randrange(1, 6)}科", chance.choice(CATEGORIES),
        chance.choice(["最速件", "速件", "普通件"]) if chance.random() > 0.002 else "", str(chance.randrange(100)),
        chance.choice("NNNY"), moment(received, 0.0005), moment(later(1.2)), moment(later(20), 0.01),
        moment(later(5), 0.6), moment(later(17), 0.6), "2025-01-10" if chance.random() < 0.5 else "",
        moment(later(60), 0.5), closed, quoted(chance.choice(RESULTS)) if closed else "", chance.choice("NY"),
        f"A{chance.randrange(200)}", str(int(chance.expovariate(1 / 20000)) + 50)])


with open(target, "w", encoding="utf-8", newline="\n") as file:
    file.write(
        "case_id,agency,unit,category,priority,subject_age,disabled,received_at,dispatched_at,first_reply_at,"
        "supplement_requested_at,supplement_received_at,extended_until,extension_notified_at,closed_at,result,"
        "public_use,officer,amount\n")
    for number in range(rows):
        file.write(row(number) + "\n")
