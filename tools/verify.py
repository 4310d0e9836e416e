#!/usr/bin/env python3
"""Verifies a Callfold log, or a proof from one. Needs Python 3 and nothing else.

    verify.py LOG [--against CHECKPOINT] [--anchored]
    verify.py proof FILE [--against CHECKPOINT [--growth FILE]] [--anchored]
    verify.py growth FILE [--against CHECKPOINT] [--anchored]

LOG is the log's folder, CHECKPOINT a file with a checkpoint that you kept elsewhere, or with
several, such as a copy of a log's own: all of them must hold, and the newest is cited.
The first line printed is one of the four verdicts below, the next lines say what it covers or where
the fault is.
Exit status: 0 for the first two verdicts, 1 for the others, and with --anchored for all but the
first; 2: wrong arguments, or a checkpoint that cannot decide this; 3: system failure.

Faults are reported in this order: damaged bytes; what your checkpoint says; what the log's own headers
and checkpoints say (damaged); faults of personal data, which the tree does not cover (damaged). The
forms are those of FORMAT.md, PROOF-FORM.md, C2SP tlog-checkpoint and RFC 6962; anything that does not
have exactly that form is damaged. Bytes are judged, whatever
edition of the recording rules the log is folded by (log.rules).
"""
import argparse, base64, collections, functools, hashlib, json, os, re, sys

ANCHORED = "valid and anchored to the checkpoint you gave"
CONSISTENT = "consistent in itself, nothing outside to compare with"
DAMAGED = "damaged"
CONTRADICTS = "contradicts your checkpoint"
LARGEST = 2**63 - 1  # of sequences and sizes

class Verdict(Exception):
    def __init__(self, words, *details):
        self.lines, self.status = [words, *details], int(words in (DAMAGED, CONTRADICTS))

class Undecided(Exception):
    """No verdict: what was given can decide nothing."""

def damaged(file, byte, sequence, what):
    return Verdict(DAMAGED, f"{file}: byte {byte}, sequence {sequence}: {what}")

def read(path, count=-1):
    with open(path, "rb") as file:
        return file.read(count)

LONGEST = 2**28  # bytes of a file of proofs or checkpoints

def read_given(path, begins_well):
    """A file from outside: of one that does not begin well no more than shows that."""
    with open(path, "rb") as file:
        data = file.read(1 << 16)
        data += file.read(LONGEST + 1 - len(data)) if begins_well(data) else b""
    if len(data) > LONGEST:
        raise Undecided(f"{path} is larger than {LONGEST} bytes, the largest such file that is read")
    return data


# ---- CRC-32C: the remainder of the message, read as a polynomial over GF(2), divided by this one

POLYNOMIAL = 0x11EDC6F41
CHUNK = 1 << 18  # bytes taken at once
REVERSED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))  # the lowest bit goes first

def remainder(number):
    # Python is quick with long numbers and slow with single bytes: what stands above bit 2^k is
    # multiplied by the remainder of x^(2^k), which is short, and added to what stands below.
    while number.bit_length() > 64:
        k = (number.bit_length() - 1).bit_length() - 1
        upper, number = number >> (1 << k), number & (1 << (1 << k)) - 1
        for exponent in power(k):
            number ^= upper << exponent
    while number.bit_length() > 32:
        number ^= POLYNOMIAL << number.bit_length() - 33
    return number

@functools.lru_cache(None)
def power(k):
    """The exponents in the remainder of x^(2^k); a square has them doubled."""
    square = remainder(sum(1 << 2 * exponent for exponent in power(k - 1))) if k else 2
    return [exponent for exponent in range(32) if square >> exponent & 1]

def crc32c(log, data):
    """The CRC of the 16 bytes of the log id and then data, in hex."""
    message, crc = (log + data).translate(REVERSED), 0xFFFFFFFF
    for start in range(0, len(message), CHUNK):
        part = message[start:start + CHUNK]
        crc = remainder(crc << 8 * len(part) ^ int.from_bytes(part, "big") << 32)
    return b"%08x" % (int(f"{crc:032b}"[::-1], 2) ^ 0xFFFFFFFF)


# ---- The tree (RFC 6962, section 2.1)

def leaf_hash(line):
    return hashlib.sha256(b"\0" + line).digest()

def node_hash(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()

class Tree:
    """A tree that grows; levels[k] is the root of 2^k leaves that have no right neighbour yet."""
    def __init__(self):
        self.size, self.levels = 0, [None] * 64

    def append(self, lines):
        self.size += len(lines)
        nodes, level = list(map(leaf_hash, lines)), 0
        while nodes:
            if self.levels[level]:
                nodes.insert(0, self.levels[level])
            self.levels[level] = nodes.pop() if len(nodes) % 2 else None
            nodes, level = list(map(node_hash, nodes[::2], nodes[1::2])), level + 1

    def edge(self):
        return [root for root in reversed(self.levels) if root]

    def root(self):
        last_first = reversed(self.edge() or [hashlib.sha256().digest()])
        return functools.reduce(lambda right, left: node_hash(left, right), last_first)

def left_part(size):
    """Leaves on the left: the largest power of two that is smaller than size."""
    return 1 << (size - 1).bit_length() - 1

def end(path, roots):
    """The roots at the end of the walk, where the path must be used up."""
    if path:
        raise ValueError("the proof has too many hashes")
    return roots

def inclusion_root(index, size, leaf, path):
    """The root that a leaf's proof leads to (2.1.1); takes its hashes off the path's end."""
    if size == 1:
        return end(path, leaf)
    beside, left = path.pop(), left_part(size)
    if index < left:
        return node_hash(inclusion_root(index, left, leaf, path), beside)
    return node_hash(beside, inclusion_root(index - left, size - left, leaf, path))

def growth_roots(old, new, old_root, path):
    """The roots of both trees that a proof leads to (2.1.2). The old one is no part of the path as
    long as the old tree is looked for as a whole; behind a step to the right it is not given."""
    if old == new:
        root = old_root or path.pop()
        return end(path, (root, root))
    beside, left = path.pop(), left_part(new)
    if old <= left:
        first, second = growth_roots(old, left, old_root, path)
        return first, node_hash(second, beside)
    first, second = growth_roots(old - left, new - left, None, path)
    return node_hash(beside, first), node_hash(beside, second)


# ---- Checkpoints (C2SP tlog-checkpoint)

NAME = r"[^\s+\x00-\x1f\x7f-\x9f]+"
CHECKPOINT = re.compile(rf"({NAME})\n(0|[1-9][0-9]{{0,18}})\n([^\n]{{44}})\n"
                        rf"(?:\n(?:\u2014 {NAME} [^ \n]+\n)*)?")

class Checkpoint(collections.namedtuple("Checkpoint", "origin size root")):
    def refuse_other(self, given):
        """Raises the contradiction between this checkpoint and the one given, if there is one."""
        if self.origin != given.origin:
            raise Verdict(CONTRADICTS, f"this is {self.origin}, your checkpoint {given.origin}")
        if self.size == given.size and self.root != given.root:
            raise Verdict(CONTRADICTS, f"at size {given.size} this has a different root than yours")

def from_base64(text):
    """The bytes; ValueError where this is not the one right way to write them."""
    data = base64.b64decode(text, validate=True)
    if base64.b64encode(data) != text:
        raise ValueError("not valid base64")
    return data

def parse_checkpoint(data):
    """Raises ValueError for what is none; signatures need have no more than their form."""
    match = len(data) <= 256 * 1024 and CHECKPOINT.fullmatch(data.decode())
    if not match:
        raise ValueError("not a checkpoint: origin, size, root, empty line, signatures")
    size, root = int(match[2]), from_base64(match[3].encode())
    signatures = [line.split(b" ")[2] for line in data.split(b"\n")[4:-1]]
    if (len(root) != 32 or size > LARGEST or size == 0 and root != Tree().root()
            or any(len(from_base64(text)) <= 4 for text in signatures)):
        raise ValueError("the size, root or a signature is not valid in a checkpoint")
    return Checkpoint(match[1], size, root)

def read_checkpoints(path):
    """The checkpoints in a file from outside, one or more, smallest first."""
    data, at, found = read_given(path, lambda data: b"\n\n" in data or len(data) < 1 << 16), 0, []
    while at < len(data) or not found:
        note = re.compile(rb"(?:[^\n]+\n)*(?:[^\n]+|\n(?:\xe2\x80\x94 [^\n]*\n?)*)?").match(data, at)
        try:
            found.append(parse_checkpoint(note[0]))
        except ValueError as error:
            raise Undecided(f"{path}: byte {at}: {error}. Give a checkpoint as it was printed, or a "
                            "copy of a log's file 'checkpoints'") from None
        if found[-1].size == 0:
            raise Undecided(f"{path}: byte {at}: a checkpoint of size 0 confirms nothing")
        at = note.end()
    return sorted(found, key=lambda checkpoint: checkpoint.size)

def fitting(given, sizes):
    """The one of these checkpoints that has such a size, else the newest; None where none is given."""
    return next((one for one in reversed(given) if one.size in sizes), given[-1] if given else None)


# ---- Proof files (PROOF-FORM.md)

EVENTS = (b"callfold proof of events, form 1: each line after 'event' is a leaf of the RFC 6962 "
          b"tree (SHA-256) whose origin, size and root stand at the end\n")
GROWTH = (b"callfold proof of growth, form 1: the RFC 6962 tree (SHA-256) whose origin, size and "
          b"root stand first has grown into the one that stands last\n\n")
HASHES = rb"((?:[A-Za-z0-9+/]{43}=\n)*)"
EVENT = re.compile(rb'event ([1-9][0-9]{0,18})\n(\{"seq":\1,[^\n]*)\n' + HASHES)
OLD_HASHES_NEW = re.compile(rb"((?:[^\n]+\n){3})\n%b\n((?:[^\n]+\n){3})" % HASHES)

def hashes(text):
    return [from_base64(line) for line in text.split()]

def read_events(file):
    """The sequences in a proof of events, each checked, and the checkpoint under them."""
    events, _, note = read_given(file, lambda data: data.startswith(EVENTS)).partition(b"\n\n")
    matches, last = list(EVENT.finditer(events + b"\n", len(EVENTS))), 0
    if not matches or EVENTS + b"".join(match[0] for match in matches) != events + b"\n":
        raise ValueError("this does not have the form of a proof of events")
    checkpoint = parse_checkpoint(note)
    for match in matches:
        sequence, size = int(match[1]), checkpoint.size
        if not last < sequence <= size or checkpoint.root != inclusion_root(
                sequence - 1, size, leaf_hash(match[2]), hashes(match[3])):
            raise ValueError(f"event {sequence} is not proved by its hashes")
        last = sequence
    return len(matches), last, checkpoint

def read_growth(file):
    """The two checkpoints of a proof of growth, checked."""
    data = read_given(file, lambda data: data.startswith(GROWTH))
    match = data.startswith(GROWTH) and OLD_HASHES_NEW.fullmatch(data, len(GROWTH))
    if not match:
        raise ValueError("this does not have the form of a proof of growth")
    old, new = parse_checkpoint(match[1]), parse_checkpoint(match[3])
    if old.origin != new.origin or not 1 <= old.size <= new.size or (old.root, new.root) != (
            growth_roots(old.size, new.size, old.root, hashes(match[2]))):
        raise ValueError("the growth is not proved by its hashes")
    return old, new

def checked(reader, file):
    try:
        return reader(file)
    except (ValueError, IndexError) as error:
        why = "the proof has too few hashes" if type(error) is IndexError else error
        raise Verdict(DAMAGED, f"{file}: {why}") from None

def verify_events(file, given, growth):
    count, last, own = checked(read_events, file)
    old_and_new = growth and checked(read_growth, growth)
    covers = f"{count} events are in the tree of size {own.size} of {own.origin}"
    given = fitting(given, [own.size])
    if not given:
        return Verdict(CONSISTENT, covers)
    own.refuse_other(given)
    if own.size != given.size:
        if not growth:
            raise Undecided(f"the proof is for size {own.size}, your checkpoint for {given.size}: "
                            "ask for one made for yours, or for the growth between (--growth)")
        near, far = old_and_new if own.size < given.size else reversed(old_and_new)
        elsewhere = Undecided("the proof of growth does not connect the proof and your checkpoint")
        if (near.origin, near.size, far.size) != (own.origin, own.size, given.size):
            raise elsewhere
        far.refuse_other(given)
        if near.root != own.root:
            # What your checkpoint has grown from is proved; what it may grow into is not.
            raise elsewhere if own.size > given.size else Verdict(
                CONTRADICTS, "your checkpoint's tree did not grow from the proof's tree")
    if last > given.size:
        raise Undecided(f"event {last} is newer than your checkpoint, of {given.size}")
    return Verdict(ANCHORED, covers)

def verify_growth(file, given):
    old, new = checked(read_growth, file)
    given = fitting(given, [old.size, new.size])
    for own in (old, new) if given else ():
        own.refuse_other(given)
    if given and given not in (old, new):
        raise Undecided(f"your checkpoint is for size {given.size}, not {old.size} or {new.size}")
    return Verdict(ANCHORED if given else CONSISTENT, f"the tree of size {new.size} begins with "
                   f"that of size {old.size}, of {new.origin}")


# ---- Events (Interchange.md): what the line of one must be

STRING = rb'"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"'
VALUE = rb"(?:%b|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null)" % STRING
MEMBER = rb"[ \t\r]*%b[ \t\r]*:[ \t\r]*%b[ \t\r]*" % (STRING, VALUE)
OBJECT = re.compile(rb"\{(?:%b(?:,%b)*|[ \t\r]*)\}" % (MEMBER, MEMBER))
TIME = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt]([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9])"
                  r"(?:\.([0-9]+))?(?:[Zz]|([+-])([01][0-9]|2[0-3]):([0-5][0-9]))", re.ASCII)
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")

class Number(str):
    """A number as it stands in the line."""

def is_id(value):
    return type(value) is str and 1 <= len(value.encode()) <= 128 and not CONTROL.search(value)

def is_text(value):
    return type(value) is str

def is_count(value):
    return type(value) is Number and len(value) <= 19 and value.isdigit() and 1 <= int(value) <= LARGEST

def one_of(*words):
    return lambda value: type(value) is str and value in words

def is_time(value):
    match = type(value) is str and TIME.fullmatch(value)
    if not match:
        return False
    year, month, day, hours, minutes, seconds = map(int, match.groups()[:6])
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    months = [31, 28 + leap, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    if not 1 <= month <= 12 or not 1 <= day <= months[month - 1]:
        return False
    east = int((match[8] or "+") + "1") * (int(match[9] or 0) * 60 + int(match[10] or 0))
    minute = sum(months[:month - 1], day - 1) * 1440 + hours * 60 + minutes - east  # of the year
    return (1970 <= year <= 9999 and (year > 1970 or minute >= 0)
            and (year < 9999 or minute < 525600)) or year == 1969 and minute >= 525600

AGENT = {"agent!": is_id}
TARGET = {"agent!": is_id, "toAgent": is_id, "toQueue": is_id, "toNumber": is_id}
REASON = {"reason": is_text}
# The members of each type's row, `!` behind those that must be there; all but the last two have a call.
ROWS = {
    "call.started": {"direction!": one_of("inbound", "outbound", "internal"), "caller": is_text,
                     "agent": is_id, "parent": is_id},
    "ivr.consent": {"answer!": one_of("granted", "denied"), "by": is_id, "prompt": is_text,
                    "number": is_id},
    "call.variable": {"name!": is_text, "value!": is_text},
    "queue.entered": {"queue!": is_id},
    "agent.joined": AGENT | {"role": one_of("agent", "helper")},
    "consult.started": TARGET, "call.transferred": TARGET,
    "consult.answered": AGENT | {"party": is_id, "number": is_id},
    "number.joined": {"number!": is_id}, "number.left": {"number!": is_id},
    "recorder.failed": REASON, "recorder.recovered": REASON, "call.ended": REASON,
    **dict.fromkeys(("caller.answered", "caller.rejoined", "caller.left", "secure.started",
                     "secure.ended"), {}),
    **dict.fromkeys(("party.held", "party.resumed"), {"agent": is_id, "number": is_id}),
    **dict.fromkeys(("agent.left", "call.held", "call.resumed", "consult.ended", "consult.merged",
                     "transfer.failed", "manual.start", "manual.stop", "pending.save",
                     "pending.unsave", "censor.start", "censor.stop"), AGENT),
    "setting.changed": {"scope!": one_of("company", "group", "user", "queue"), "property!": is_text,
                        "subject": is_id, "by": is_id},
    "user.grouped": {"user!": is_id, "group": is_id, "by": is_id},
}
ALWAYS = {"at!": is_time, "type!": is_text, "source": is_id, "n": is_count, "seq": is_count}

def is_event(line):
    """Whether a line is an event: a flat JSON object in UTF-8 with the members of its type's row."""
    if not OBJECT.fullmatch(line):
        return False
    try:
        pairs = json.loads(line.decode(), object_pairs_hook=list, parse_int=Number,
                           parse_float=Number)
        if any(len(text.encode()) > 4096 for pair in pairs for text in pair if isinstance(text, str)):
            return False
    except ValueError:  # not UTF-8, or half of a surrogate pair
        return False
    members = dict(pairs)
    if len(members) < len(pairs):
        return False
    there = {key for key, value in members.items() if value is not None}
    kind = members.get("type") if is_text(members.get("type")) else ""
    row = ALWAYS | ROWS.get(kind, {})
    if kind not in ("setting.changed", "user.grouped"):
        row = row | ({"call!": is_id} if kind in ROWS else {"call": is_id})
    for key, test in row.items():
        name = key.rstrip("!")
        if not test(members[name]) if name in there else key.endswith("!"):
            return False
    targets = there & {"toAgent", "toQueue", "toNumber"}
    return (("source" in there) == ("n" in there)
            and ("toAgent" not in row or len(targets) == 1)
            and not (kind == "consult.answered" and {"party", "number"} <= there)
            and not (kind in ("party.held", "party.resumed") and {"agent", "number"} <= there)
            and not (kind == "setting.changed" and "value" not in members)
            and not (kind == "call.started" and members["direction"] == "internal"
                     and "agent" not in there))


# ---- The log (FORMAT.md)

NUMBER = rb"(0|[1-9][0-9]{0,18})"
HEADER = re.compile(
    rb'\{"callfold":1,"log":"([0-9a-f]{32})","origin":"([!#-*,-\[\]-~]{1,128})",'
    rb'"first":%b,"previous":%b,"size":%b,"edge":\[((?:"[0-9a-f]{64}"(?:,(?=")|(?=\])))*)\]'
    rb',"crc":"([0-9a-f]{8})"\}\n' % (NUMBER, NUMBER, NUMBER))
FRAME = re.compile(rb'\{"frame":"([0-9]{20})","bytes":"([0-9]{8})","crc":"([0-9a-f]{8})",'
                   rb'"check":"([0-9a-f]{8})"\}\n')
FORBIDDEN = bytes(set(range(32)) - set(b"\t\n\r"))
Header = collections.namedtuple("Header", "log origin first previous edge length")

def read_header(folder, name):
    path = os.path.join(folder, name)
    if not re.fullmatch(r"[0-9]{20}\.ndjson", name) or os.path.islink(path) or (
            not os.path.isfile(path)):
        raise damaged(name, 0, 0, "not a log file's name, or not a regular file")
    data = read(path, 8192)
    version = re.match(rb'\{"callfold":([0-9]{1,20})(?![0-9])', data)
    if version and 1 != int(version[1]) < 2**64:
        raise Undecided(f"{name}: format {int(version[1])} is not known to this verifier")
    match = HEADER.match(data)
    if not match or crc32c(bytes.fromhex(match[1].decode()), data[:match.start(7) - 8]) != match[7]:
        raise damaged(name, 0, 0, "no header line of format 1, or its CRC is wrong")
    edge = [bytes.fromhex(root.decode()) for root in re.findall(rb"[0-9a-f]{64}", match[6])]
    first, previous, size = int(match[3]), int(match[4]), int(match[5])
    if not 1 <= first == int(name[:20]) == size + 1 <= LARGEST or len(edge) != bin(size).count("1"):
        raise damaged(name, 0, first, "the header contradicts the file's name or itself")
    return Header(bytes.fromhex(match[1].decode()), match[2].decode(), first, previous, edge,
                  match.end())

def frame_line(data, at, log):
    """First sequence, end and CRC of the frame whose good line stands there, else None."""
    match = FRAME.match(data, at)
    if match and crc32c(log, data[at:at + 66]) == match[4]:
        first, length = int(match[1]), int(match[2])
        if 1 <= first <= LARGEST and 1 <= length <= 4194304:
            return first, at + 88 + length, match[3]
    return None

def read_frame(data, at, log, sequence):
    """The event lines of the good frame that stands there, and its end; else None and why not."""
    first, end, crc = frame_line(data, at, log) or (None, at, None)
    body = data[at + 88:end]
    if first != sequence or end > len(data) or crc32c(log, body) != crc:
        return None, "no complete frame with this sequence and correct CRCs"
    lines = body[:-1].split(b"\n")
    if (not body.endswith(b"\n") or len(body.translate(None, FORBIDDEN)) < len(body)
            or first + len(lines) - 1 > LARGEST
            or not all(line.startswith(b'{"seq":%d,' % number) and line.endswith(b"}")
                       and len(line) <= 16640 for number, line in enumerate(lines, first))):
        return None, "an event line has the wrong form"
    for number, line in enumerate(lines, first):
        if not is_event(line):
            return None, f"the line of event {number} is not a valid event"
    return lines, end

def doubt(file, data, at, log, tree, checkpoints):
    """What of the frame that stands there may have been changed: the events behind the last one that a
    checkpoint proves, and their bytes. `callfold verify` knows more proofs, and may say less of it."""
    first, end, _ = frame_line(data, at, log) or (None, at, None)
    if first != tree.size + 1 or end > len(data):
        return []
    lines = data[at + 88:end - 1].split(b"\n")
    grown, proved = Tree(), 0
    grown.size, grown.levels = tree.size, list(tree.levels)
    for one in sorted(checkpoints, key=lambda checkpoint: checkpoint.size):
        if tree.size < one.size <= tree.size + len(lines):
            grown.append(lines[grown.size - tree.size:one.size - tree.size])
            if grown.root() != one.root:
                break
            proved = one.size - tree.size
    start = at + 88 + sum(len(line) + 1 for line in lines[:proved])
    return [f"in doubt: events {first + proved} to {tree.size + len(lines)}, bytes {start} to "
            f"{end - 1} of {file}"] if proved < len(lines) else []

def is_crash(data, at, log, sequence):
    """Whether what stands behind the last good frame of the last file is no damage, but what a
    crash leaves, or a writer at work ("Opening, and what damage means", 1 to 3)."""
    def begins(piece):
        line = b'{"frame":"%020d","bytes":"00000000","crc":"00000000","check":"00000000"}\n'
        match = FRAME.fullmatch(piece + (line % sequence)[len(piece):])
        return match and int(match[1]) == sequence

    def sectors(end):
        """What stands from here on to the end, cut at the multiples of 512 of the file."""
        cuts = [at, *range(at - at % 512 + 512, end, 512), end]
        return [data[start:stop] for start, stop in zip(cuts, cuts[1:])]

    def is_unwritten(piece):
        return not piece.strip(b"\0") or not piece.strip(b"\n")

    content = len(data.rstrip(b"\n"))
    marks = (at + 1 + match.start() for match in re.finditer(rb'\{"frame":"', data[at + 1:]))
    if any(frame_line(data, mark, log) for mark in marks):
        return False
    first, end, _ = frame_line(data, at, log) or (None, at + 88, None)
    is_cut = len(data) < end or content < end - 1
    if first:
        return first == sequence and (is_cut or not data[end:].strip(b"\0\n") and any(
            is_unwritten(piece) and piece != b"\n" for piece in sectors(end)))
    pieces = sectors(min(end - 1, len(data)))
    return (is_cut and begins(data[at:content])) or is_unwritten(pieces[0]) or (
        len(pieces) > 1 and is_unwritten(pieces[1]) and begins(pieces[0]))

def is_torn(data, at, name):
    """Whether what stands behind the last whole checkpoint is what a crash leaves of another."""
    def begins(piece):
        # The last character of a root has two bits that are zero.
        rest = re.fullmatch(rb"\n(?:%b(?:\n(?:[A-Za-z0-9+/]{0,42}|[A-Za-z0-9+/]{42}"
                            rb"[048AEIMQUYcgkosw](?:=\n?)?))?)?" % NUMBER, piece[len(name):])
        return name.startswith(piece) or (
            piece.startswith(name) and rest and int(rest[1] or 0) <= LARGEST)

    sector = at - at % 512 + 512
    before, behind = data[at:sector], data[sector:]
    return len(data) - at <= len(name) + 67 and (not before.strip(b"\0") or begins(
        before if behind and not behind.strip(b"\0") else before + behind))

def own_checkpoints(data, name):
    """The checkpoints that the log keeps of itself and where each stands, oldest first."""
    found, at = [], 0
    while at < len(data):
        match = re.compile(rb"[^\n]+\n[0-9]+\n[^\n]+\n\n").match(data, at)
        try:
            checkpoint = parse_checkpoint(match[0]) if match else None
        except ValueError:
            checkpoint = None
        if not checkpoint or checkpoint.origin != name:
            if is_torn(data, at, name.encode()):
                break
            raise damaged("checkpoints", at, 0, "there is no checkpoint of this log here")
        if found and checkpoint.size < found[-1][0].size:
            raise damaged("checkpoints", at, 0, "the size is smaller than the one before")
        found.append((checkpoint, at))
        at = match.end()
    return found

def is_own(folder, path):
    """Whether a file is the log's own one of checkpoints, where it lies: nothing from outside."""
    own = os.path.join(folder, "checkpoints")
    return os.path.exists(own) and os.path.exists(path) and os.path.samefile(own, path)

# ---- Personal data (FORMAT.md, "Side files")

REFERENCE = rb"~[A-Za-z0-9_-]{22}"
PERSON = re.compile(rb'\{"reference":"(%b)","call":(null|"(?:[^"\\]|\\.)*"),"value":(.+),"crc":'
                    rb'"([0-9a-f]{8})"\}' % REFERENCE, re.DOTALL)
ERASED = re.compile(rb'[^,]*,.{32}"type":"log\.erased","references":"((?:%b.)*)' % REFERENCE,
                    re.DOTALL)

def erased_by(line):
    """The references that an event's line says were erased."""
    match = ERASED.match(line)
    return re.findall(REFERENCE, match[1]) if match else []

def referred_by(line):
    """The references of an event's personal data, and its call."""
    try:
        event = json.loads(line)
    except (ValueError, RecursionError):
        return []
    if not isinstance(event, dict):
        return []
    kind = str(event.get("type"))
    keys = ["caller", "number", "toNumber"] + {
        "archive.link": ["recipient"], "archive.audit": ["query"]}.get(kind, [])
    if kind.startswith("archive."):
        keys.append("text")
    if kind == "call.variable" and str(event.get("name")).lower() not in (
            "set_restricted", "deny_recording"):
        keys.append("value")
    values = [str(event.get(key)).encode() for key in keys]
    # Types that need no call may have anything there; only a string is one.
    call = event.get("call")
    call = call if isinstance(call, str) else None
    return [(value, call) for value in values if re.fullmatch(REFERENCE, value)]

class People:
    """The personal data beside a log, judged file by file as the log's events are read."""
    def __init__(self, folder, log, covered):
        self.folder, self.log, self.covered = folder, log, covered  # by the newest checkpoint
        self.needs, self.findings, self.faults, self.unread = {}, [], [], []
        self.erased, self.later = set(), set()  # by events that the checkpoint covers, and others

    def take(self, first, lines):
        for sequence, line in enumerate(lines, first):
            if b'"~' in line:
                (self.erased if sequence <= self.covered else self.later).update(erased_by(line))
                for reference, call in referred_by(line):
                    self.needs.setdefault(reference, call)

    def read(self, name):
        """The good lines, as place, reference and call, and where the first bad one begins."""
        path, at, good, bad = os.path.join(self.folder, name), 0, [], None
        if not os.path.lexists(path):
            return good, bad
        if os.path.islink(path) or not os.path.isfile(path):
            raise damaged(name, 0, 0, "not a regular file")
        lines = read(path).split(b"\n")
        # Behind the last LF there is nothing, or a line without its end.
        last = lines.pop()
        for line in lines:
            match = PERSON.fullmatch(line)
            if match and crc32c(self.log, line[:-18]) == match[4]:
                good.append((at, match[1], match[2]))
            elif bad is None:
                bad = at
            at += len(line) + 1
        return good, at if last and bad is None else bad

    def judge(self, name):
        """Compares a file with what its log file's events, which were just read, refer to."""
        needs, self.needs = self.needs, {}
        try:
            good, bad = self.read(name)
        except Verdict as fault:
            return self.faults.append((name, fault))
        except PermissionError:
            return self.unread.append(name)
        fault, last = None, None
        for at, reference, call in good:
            if reference in needs:
                last = at
                try:
                    is_own = json.loads(call, strict=False) == needs[reference]
                except ValueError:
                    is_own = False
                if fault is None and not is_own:
                    fault = at, "the call is not the event's call"
        found = {reference for _, reference, _ in good}
        absent = [reference for reference in needs if reference not in found]
        torn = bad is not None and (bad, "no line of personal data with a correct CRC")
        if torn and last is not None and bad < last and (fault is None or bad < fault[0]):
            fault = torn
        self.findings.append((name, fault, torn, absent))

    def finish(self, files):
        """What is wrong, one a file, and the notes."""
        # Beside a writer a value may have been erased after its event was read.
        for name in sorted(os.listdir(self.folder)):
            if name.endswith(".ndjson") and name >= files[-1]:
                for line in read(os.path.join(self.folder, name)).split(b"\n"):
                    self.later.update(erased_by(line))
        self.later -= self.erased
        notes, unfinished = [], 0
        for name, fault, torn, absent in self.findings:
            missing = [one for one in absent if one not in self.erased and one not in self.later]
            fault = fault or (torn if missing else None)
            if fault:
                self.faults.append((name, damaged(name, fault[0], 0, fault[1])))
            elif missing:
                self.faults.append((name, Verdict(
                    DAMAGED, f"{name}: {len(missing)} values are missing, although nobody erased them")))
            if self.erased or self.later:
                good, _ = self.read(name)
                unfinished += sum(reference in self.later for _, reference, _ in good)
                returned = sum(reference in self.erased for _, reference, _ in good)
                if returned:
                    self.faults.append((name, Verdict(
                        DAMAGED, f"{name}: {returned} erased values are back in the file")))
        if unfinished:
            notes.append(f"{unfinished} erased values are still in their files: an erasure is "
                         "in progress or was interrupted")
        if self.unread:
            notes.append("personal data was not checked: no permission to read "
                         + ", ".join(self.unread))
        return [fault for _, fault in sorted(self.faults, key=lambda pair: pair[0])], notes

def verify_log(folder, given):
    # Before the rest: a writer may be at work, and what it adds now is in no checkpoint read here.
    path, kept, notes, faults = os.path.join(folder, "checkpoints"), b"", [], []
    if not os.path.lexists(path):
        notes.append("THE LOG'S OWN CHECKPOINTS ARE MISSING; find out who removed them")
    elif os.path.islink(path) or not os.path.isfile(path):
        kept = None
    else:
        kept = read(path)
    # What editors, file systems and tools that copy leave begins so, and no log file does.
    files = sorted(name for name in os.listdir(folder)
                   if name.endswith(".ndjson") and name[0] not in ".~#")
    if not files:
        raise Undecided(f"{folder}: there is no log file in this folder")
    headers = [read_header(folder, name) for name in files]
    log, origin = headers[0].log, headers[0].origin
    if kept is None:
        raise damaged("checkpoints", 0, 0, "not a regular file")
    own = own_checkpoints(kept, f"{origin}/{log.hex()}")
    wanted = {checkpoint.size for checkpoint, _ in own} | {one.size for one in given}
    wanted = sorted(wanted - {0}, reverse=True)  # the sizes whose roots are needed, the next one last
    tree, roots, length = Tree(), {0: Tree().root()}, 0
    people = People(folder, log, own[-1][0].size if own else 0)
    for file, header in zip(files, headers):
        if (header.log, header.origin, header.first, header.previous) != (
                log, origin, tree.size + 1, length):
            raise damaged(file, 0, tree.size + 1, "from another log, or does not follow the files "
                          f"before it, {length} bytes in the last")
        if header.edge != tree.edge():
            faults.append(damaged(file, 0, header.first, "the header's edge does not match the tree"))
        data, at, why = read(os.path.join(folder, file)), header.length, None
        length = len(data)
        while at < length:
            lines, why = read_frame(data, at, log, tree.size + 1)
            if lines is None:
                break
            at, before = why, tree.size  # where the frame ends
            while wanted and wanted[-1] <= before + len(lines):
                tree.append(lines[tree.size - before:wanted[-1] - before])
                roots[wanted.pop()] = tree.root()
            tree.append(lines[tree.size - before:])
            people.take(before + 1, lines)
        if at < length and (file != files[-1] or data[at:].strip(b"\n")):
            if file != files[-1] or not is_crash(data, at, log, tree.size + 1):
                fault = damaged(file, at, tree.size + 1, why)
                fault.lines += doubt(file, data, at, log, tree, [one for one, _ in own] + given)
                raise fault
            notes.append(f"unfinished end of {file} from byte {at}, left out")
        people.judge(file[:20] + ".people")
    name, root = f"{origin}/{log.hex()}", base64.b64encode(tree.root()).decode()
    for one in given:
        if one.origin == name and one.size > tree.size:
            raise Verdict(CONTRADICTS, f"there are {tree.size} events, in yours {given[-1].size}")
        Checkpoint(name, one.size, roots.get(one.size)).refuse_other(one)
    if given:
        newest = "your checkpoint" if len(given) == 1 else f"the newest of your {len(given)}"
        notes.insert(0, f"{newest} covers events 1 to {given[-1].size}, and no later ones")
    for checkpoint, at in own:
        if roots.get(checkpoint.size) != checkpoint.root:
            faults.append(damaged("checkpoints", at, checkpoint.size,
                                  "the log is shorter, or has a different root at this size"))
    wrong, more = people.finish(files)
    if faults + wrong:
        raise (faults + wrong)[0]
    notes += more
    return Verdict(ANCHORED if given else CONSISTENT, f"log {name}",
                   f"events 1 to {tree.size}, root {root}", *notes)

def parser():
    purpose, usage, rest = __doc__.split("\n\n", 2)
    parser = argparse.ArgumentParser(
        usage=usage.lstrip(), description=purpose, epilog=rest, allow_abbrev=False, add_help=False,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("words", nargs="*", metavar="LOG | proof FILE | growth FILE")
    parser.add_argument("--against", metavar="CHECKPOINT", help="a file with a checkpoint that you kept")
    parser.add_argument("--growth", metavar="FILE", help="connects the proof with your checkpoint")
    parser.add_argument("--anchored", action="store_true", help="end with 1 if none is given")
    parser.add_argument("-h", "--help", action="store_true", help="show this help")
    return parser

def verify(options, kind, path):
    given = read_checkpoints(options.against) if options.against else []
    notes = []
    if given and not kind and is_own(path, options.against):
        given, notes = [], ["the file that you gave is the log's own, not one kept elsewhere"]
    if kind == ["proof"]:
        verdict = verify_events(path, given, options.growth)
    else:
        verdict = verify_growth(path, given) if kind else verify_log(path, given)
    if options.anchored and verdict.lines[0] == CONSISTENT:
        verdict.status = 1
        notes.append("--anchored needs a checkpoint that was kept elsewhere: give it with --against")
    verdict.lines += notes
    return verdict

def main(words):
    """What to print, and the exit status."""
    options = parser().parse_args(words)
    if options.help:
        return parser().format_help(), 0
    *kind, path = options.words or [None]
    if not path or kind not in ([], ["proof"], ["growth"]) or (
            options.growth and (kind != ["proof"] or not options.against)):
        parser().error("these arguments cannot be combined" if path else "give a log, or a proof")
    try:
        verdict = verify(options, kind, path)
    except Verdict as raised:
        verdict = raised
    return "\n".join(verdict.lines) + "\n", verdict.status

if __name__ == "__main__":
    try:
        text, status = main(sys.argv[1:])
    except (Undecided, FileNotFoundError, NotADirectoryError, IsADirectoryError) as error:
        sys.exit(print(error, file=sys.stderr) or 2)
    except OSError as error:
        sys.exit(print(error, file=sys.stderr) or 3)
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        # Python would try again at its end. Whoever reads no further has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        if not isinstance(error, BrokenPipeError):
            status = print(f"standard output: {error}", file=sys.stderr) or 3
    sys.exit(status)
