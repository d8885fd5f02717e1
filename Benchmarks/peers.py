#!/usr/bin/env python3
"""peers.py duckdb SQL CSV OUT: runs the reference query with two threads."""
import sys

import duckdb

sql, data, out = sys.argv[1:4]
with open(sql, encoding="utf-8") as file:
    text = file.read().replace("$CSV", data).replace("$OUT", out)
duckdb.connect(config={"threads": 2}).execute(text)
