#!/usr/bin/env python3
"""Changes logs and lets qixian-fuzz read them, for a given time.

usage: fuzz.py PROGRAM SECONDS [SEED]

Containers are changed inside: the text within gzip, the parts within a zip of XLSX or ODS. What
crashes, hangs (20 s) or reads differently in small blocks is kept under Tests/Corpus/logs, which
the tests replay. Ends with a count, and with 1 where something was found.
"""
import gzip, hashlib, io, os, pathlib, random, select, signal, subprocess, sys, tempfile, time, zipfile

root = pathlib.Path(__file__).resolve().parent.parent
corpus = root / "Tests/Corpus/logs"
PATIENCE = 20
TOKENS = [b",", b"\n", b"\r\n", b'"', b'""', b"\x00", b"\xff", b"\xef\xbb\xbf", b"\t", b";", b"2021-02-30",
          b"2.02505E+12", "１０９／３／１９".encode(), "民國109年3月19日".encode(), "功".encode("big5"),
          b"{", b"}", b"[", b'\\u', b'\\ud800', b"null", b"1e999999", b"<", b">", b"</row>", b"<!DOCTYPE a [", b"&a;",
          b'<c r="ZZZ99"><v>', b"<trace>", b"</event>", b'<date key="time:timestamp" value="', b"]]>", b"99999999999999999999",
          b"-0.0000000000000000001", b"9999-12-31T24:00:00", b'table:number-columns-repeated="2147483647"', b't="s"']


def change_bytes(data, rng):
    data = bytearray(data)
    for _ in range(rng.choice([1, 1, 2, 4, 16])):
        at = rng.randrange(len(data) + 1)
        kind = rng.randrange(7)
        if kind == 0 and data:
            data[min(at, len(data) - 1)] = rng.randrange(256)
        elif kind == 1:
            data[at:at] = rng.choice(TOKENS)
        elif kind == 2:
            del data[at:at + rng.choice([1, 2, 8, 64, 1024])]
        elif kind == 3:
            span = data[at:at + rng.choice([4, 32, 256])]
            data[at:at] = span * rng.choice([1, 2, 50])
        elif kind == 4:
            del data[at:]
        elif kind == 5 and data:
            data[min(at, len(data) - 1)] ^= 1 << rng.randrange(8)
        else:
            other = rng.randrange(len(data) + 1)
            size = rng.choice([8, 64])
            data[at:at + size] = data[other:other + size]
        if len(data) > 1 << 20:
            del data[1 << 20:]
    return bytes(data)


def change_zip(data, rng):
    if rng.random() < 0.2:
        return change_bytes(data, rng)
    try:
        parts = [(i.filename, zipfile.ZipFile(io.BytesIO(data)).read(i)) for i in zipfile.ZipFile(io.BytesIO(data)).infolist()]
    except Exception:
        return change_bytes(data, rng)
    parts = [p for p in parts if len(p[1]) < 1 << 20]
    if not parts:
        return change_bytes(data, rng)
    xml = [n for n, p in enumerate(parts) if p[0].endswith(".xml")] or [0]
    at = rng.choice(xml)
    parts[at] = (parts[at][0], change_bytes(parts[at][1], rng))
    if rng.random() < 0.05:
        parts.append((rng.choice(parts)[0], b"x"))
    out = io.BytesIO()
    import warnings
    warnings.simplefilter("ignore")
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts:
            archive.writestr(name, part)
    return out.getvalue()


def change(name, data, rng):
    if name.endswith((".xlsx", ".ods")):
        return change_zip(data, rng)
    if name.endswith(".gz") and rng.random() < 0.7:
        try:
            return gzip.compress(change_bytes(gzip.decompress(data), rng), 1)
        except Exception:
            pass
    return change_bytes(data, rng)


def seeds():
    text = ("案號,說明,年齡,受理時間,合格,費用,日期\n" + "".join(
        f"A{n},許功蓋 {n},{n},2021-01-{n % 28 + 1:02} 09:{n % 60:02},是,{n}.5,109.3.{n % 28 + 1}\n" for n in range(40)))
    quoted = text.replace("許功蓋", '"許,""功""\n蓋"').replace(" 09:", " 9時")
    result = [("a.csv", text.encode()), ("q.csv", quoted.encode()), ("b.csv", text.encode("cp950")),
              ("u.csv", text.encode("utf-16")), ("m.csv", b"\xef\xbb\xbf" + text.encode()),
              ("t.tsv", text.replace(",", "\t").encode()), ("a.csv.gz", gzip.compress(quoted.encode()))]
    lines = "".join('{"id":"A%d","note":"x\\u529f","age":%d,"at":"2021-01-04T09:00:00+08:00","ok":true,"fee":1.5,"k":[1,{"a":null}]}\n' % (n, n) for n in range(20))
    result += [("j.jsonl", lines.encode()), ("j.jsonl.gz", gzip.compress(lines.encode()))]
    for folder in (root / "Tests/LogReadersTests/Fixtures", corpus):
        for path in sorted(folder.glob("*")):
            if path.is_file() and path.name != "bomb.xlsx" and path.stat().st_size < 1 << 20:
                name = path.name
                if name.endswith(".db"):
                    name = name[:-3] + ".sqlite"
                result.append((name, path.read_bytes()))
    for name, data in list(result):
        if name.endswith(".xes"):
            result.append((name + ".gz", gzip.compress(data)))
    return result


class Reader:
    def __init__(self, program):
        self.program = program
        self.start()

    def start(self):
        self.process = subprocess.Popen([self.program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)

    def read(self, path):
        """None where all is well, else what happened."""
        self.process.stdin.write(os.fsencode(path) + b"\n")
        self.process.stdin.flush()
        ready, _, _ = select.select([self.process.stdout], [], [], PATIENCE)
        if not ready:
            self.process.kill()
            self.process.wait()
            self.start()
            return "hang"
        answer = self.process.stdout.readline()
        if not answer:
            code = self.process.wait()
            self.start()
            return f"crash ({signal.Signals(-code).name if code < 0 else code})"
        if not answer.startswith(b"ok"):
            return answer.decode(errors="replace").strip()
        return None


def main():
    program, seconds = sys.argv[1], float(sys.argv[2])
    rng = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else time.time_ns())
    corpus.mkdir(parents=True, exist_ok=True)
    pool = seeds()
    reader = Reader(program)
    count, found, end, told = {}, 0, time.time() + seconds, time.time()
    with tempfile.TemporaryDirectory() as folder:
        while time.time() < end:
            name, data = rng.choice(pool)
            made = change(name, data, rng)
            suffix = name[name.index("."):]
            path = os.path.join(folder, "log" + suffix)
            with open(path, "wb") as file:
                file.write(made)
            source = "sqlite:" + path if suffix == ".sqlite" else path
            problem = reader.read(source)
            count[suffix] = count.get(suffix, 0) + 1
            if problem:
                found += 1
                kept = corpus / (hashlib.sha256(made).hexdigest()[:12] + suffix)
                kept.write_bytes(made)
                print(f"{problem}: {kept.relative_to(root)}", flush=True)
            if time.time() - told > 600:
                told = time.time()
                print(f"{sum(count.values())} logs read, {found} problems", flush=True)
    reader.process.stdin.close()
    reader.process.wait()
    print(f"{seconds:.0f} s, {sum(count.values())} logs read ({', '.join(f'{k} {v}' for k, v in sorted(count.items()))}): {found} problems")
    sys.exit(1 if found else 0)


main()
