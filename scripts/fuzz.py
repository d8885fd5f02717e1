#!/usr/bin/env python3
"""Changes logs and lets qixian-fuzz read them, for a given time.

usage: fuzz.py PROGRAM SECONDS [SEED]

Containers are changed inside: the text within gzip, the parts within a zip of XLSX or ODS. A
database server of its own answers with changed messages of PostgreSQL's protocol. What crashes,
hangs (20 s) or reads differently in small blocks is kept under Tests/Corpus/logs, which the tests
replay (messages as .pgwire, for this program). Ends with a count, and with 1 where something was
found.
"""
import gzip, hashlib, io, os, pathlib, random, select, signal, socket, struct, subprocess, sys, tempfile, threading, time, zipfile

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


def message(kind, body):
    return kind + struct.pack("!i", len(body) + 4) + body


def wire_rows():
    """The answer to a query: the description of its columns, rows, the end."""
    columns = [("id", 25), ("note", 25), ("age", 23), ("at", 1184), ("ok", 16), ("fee", 1700), ("day", 1082)]
    body = struct.pack("!h", len(columns)) + b"".join(
        name.encode() + b"\0" + struct.pack("!ihihih", 0, 0, kind, -1, -1, 0) for name, kind in columns)
    out = message(b"1", b"") + message(b"2", b"") + message(b"T", body)
    for n in range(20):
        cells = [f"A{n}".encode(), None if n % 3 == 0 else "許功蓋".encode(), str(n).encode(), b"2021-01-04 09:00:00+08",
                 b"t" if n % 2 else b"f", b"12.50", b"2021-01-05"]
        out += message(b"D", struct.pack("!h", len(cells)) + b"".join(
            struct.pack("!i", -1) if cell is None else struct.pack("!i", len(cell)) + cell for cell in cells))
    return out + message(b"C", b"SELECT 20\0") + message(b"Z", b"I")


class Server(threading.Thread):
    """Speaks as much of PostgreSQL's protocol as a reader asks for, and gives `rows` as its answer."""

    def __init__(self):
        super().__init__(daemon=True)
        self.rows = wire_rows()
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=16)
        self.port = self.listener.getsockname()[1]

    def run(self):
        while True:
            connection, _ = self.listener.accept()
            connection.settimeout(PATIENCE)
            try:
                self.serve(connection)
            except (OSError, struct.error):
                pass
            finally:
                connection.close()

    def take(self, connection, count):
        data = b""
        while len(data) < count:
            more = connection.recv(count - len(data))
            if not more:
                raise OSError("closed")
            data += more
        return data

    def serve(self, connection):
        size, = struct.unpack("!i", self.take(connection, 4))
        self.take(connection, size - 4)
        connection.sendall(message(b"R", struct.pack("!i", 0)) + message(b"S", b"client_encoding\0UTF8\0")
                           + message(b"S", b"server_version\x0015.0\0") + message(b"K", struct.pack("!ii", 1, 1))
                           + message(b"Z", b"I"))
        while True:
            kind = self.take(connection, 1)
            size, = struct.unpack("!i", self.take(connection, 4))
            self.take(connection, size - 4)
            if kind == b"Q":
                connection.sendall(message(b"C", b"SET\0") + message(b"Z", b"I"))
            elif kind == b"S":
                connection.sendall(self.rows)
                return
            elif kind == b"X":
                return


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
    server = Server()
    server.start()
    pool += [("a.pgwire", server.rows)] * 4
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
            if suffix == ".pgwire":
                server.rows = made
                source = f"postgresql://u@127.0.0.1:{server.port}/d?sslmode=disable&gssencmode=disable&table=t"
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
