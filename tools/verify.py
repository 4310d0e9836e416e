#!/usr/bin/env python3
"""Verifies a Callfold log, or a proof from one. Needs Python 3 and nothing else.

    verify.py LOG [--against CHECKPOINT]
    verify.py proof FILE [--against CHECKPOINT] [--growth FILE]
    verify.py growth FILE [--against CHECKPOINT]

LOG is the log's folder, CHECKPOINT a file with a checkpoint that you kept elsewhere. The first line
printed is one of these verdicts, the next lines say what it covers or where the fault is:

    valid and anchored to the checkpoint you gave            exit status 0
    consistent in itself, nothing outside to compare with    exit status 0
    damaged                                                  exit status 1
    contradicts your checkpoint                              exit status 1

Exit status 2: wrong words, or a checkpoint that can decide nothing here; 3: a file cannot be read.
Formats: FORMAT.md of the event log, PROOF-FORM.md, C2SP tlog-checkpoint, RFC 6962 (the tree).
Fault in the bytes comes first (damaged); then what your checkpoint says; then what the log's own
checkpoints and headers say (damaged).
"""
import base64, binascii, functools, hashlib, os, re, stat, sys, unicodedata

MAXIMUM = 2**63 - 1


class Finding(Exception):
    """A verdict, its exit status and the lines after it."""
    def __init__(self, status, words, *details):
        self.status, self.lines = status, (words, *details)


class Wrong(Exception):
    """The words or the input are wrong: no verdict."""


def damaged(file, offset, sequence, what):
    at = f"{file}: byte {offset}" + (f", sequence {sequence}" if sequence else "")
    return Finding(1, "damaged", f"{at}: {what}")


def contradicts(what):
    return Finding(1, "contradicts your checkpoint", what)


def sound(given, *details):
    words = ("valid and anchored to the checkpoint you gave" if given else
             "consistent in itself, nothing outside to compare with")
    return Finding(0, words, *details)


# ---- CRC32C (RFC 3720, B.4): polynomial 1EDC6F41, the lowest bit of each byte first

TABLE = list(range(256))
for _ in range(8):
    TABLE = [v >> 1 ^ (v & 1) * 0x82F63B78 for v in TABLE]


def crc_bytes(register, data):
    for byte in data:
        register = register >> 8 ^ TABLE[(register ^ byte) & 255]
    return register


@functools.lru_cache(None)
def power(n):
    """x^n modulo the polynomial, by squaring; bit 31 - i stands for x^i."""
    if n == 0:
        return 1 << 31
    value = factor = power(n // 2)
    result = 0
    for i in range(32):
        result ^= value * (factor >> 31 - i & 1)
        value = value >> 1 ^ (value & 1) * 0x82F63B78
    return result >> 1 ^ (result & 1) * 0x82F63B78 if n & 1 else result


def crc32c(log, data):
    """The CRC of the 16 bytes of the log id and then data.

    Long data is one long number here. Its first part, of 2^k bits, times x^(2^k + 31) modulo the
    polynomial has the same remainder when it stands 2^k bits further on, so it is folded onto the
    rest; big numbers are quick, single bytes are not.
    """
    register, bits = crc_bytes(0xFFFFFFFF, log), 8 * len(data)
    if bits < 4096:
        return ~crc_bytes(register, data) & 0xFFFFFFFF
    number = int.from_bytes(data, "little") ^ register
    while bits >= 2048:
        part = 1 << (bits - 32).bit_length() - 2
        first, number, bits = number & (1 << part) - 1, number >> part, bits - part
        for i in range(32):
            if power(part + 31) >> i & 1:
                number ^= first << i
    return ~crc_bytes(0, number.to_bytes(bits // 8, "little")) & 0xFFFFFFFF


# ---- The tree (RFC 6962, section 2.1)

def leaf_hash(line):
    return hashlib.sha256(b"\0" + line).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


class Tree:
    """The roots of the perfect subtrees along the right edge, the largest first."""
    def __init__(self):
        self.size, self.edge = 0, []

    def append(self, line):
        node, rest = leaf_hash(line), self.size
        while rest & 1:
            node, rest = node_hash(self.edge.pop(), node), rest >> 1
        self.edge.append(node)
        self.size += 1

    def root(self):
        if not self.edge:
            return hashlib.sha256(b"").digest()
        return functools.reduce(lambda node, left: node_hash(left, node), reversed(self.edge))


def left_part(size):
    """Leaves in the left subtree: the largest power of two that is smaller than size."""
    return 1 << (size - 1).bit_length() - 1


def inclusion_root(index, size, leaf, path):
    """The root that a leaf and its proof lead to (2.1.1); uses the path up from its end."""
    if size == 1:
        return leaf
    beside, left = path.pop(), left_part(size)
    if index < left:
        return node_hash(inclusion_root(index, left, leaf, path), beside)
    return node_hash(beside, inclusion_root(index - left, size - left, leaf, path))


def growth_roots(old, new, start, path):
    """The roots of both trees that a proof leads to (2.1.2); start is the old root while known."""
    if old == new:
        known = start or path.pop()
        return known, known
    beside, left = path.pop(), left_part(new)
    if old <= left:
        first, second = growth_roots(old, left, start, path)
        return first, node_hash(second, beside)
    first, second = growth_roots(old - left, new - left, None, path)
    return node_hash(beside, first), node_hash(beside, second)


def check_inclusion(sequence, line, hashes, checkpoint):
    """What is wrong with the proof, or None."""
    path = list(hashes)
    if not 1 <= sequence <= checkpoint.size:
        return f"the tree of size {checkpoint.size} has no such event"
    try:
        root = inclusion_root(sequence - 1, checkpoint.size, leaf_hash(line), path)
    except IndexError:
        return "the proof has too few hashes"
    return "the proof has too many hashes, or leads to another root" if (
        path or root != checkpoint.root) else None


def check_growth(old, new, hashes):
    """What is wrong with the proof, or None."""
    path = list(hashes)
    if not 1 <= old.size <= new.size:
        return "nothing is proved of an old tree that is empty or larger than the new one"
    try:
        roots = growth_roots(old.size, new.size, old.root, path)
    except IndexError:
        return "the proof has too few hashes"
    return "the proof has too many hashes, or leads to other roots" if (
        path or roots != (old.root, new.root)) else None


# ---- Checkpoints (C2SP tlog-checkpoint)

def decoded(text):
    """The bytes of base64 in its one right spelling, else None."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return data if base64.b64encode(data).decode() == text else None


def is_name(text):
    return text and not any(
        c == "+" or c.isspace() or unicodedata.category(c) == "Cc" for c in text)


def is_signature(line):
    words = line.split(" ")
    return (len(words) == 3 and words[0] == "\u2014" and is_name(words[1])
            and len(decoded(words[2]) or b"") > 4)


class Checkpoint:
    """Origin, size, root; raises ValueError for a text that is no checkpoint."""
    def __init__(self, data):
        if len(data) > 256 * 1024 or not data.endswith(b"\n"):
            raise ValueError("a checkpoint's text is too long, or its last line has no end")
        lines = data[:-1].decode().split("\n")  # a UnicodeDecodeError is a ValueError
        root = decoded(lines[2]) if len(lines) >= 3 else None
        if (root is None or len(root) != 32 or not is_name(lines[0])
                or not re.fullmatch("0|[1-9][0-9]*", lines[1]) or len(lines[1]) > 19
                or int(lines[1]) > MAXIMUM or lines[3:4] not in ([], [""])
                or not all(map(is_signature, lines[4:]))):
            raise ValueError("no checkpoint: origin, size, root, empty line, signatures")
        self.origin, self.size, self.root = lines[0], int(lines[1]), root
        if self.size == 0 and root != Tree().root():
            raise ValueError("a checkpoint of size 0 has another root")

    def same(self, other):
        return (self.origin, self.size, self.root) == (other.origin, other.size, other.root)

    def refuse_other(self, given):
        """Raises the contradiction between this checkpoint and the given one, if there is one."""
        if self.origin != given.origin:
            raise contradicts(f"this is of log {self.origin}, your checkpoint of {given.origin}")
        if self.size == given.size and self.root != given.root:
            raise contradicts(f"at size {given.size} this has another root than your checkpoint")


# ---- Proof files (PROOF-FORM.md)

EVENTS = (b"callfold proof of events, form 1: each line after 'event' is a leaf of the RFC 6962 "
          b"tree (SHA-256) whose origin, size and root stand at the end")
GROWTH = (b"callfold proof of growth, form 1: the RFC 6962 tree (SHA-256) whose origin, size and "
          b"root stand first has grown into the one that stands last")


HASH = rb"[A-Za-z0-9+/]{43}=\n"
EVENT = re.compile(rb'event ([1-9][0-9]{0,19})\n(\{"seq":\1,[^\n]*)\n((?:%b)*)' % HASH)
HASHES, THREE_LINES, EMPTY = map(re.compile, (rb"(?:%b)*" % HASH, rb"(?:[^\n]*\n){3}", rb"\n"))


class Reader:
    """Takes a proof file apart piece by piece; what does not fit is `damaged`, with its place."""
    def __init__(self, path, title):
        self.name, self.data, self.at = os.path.basename(path), read(path), 0
        self.take(re.compile(re.escape(title) + rb"\n"), "the title of such a proof")

    def take(self, pattern, what):
        match = pattern.match(self.data, self.at)
        if not match:
            raise self.fault(f"{what} must stand here")
        self.at = match.end()
        return match

    def fault(self, what, at=None, sequence=None):
        return damaged(self.name, self.at if at is None else at, sequence, what)

    def hashes(self, text):
        found = [decoded(line.decode()) for line in text.split(b"\n")[:-1]]
        if None in found:
            raise self.fault("a hash before this is not in the one right spelling of base64")
        return found

    def checkpoint(self, text):
        try:
            return Checkpoint(text)
        except ValueError as error:
            raise self.fault(f"before this: {error}") from None


def read_events(path):
    """The sequences in a proof of events, each checked, and the checkpoint under it."""
    file, events = Reader(path, EVENTS), []
    while not events or not file.data.startswith(b"\n", file.at):
        start = file.at
        match = file.take(EVENT, "'event', the event's line and hashes")
        sequence = int(match[1])
        if events and sequence <= events[-1][0]:
            raise file.fault("the sequence is not larger than the one before", start, sequence)
        events.append((sequence, match[2], file.hashes(match[3]), start))
    checkpoint = file.checkpoint(file.data[file.at + 1:])
    for sequence, line, hashes, start in events:
        wrong = check_inclusion(sequence, line, hashes, checkpoint)
        if wrong:
            raise file.fault(wrong, start, sequence)
    return [event[0] for event in events], checkpoint


def read_growth(path):
    """The two checkpoints of a proof of growth, checked."""
    file = Reader(path, GROWTH)
    file.take(EMPTY, "an empty line")
    old = file.checkpoint(file.take(THREE_LINES, "a checkpoint")[0])
    file.take(EMPTY, "an empty line")
    hashes = file.hashes(file.take(HASHES, "hashes")[0])
    file.take(EMPTY, "a hash or an empty line")
    new = file.checkpoint(file.data[file.at:])
    if file.data.count(b"\n", file.at) != 3 or old.origin != new.origin:
        raise file.fault("this checkpoint has more than three lines or is of another log")
    wrong = check_growth(old, new, hashes)
    if wrong:
        raise file.fault(wrong)
    return old, new


def verify_proof(path, given, growth):
    sequences, own = read_events(path)
    bridge = growth and read_growth(growth)
    detail = f"{len(sequences)} events are in the tree of size {own.size} of {own.origin}"
    if not given:
        return sound(given, detail)
    own.refuse_other(given)
    if own.size != given.size:
        if not bridge:
            raise Wrong(f"the proof is for size {own.size}, your checkpoint for {given.size}: ask "
                        "for one made for yours, or for a proof of growth between them (--growth)")
        near, far = bridge if own.size < given.size else reversed(bridge)
        elsewhere = Wrong("the proof of growth does not join the proof and your checkpoint")
        if (near.origin, near.size, far.size) != (own.origin, own.size, given.size):
            raise elsewhere
        far.refuse_other(given)
        if near.root != own.root:
            # What your checkpoint begins with is proved; what may follow it is not.
            raise contradicts("the tree that your checkpoint grew from is another") if (
                own.size < given.size) else elsewhere
    if sequences[-1] > given.size:
        raise Wrong(f"event {sequences[-1]} is newer than your checkpoint of size {given.size}")
    return sound(given, detail)


def verify_growth(path, given):
    old, new = read_growth(path)
    detail = f"the tree of size {new.size} begins with that of size {old.size}, of {new.origin}"
    if given:
        for own in (old, new):
            own.refuse_other(given)
            if own.same(given):
                return sound(given, detail)
        raise Wrong(f"your checkpoint is for size {given.size}, neither {old.size} nor {new.size}")
    return sound(given, detail)


# ---- The log (FORMAT.md)

HEADER = re.compile(
    rb'\{"callfold":1,"log":"([0-9a-f]{32})","origin":"([!#-*,-\[\]-~]{1,128})",'
    rb'"first":([1-9][0-9]{0,18}),"previous":(0|[1-9][0-9]{0,18}),"size":(0|[1-9][0-9]{0,18}),'
    rb'"edge":\[((?:"[0-9a-f]{64}"(?:,"[0-9a-f]{64}")*)?)\],"crc":"([0-9a-f]{8})"\}\n')
FRAME = re.compile(
    rb'\{"frame":"([0-9]{20})","bytes":"([0-9]{8})","crc":"([0-9a-f]{8})",'
    rb'"check":"([0-9a-f]{8})"\}\n')
FRAME_FORM = b'{"frame":"%020d","bytes":"NNNNNNNN","crc":"XXXXXXXX","check":"XXXXXXXX"}\n'
CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
OTHERS = re.compile(
    r"([0-9]{20}\.(ndjson\.new|(people|index)(\.new)?|[0-9]{20}\.cut(\.new)?)"
    r"|(checkpoints|lock|door|snapshot)(\.new)?)")


def frame_line(data, at, log):
    """First sequence, body length and body CRC of a good frame line standing there, else None."""
    match = FRAME.match(data, at)
    if match and crc32c(log, data[at:at + 66]) == int(match[4], 16):
        first, length = int(match[1]), int(match[2])
        if 1 <= first <= MAXIMUM and 1 <= length <= 4194304:
            return first, length, int(match[3], 16)
    return None


def frame_events(data, at, log, sequence):
    """The event lines of the good frame that stands there and where it ends, or what is wrong."""
    line = frame_line(data, at, log)
    if not line:
        return None, "no good frame line"
    first, length, crc = line
    body, end = data[at + 88:at + 88 + length], at + 88 + length
    if first != sequence:
        return None, f"the frame begins with sequence {first}"
    if end > len(data):
        return None, "the file ends inside the frame"
    if crc32c(log, body) != crc:
        return None, "the frame's body has another CRC"
    events = body[:-1].split(b"\n")
    good = body.endswith(b"\n") and not CONTROL.search(body) and all(
        event.startswith(b'{"seq":%d,' % number) and event.endswith(b"}") and len(event) <= 16640
        for number, event in enumerate(events, first)) and first + len(events) - 1 <= MAXIMUM
    return (events, end) if good else (None, "an event line has not the form")


def pieces(data, at, count):
    """The first bytes of data, cut at multiples of 512 of the file, and where each ends."""
    start = 0
    while start < count:
        end = min(count, start + 512 - (at + start) % 512)
        yield data[start:end], end
        start = end


def is_unfinished(data, at, log, sequence):
    """Whether the last file's tail is what a crash leaves ("Opening, and what damage means")."""
    tail = data[at:]
    content = len(tail.rstrip(b"\n"))

    def unwritten(piece):
        return not piece.strip(b"\0") or not piece.strip(b"\n")

    def begins(piece):
        digits = {ord("N"): b"0123456789", ord("X"): b"0123456789abcdef"}
        return all(byte in digits.get(form, bytes([form]))
                   for byte, form in zip(piece, FRAME_FORM % sequence))

    mark = tail.find(b'{"frame":"', 1)
    while mark >= 0:
        if frame_line(tail, mark, log):
            return False
        mark = tail.find(b'{"frame":"', mark + 1)
    line = frame_line(tail, 0, log)
    if line:
        end = 88 + line[1]
        if line[0] != sequence:
            return False
        if len(tail) < end or content < end - 1:
            return True
        return not tail[end:].strip(b"\0\n") and any(
            unwritten(piece) and not (piece == b"\n" and stop == end)
            for piece, stop in pieces(tail, at, end))
    if (len(tail) < 88 or content < 87) and begins(tail[:content]):
        return True
    for piece, stop in pieces(tail, at, min(87, len(tail))):
        if unwritten(piece):
            return True
        if not begins(tail[:stop]):
            return False
    return False


# The last character of a root has two bits that are zero.
BEGUN_CHECKPOINT = (rb"\n(0|[1-9][0-9]{0,18})?(\n|\n[A-Za-z0-9+/]{1,42}"
                    rb"|\n[A-Za-z0-9+/]{42}[048AEIMQUYcgkosw](=\n?)?)?")


def is_torn(rest, at, origin):
    """Whether these last bytes of the checkpoints are what a crash leaves of one."""
    def begins(text):
        if origin.startswith(text):
            return True
        match = re.fullmatch(BEGUN_CHECKPOINT, text[len(origin):])
        return (match and text.startswith(origin) and int(match[1] or 0) <= MAXIMUM
                and (match[2] is None or match[1]))

    first, second = rest[:512 - at % 512], rest[512 - at % 512:]
    return len(rest) <= len(origin) + 67 and (not first.strip(b"\0") or (
        begins(first) if second and not second.strip(b"\0") else begins(rest)))


def own_checkpoints(data, origin, notes):
    """The checkpoints that the log keeps of itself: (checkpoint, byte), oldest first."""
    if data is None:
        notes.append("the log's own checkpoints are missing")
        return []
    name = re.escape(origin.encode())
    whole = re.compile(name + rb"\n[0-9]+\n[A-Za-z0-9+/]{43}=\n\n")
    found, at = [], 0
    while at < len(data):
        match = whole.match(data, at)
        try:
            checkpoint = Checkpoint(match[0]) if match else None
        except ValueError:
            checkpoint = None
        if checkpoint is None:
            rest = data[at:]
            if not is_torn(rest, at, origin.encode()):
                raise damaged("checkpoints", at, None, "no checkpoint of this log stands here")
            notes.append(f"the last {len(rest)} bytes of checkpoints are a torn one")
            break
        if found and checkpoint.size < found[-1][0].size:
            raise damaged("checkpoints", at, None, "the size is smaller than the one before")
        found.append((checkpoint, at))
        at = match.end()
    return found


def regular(folder, name):
    """The path of a file that is no link, folder or device, else damage."""
    path = os.path.join(folder, name)
    if not stat.S_ISREG(os.lstat(path).st_mode):
        raise damaged(name, 0, None, "no regular file")
    return path


def log_files(folder, notes):
    """The names of the log files in order."""
    names = []
    for name in sorted(os.listdir(folder)):
        if name.endswith(".ndjson"):
            if not re.fullmatch(r"[0-9]{20}\.ndjson", name) or not 1 <= int(name[:20]) <= MAXIMUM:
                raise damaged(name, 0, None, "not a log file's name")
            regular(folder, name)
            names.append(name)
        elif not OTHERS.fullmatch(name):
            notes.append(f"stranger in the folder, not read: {name!a}")
    if not names:
        raise Wrong(f"{folder}: there is no log file in this folder")
    return names


def header(folder, name):
    """The header's fields, checked against the file's name."""
    data = read(os.path.join(folder, name), 8192)
    version = re.match(rb'\{"callfold":([0-9]{1,20})(?![0-9])', data)
    if version and 1 != int(version[1]) < 2**64:
        raise Wrong(f"{name}: format {int(version[1])} is not known to this verifier")
    match = HEADER.match(data)
    if not match:
        raise damaged(name, 0, None, "no header line of format 1")
    log, origin = bytes.fromhex(match[1].decode()), match[2].decode()
    edge = [bytes.fromhex(root.decode()) for root in re.findall(rb"[0-9a-f]{64}", match[6])]
    first, previous, size = int(match[3]), int(match[4]), int(match[5])
    if (crc32c(log, data[:match.start(7) - 8]) != int(match[7], 16) or size != first - 1
            or name != b"%020d.ndjson".decode() % first or len(edge) != bin(size).count("1")):
        raise damaged(name, 0, first, "the header does not fit its CRC, its name or itself")
    return log, origin, first, previous, edge, match.end()


def verify_log(folder, given):
    notes, faults, tree, roots, length = [], [], Tree(), {}, 0
    # Before the rest: a writer may be at work, and what it adds now is in no checkpoint read here.
    try:
        checkpoints = read(regular(folder, "checkpoints"))
    except FileNotFoundError:
        checkpoints = None
    names = log_files(folder, notes)
    headers = [header(folder, name) for name in names]
    log, origin, *_ = headers[0]
    name = f"{origin}/{log.hex()}"
    own = own_checkpoints(checkpoints, name, notes)
    wanted = {checkpoint.size for checkpoint, _ in own} | ({given.size} if given else set())
    for file, (*whose, first, previous, edge, at) in zip(names, headers):
        data = read(os.path.join(folder, file))
        if whose != [log, origin]:
            raise damaged(file, 0, first, "the header is of another log")
        if first != tree.size + 1 or previous != length:
            raise damaged(file, 0, tree.size + 1, "a file before is missing or has another length")
        if edge != tree.edge:
            faults.append(damaged(file, 0, first, "the header's edge is not that of the tree"))
        roots.setdefault(tree.size, tree.root())
        start, length = at, len(data)
        while at < len(data):
            events, end = frame_events(data, at, log, tree.size + 1)
            if events is None:
                break
            for event in events:
                tree.append(event)
                if tree.size in wanted:
                    roots[tree.size] = tree.root()
            at = end
        if file == names[-1] and at < len(data):
            if data[at:].strip(b"\n"):
                if not is_unfinished(data, at, log, tree.size + 1):
                    raise damaged(file, at, tree.size + 1, end)
                notes.append(f"unfinished tail from {file} byte {at} on, not counted")
        elif at < len(data) or (at == start and file != names[-1]):
            raise damaged(file, at, tree.size + 1, end if at < len(data) else "no frame in it")
    root = base64.b64encode(tree.root()).decode()
    details = [f"log {name}", f"events 1 to {tree.size}, root {root}"]
    if given:
        if given.size > tree.size:
            raise contradicts(f"the log has {tree.size} events, your checkpoint {given.size}")
        root = base64.b64encode(roots[given.size]).decode()
        Checkpoint(f"{name}\n{given.size}\n{root}\n".encode()).refuse_other(given)
        details.append(f"your checkpoint covers events 1 to {given.size}, and no later ones")
    for checkpoint, at in own:
        if roots.get(checkpoint.size) != checkpoint.root:
            what = "the log is shorter than this checkpoint or has another root at its size"
            faults.append(damaged("checkpoints", at, checkpoint.size, what))
    if faults:
        raise faults[0]
    return sound(given, *details, *notes)


# ---- The command line

def read(path, count=-1):
    with open(path, "rb") as file:
        return file.read(count)


def main(words):
    options = {}
    for option in ("--against", "--growth"):
        if option in words:
            place = words.index(option)
            options[option] = words[place + 1:place + 2]
            del words[place:place + 2]
            if not options[option]:
                raise Wrong(f"{option} needs a file")
    given = options.get("--against")
    if given:
        try:
            given = Checkpoint(read(given[0]))
        except ValueError as error:
            raise Wrong(f"{options['--against'][0]}: {error}") from None
        if given.size == 0:
            raise Wrong("your checkpoint is of size 0, and confirms nothing")
    growth = options.get("--growth", [None])[0]
    if growth and not given:
        raise Wrong("--growth leads to a checkpoint of yours: give that with --against")
    if len(words) == 2 and words[0] == "proof":
        return verify_proof(words[1], given, growth)
    if len(words) == 2 and words[0] == "growth" and not growth:
        return verify_growth(words[1], given)
    if len(words) == 1 and not growth and not words[0].startswith("-"):
        return verify_log(words[0], given)
    raise Wrong(__doc__)


if __name__ == "__main__":
    try:
        finding = main(sys.argv[1:])
    except Finding as raised:
        finding = raised
    except (Wrong, FileNotFoundError) as error:
        print(error, file=sys.stderr)
        sys.exit(2)
    except OSError as error:
        print(error, file=sys.stderr)
        sys.exit(3)
    print("\n".join(finding.lines))
    sys.exit(finding.status)
