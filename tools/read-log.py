#!/usr/bin/env python3
"""Reads a log with only Python 3 and its standard library. It was written from FORMAT.md and, for what an
event is, Interchange.md alone, to show that they are complete. `tools/check-reader` compares it with
`callfold cat`.

    read-log.py LOG [--people]

Prints the events as they are stored, one per line. With --people it shows personal data in place of
references: 'erased' if a log.erased names the reference, 'missing' if there is no value.
Exit status: 0 success; 2 damage, reported on standard error with file, byte and sequence (the events
printed before it are valid); 3 a file could not be read.
"""
import base64, hashlib, json, os, re, sys

LARGEST = 2**63 - 1
SECTOR = 512
# The editions of the recording rules that this program knows.
EDITIONS = (2,)


class Damage(Exception):
    pass


def fault(file, byte, sequence, what):
    return Damage(f"{file}: byte {byte}, sequence {sequence}: {what}")


# ---- CRC-32C, byte by byte

TABLE = []
for entry in range(256):
    for _ in range(8):
        entry = entry >> 1 ^ (0x82F63B78 if entry & 1 else 0)
    TABLE.append(entry)


def crc32c(*parts):
    crc = 0xFFFFFFFF
    for part in parts:
        for byte in part:
            crc = crc >> 8 ^ TABLE[(crc ^ byte) & 255]
    return b"%08x" % (crc ^ 0xFFFFFFFF)


# ---- The tree: perfect subtrees, the largest first

class Tree:
    def __init__(self):
        self.size, self.edge = 0, []

    def add(self, line):
        node, size = hashlib.sha256(b"\0" + line).digest(), self.size
        while size & 1:
            node, size = hashlib.sha256(b"\1" + self.edge.pop() + node).digest(), size >> 1
        self.edge.append(node)
        self.size += 1

    def root(self):
        if not self.edge:
            return hashlib.sha256().digest()
        *rest, root = self.edge
        for left in reversed(rest):
            root = hashlib.sha256(b"\1" + left + root).digest()
        return root


# ---- "A log file"

HEADER = re.compile(
    rb'\{"callfold":1,"log":"([0-9a-f]{32})","origin":"([!-~]{1,128})","first":([1-9][0-9]*),'
    rb'"previous":(0|[1-9][0-9]*),"size":(0|[1-9][0-9]*),'
    rb'"edge":\[((?:"[0-9a-f]{64}"(?:,"[0-9a-f]{64}")*)?)\],"crc":"([0-9a-f]{8})"\}\n')
FRAME = re.compile(rb'\{"frame":"([0-9]{20})","bytes":"([0-9]{8})","crc":"([0-9a-f]{8})",'
                   rb'"check":"([0-9a-f]{8})"\}\n')


class File:
    """A log file, its header read and checked."""
    def __init__(self, folder, name):
        self.name, path = name, os.path.join(folder, name)
        if not re.fullmatch("[0-9]{20}", name[:-7]) or os.path.islink(path) or (
                not os.path.isfile(path)):
            raise fault(name, 0, 0, "not the name of a log file, or no regular file")
        with open(path, "rb") as file:
            self.data = file.read()
        header = HEADER.match(self.data)
        if not header or header.end() > 8192 or re.search(rb'["\\+]', header[2]):
            raise fault(name, 0, 0, "no header")
        self.log, self.origin = bytes.fromhex(header[1].decode()), header[2].decode()
        self.first, self.previous, size = (int(header[index]) for index in (3, 4, 5))
        self.edge = [bytes.fromhex(root.decode()) for root in re.findall(rb"[0-9a-f]{64}", header[6])]
        covered = self.data[:header.start(7) - len(b',"crc":"')]
        if (crc32c(self.log, covered) != header[7] or self.first != int(name[:20])
                or not 1 <= self.first <= LARGEST or size != self.first - 1
                or len(self.edge) != bin(size).count("1")):
            raise fault(name, 0, self.first, "the header does not hold")
        self.start = header.end()


def frame_line(data, at, log):
    """The sequence, body length and body CRC of the good frame line at a place, else None."""
    line = FRAME.match(data, at)
    if not line or crc32c(log, data[at:at + 66]) != line[4]:
        return None
    sequence, length = int(line[1]), int(line[2])
    return (sequence, length, line[3]) if 1 <= sequence <= LARGEST and 1 <= length <= 4194304 else None


# ---- Events, as Interchange defines them

AT = re.compile(r"(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:[Zz]|([+-]\d\d):(\d\d))",
                re.ASCII)
IDS = """call parent agent party user by group subject queue source toAgent toQueue toNumber
    number""".split()
TARGETS = ("toAgent", "toQueue", "toNumber")
AGENTS = """agent.left call.held call.resumed consult.ended consult.merged transfer.failed manual.start
    manual.stop pending.save pending.unsave censor.start censor.stop"""
# What each type needs; then, behind a bar, what it may have.
FIELDS = {
    "call.started": "direction | caller agent parent", "ivr.consent": "answer | by prompt number",
    "call.variable": "name value", "queue.entered": "queue", "agent.joined": "agent | role",
    "consult.started": "agent | toAgent toQueue toNumber",
    "call.transferred": "agent | toAgent toQueue toNumber",
    "consult.answered": "agent | party number", "party.held": "| agent number",
    "party.resumed": "| agent number", "number.joined": "number", "number.left": "number",
    "recorder.failed": "| reason", "recorder.recovered": "| reason", "call.ended": "| reason",
    "caller.answered": "", "caller.rejoined": "", "caller.left": "", "secure.started": "",
    "secure.ended": "", "setting.changed": "scope property | subject by", "user.grouped": "user | group by",
    **dict.fromkeys(AGENTS.split(), "agent")}
CHOICES = {"direction": "inbound outbound internal", "answer": "granted denied", "role": "agent helper",
           "scope": "company group user queue"}


class Number(str):
    """A number as it is written."""


def is_time(text):
    """An existing moment of 1970 to 9999, in UTC."""
    parts = AT.fullmatch(text)
    if not parts:
        return False
    year, month, day, hours, minutes, seconds, east, more = (int(part or 0) for part in parts.groups())
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    months = [31, 28 + leap, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    if not (1 <= month <= 12 and 1 <= day <= months[month - 1] and hours < 24 and minutes < 60
            and seconds < 60 and abs(east) < 24 and more < 60):
        return False
    minute = (hours - east) * 60 + minutes - (-more if (parts[7] or "").startswith("-") else more)
    if (month, day) == (1, 1) and minute < 0:
        year -= 1
    if (month, day) == (12, 31) and minute >= 1440:
        year += 1
    return 1970 <= year <= 9999


def is_field(key, value):
    """Whether a known member has the form that its name asks for."""
    if key in ("n", "seq"):
        return isinstance(value, Number) and re.fullmatch("[1-9][0-9]{0,18}", value) and int(value) <= LARGEST
    if type(value) is not str:
        return False
    if key in CHOICES:
        return value in CHOICES[key].split()
    return key not in IDS or (
        1 <= len(value.encode()) <= 128 and not re.search("[\0-\x1f\x7f-\x9f]", value))


def members_of(line):
    """The members of a flat object; an error where it is none, or has a key twice."""
    def other(word):
        raise ValueError(word)
    pairs = json.loads(line.decode(), object_pairs_hook=tuple, parse_int=Number, parse_float=Number,
                       parse_constant=other)
    texts = [text for pair in pairs for text in pair if isinstance(text, str)]
    if len(dict(pairs)) < len(pairs) or any(len(text.encode()) > 4096 for text in texts) or any(
            isinstance(value, (tuple, list)) for _, value in pairs):
        raise ValueError("not flat, a key twice, or too long")
    return dict(pairs)


def is_event(line):
    try:
        event = members_of(line)
    except (ValueError, RecursionError):
        return False
    there = {key for key, value in event.items() if value is not None}
    kind = event.get("type") if type(event.get("type")) is str else ""
    needed, _, allowed = FIELDS.get(kind, "").partition("|")
    needed, allowed = ["at", "type", *needed.split()], ["source", "n", "seq", *allowed.split()]
    if kind not in ("setting.changed", "user.grouped"):
        (needed if kind in FIELDS else allowed).append("call")
    if kind == "call.started" and event.get("direction") == "internal":
        needed.append("agent")
    return (there >= set(needed) and ("source" in there) == ("n" in there)
            and all(is_field(key, event[key]) for key in {*needed, *allowed} & there)
            and is_time(event["at"])
            and ("toAgent" not in allowed or len(there.intersection(TARGETS)) == 1)
            and not (kind == "consult.answered" and {"party", "number"} <= there)
            and not (kind in ("party.held", "party.resumed") and {"agent", "number"} <= there)
            and (kind != "setting.changed" or "value" in event))


def frame(data, at, log, sequence):
    """The lines of the good frame at a place, and where it ends; else None."""
    first, length, crc = frame_line(data, at, log) or (None, 0, None)
    body, end = data[at + 88:at + 88 + length], at + 88 + length
    if first != sequence or end > len(data) or crc32c(log, body) != crc or body[-1:] != b"\n":
        return None
    lines = body[:-1].split(b"\n")
    for number, line in enumerate(lines, sequence):
        if not line.startswith(b'{"seq":%d,' % number) or not line.endswith(b"}") or (
                len(line) > 16640 or number > LARGEST or re.search(rb"[\0-\x08\x0b\x0c\x0e-\x1f]", line)
                or not is_event(line)):
            return None
    return lines, end


# ---- "Opening, and what damage means"

def pieces(at, end):
    """From one place to another, cut at the multiples of 512 of the file's offset."""
    while at < end:
        stop = min(end, at - at % SECTOR + SECTOR)
        yield at, stop
        at = stop


def is_unwritten(piece):
    return not piece.strip(b"\0") or not piece.strip(b"\n")


def begins(piece, sequence):
    """Whether these are the first bytes of the line of the frame that is expected."""
    model = b'{"frame":"%020d","bytes":"dddddddd","crc":"xxxxxxxx","check":"xxxxxxxx"}\n' % sequence
    wanted = {ord("d"): b"0123456789", ord("x"): b"0123456789abcdef"}
    fixed = lambda place: place < 41 or 49 <= place < 58 or 66 <= place < 77 or place >= 85
    return len(piece) <= 88 and all(
        byte == model[place] if fixed(place) else byte in wanted[model[place]]
        for place, byte in enumerate(piece))


def is_crash(data, at, log, sequence):
    """Rules 1 to 3 for a tail that is not all LF."""
    tail = data[at:]
    content = len(tail.rstrip(b"\n"))
    place = tail.find(b'{"frame":"', 1)
    while place > 0:
        if frame_line(tail, place, log):
            return False
        place = tail.find(b'{"frame":"', place + 1)
    line = frame_line(data, at, log)
    if line:
        end = 88 + line[1]
        if line[0] != sequence:
            return False
        if len(tail) < end or content < end - 1:
            return True
        parts = [data[a:b] for a, b in pieces(at, at + end)]
        return not tail[end:].strip(b"\0\n") and any(
            is_unwritten(part) and not (part == b"\n" and part is parts[-1]) for part in parts)
    if (len(tail) < 88 or content < 87) and begins(tail[:content], sequence):
        return True
    before = True
    for start, stop in pieces(at, min(at + 87, len(data))):
        if is_unwritten(data[start:stop]):
            return before
        before = begins(data[at:stop], sequence)
    return False


# ---- "Side files"

def checkpoints(data, name):
    """Size and root of each whole checkpoint; what stands behind them has to be a torn one."""
    found, at = [], 0
    whole = re.compile(re.escape(name) + rb"\n(0|[1-9][0-9]{0,18})\n([A-Za-z0-9+/]{43}=)\n\n")
    while note := whole.match(data, at):
        size, root = int(note[1]), base64.b64decode(note[2])
        if base64.b64encode(root) != note[2] or size > LARGEST or found and size < found[-1][0] or (
                size == 0 and root != Tree().root()):
            break
        found.append((size, root))
        at = note.end()
    rest = data[at:]
    cut = at - at % SECTOR + SECTOR
    parts = [rest] if len(data) <= cut or data[cut:].strip(b"\0") else [data[at:cut]]
    torn = re.compile(rb"\n(?:(?:0|[1-9][0-9]{0,18})(?:\n(?:[A-Za-z0-9+/]{0,42}|[A-Za-z0-9+/]{42}"
                      rb"[048AEIMQUYcgkosw](?:=\n?)?))?)?")
    for part in parts:
        size = re.match(rb"\n([0-9]+)", part[len(name):])
        is_first = name.startswith(part) or part.startswith(name) and (
            torn.fullmatch(part[len(name):]) and not (size and int(size[1]) > LARGEST))
        if len(rest) > len(name) + 67 or not (is_first or not part.strip(b"\0")):
            raise fault("checkpoints", at, 0, "no checkpoint of this log")
    return found


PERSON = re.compile(rb'\{"reference":"(~[A-Za-z0-9_-]{22})","call":(null|"(?:[^"\\]|\\.)*"),"value":'
                    rb'(.+),"crc":"([0-9a-f]{8})"\}')


def people(folder, file):
    """The values of a log file's references; a bad line with a good one behind it is damage."""
    path, values, bad, at = os.path.join(folder, file.name[:20] + ".people"), {}, None, 0
    if not os.path.lexists(path):
        return values, None
    with open(path, "rb") as opened:
        data = opened.read()
    for line in re.findall(rb"[^\n]*\n|[^\n]+", data):
        person = PERSON.fullmatch(line[:-1]) if line.endswith(b"\n") else None
        if person and crc32c(file.log, line[:person.start(4) - 8]) == person[4]:
            if bad is not None:
                raise fault(os.path.basename(path), bad, 0, "a bad line of personal data")
            values[person[1]] = person[3]
        elif bad is None:
            bad = at
        at += len(line)
    return values, bad


MEMBER = re.compile(rb'("(?:[^"\\]|\\.)*")[ \t\r]*:[ \t\r]*("(?:[^"\\]|\\.)*"|[^,}\s]+)')


def personal(line):
    """Where the values of persons stand in an event's line."""
    members = [(json.loads(member[1]), member) for member in MEMBER.finditer(line)]
    text = lambda key: next((json.loads(member[2]) for name, member in members if name == key), None)
    kind, keys = text("type"), ["caller", "number", "toNumber"]
    keys += {"archive.link": ["recipient"], "archive.audit": ["query"]}.get(kind, [])
    keys += ["text"] if (kind or "").startswith("archive.") else []
    if kind == "call.variable" and not re.fullmatch(
            "SET_RESTRICTED|deny_recording", text("name") or "", re.ASCII | re.IGNORECASE):
        keys.append("value")
    return [member.span(2) for name, member in members if name in keys and member[2] != b"null"]


def restored(line, sequence, file, values, erased):
    text, at = b"", 0
    values, bad = values
    for start, end in personal(line):
        reference = line[start + 1:end - 1]
        if bad is not None and reference not in values and reference not in erased:
            raise fault(file.name[:20] + ".people", bad, sequence, "a value is gone, a line is bad")
        value = b'"erased"' if reference in erased else values.get(reference, b'"missing"')
        text, at = text + line[at:start] + value, end
    return text + line[at:]


# ---- All of it

def read(folder, shows_people, show):
    kept = b""
    if os.path.lexists(os.path.join(folder, "checkpoints")):
        with open(os.path.join(folder, "checkpoints"), "rb") as file:
            kept = file.read()
    files = [File(folder, name) for name in sorted(os.listdir(folder)) if name.endswith(".ndjson")]
    if not files:
        raise Damage(f"{folder}: there is no log here")
    for before, file in zip([None, *files], files):
        if (file.log, file.origin, file.previous) != (
                files[0].log, files[0].origin, len(before.data) if before else 0):
            raise fault(file.name, 0, file.first, "not of this log, or not behind the file before it")
    own = checkpoints(kept, f"{files[0].origin}/{files[0].log.hex()}".encode())
    if files[0].first != 1:
        raise fault(files[0].name, 0, 1, "the first file is missing")
    tree, events, notes = Tree(), [], []
    try:
        read_files(files, tree, events, own, notes)
        if own and own[-1][0] > tree.size:
            raise fault("checkpoints", 0, tree.size, "the log is shorter than its newest checkpoint")
    finally:
        erased = {reference.encode() for _, line in events for event in [json.loads(line)]
                  if event["type"] == "log.erased" for reference in str(event.get("references")).split(" ")}
        values = {file.name: people(folder, file) for file in files} if shows_people else {}
        for sequence, (file, line) in enumerate(events, 1):
            show(restored(line, sequence, file, values[file.name], erased) if shows_people else line)
    return notes


def refuse_other_edition(file, line):
    rules = re.match(rb'\{"seq":[0-9]+,"at":"[^"]{24}","type":"log\.rules","edition":([^}]*)', line)
    if rules and rules[1] not in [b"%d" % edition for edition in EDITIONS]:
        raise Damage(f"{file.name}: the log is folded by edition {rules[1].decode()} of the rules, "
                     f"this program knows {', '.join(map(str, EDITIONS))}")


def read_files(files, tree, events, own, notes):
    for file in files:
        if file.edge != tree.edge or file.first != tree.size + 1:
            raise fault(file.name, 0, tree.size + 1, "the header's tree is not that of the events")
        at = file.start
        while found := frame(file.data, at, file.log, tree.size + 1):
            lines, at = found
            for line in lines:
                tree.add(line)
                refuse_other_edition(file, line)
                events.append((file, line))
                if any(size == tree.size and root != tree.root() for size, root in own):
                    raise fault("checkpoints", 0, tree.size, "the tree has another root")
        rest = file.data[at:]
        if file is not files[-1] and (rest or at == file.start):
            raise fault(file.name, at, tree.size + 1, "no good frame")
        if rest.strip(b"\n"):
            if not is_crash(file.data, at, file.log, tree.size + 1):
                raise fault(file.name, at, tree.size + 1, "no good frame, and not what a crash leaves")
            notes.append(f"{file.name}: unfinished from byte {at} on")


def main():
    words = [word for word in sys.argv[1:] if word != "--people"]
    if len(words) != 1 or words[0].startswith("-"):
        print(__doc__, file=sys.stdout if words == ["--help"] else sys.stderr)
        return 0 if words == ["--help"] else 2
    show = lambda line: sys.stdout.buffer.write(line + b"\n")
    try:
        for note in read(words[0], "--people" in sys.argv, show):
            print(note, file=sys.stderr)
    except Damage as damage:
        print(damage, file=sys.stderr)
        return 2
    except OSError as error:
        print(error, file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
