internal import CallRules
internal import Digest
internal import MerkleTree

/// A batch of events on its way to become one frame, and how to take it back.
struct Draft {
  /// A value that is to stand in the personal data before the frame is written.
  struct Person {
    var reference: Reference
    /// Its line among `peopleLines`, with its LF.
    var line: Range<Int>
    /// The call whose value it is; `nil` for one that only its event has.
    var call: OpenCalls.Place?
  }

  /// The sequence of the first event.
  let first: UInt64
  /// The host's time for the whole batch, in milliseconds since 1970.
  let time: Int64
  /// The tree with all events of the batch.
  private(set) var edge: RightEdge
  /// The second of the last tick, this batch's among them.
  private(set) var tick: Int64?
  /// 88 free bytes for the frame line, and the body.
  var frame: [UInt8]
  /// Where the events' lines are in the frame.
  private(set) var lines: [Range<Int>] = []
  var people: [Person] = []
  /// The lines of personal data that the batch may need.
  var peopleLines: [UInt8] = []
  /// Answers to the lines of this batch, refused ones among them.
  var receipts: [(origin: Origin, receipt: Receipt)] = []
  private var prefix: SequencePrefix
  /// Where the line under way begins.
  private var lineStart = 0

  /// Which producer sent a line, and its number there.
  struct Origin: Hashable {
    var part: Int
    var line: Int
  }

  // How to take back what the batch has done to the writer's state.
  var addedTo: [OpenCalls.Place] = []
  var ended: [OpenCalls.Place] = []
  /// The sources that the batch has events of, and how they were before.
  private(set) var marks: [(place: Int, mark: SourceState.Mark)] = []
  private var isMarked: [Bool] = []

  init(after state: DoorState, at time: Int64, buffer: consuming [UInt8] = []) {
    self.time = time
    first = state.sequence
    edge = state.edge
    tick = state.tick
    prefix = SequencePrefix(first)
    buffer.removeAll(keepingCapacity: true)
    frame = buffer
    frame.append(contentsOf: repeatElement(0, count: Format.frameLineLength))
  }

  var count: Int { lines.count }
  var sequence: UInt64 { edge.size + 1 }
  var bodyLength: Int { frame.count - Format.frameLineLength }

  /// Makes room for about so many bytes more, as far as one frame can have them.
  mutating func expect(_ count: Int) {
    let most = Format.frameLineLength + Format.bodyLimit + Format.sector
    // Numbers and references make lines longer.
    let wanted = min(most, frame.count + count + count / 4 + Format.sector)
    if wanted > frame.capacity { frame.reserveCapacity(wanted) }
    let events = min(count, Format.bodyLimit) / 128
    if events > receipts.capacity - receipts.count {
      receipts.reserveCapacity(receipts.count + events)
      lines.reserveCapacity(lines.count + events)
    }
  }

  /// Begins an event's line: brace and number.
  mutating func beginLine() {
    lineStart = frame.count
    frame.append(contentsOf: prefix.bytes)
  }

  /// Puts bytes behind the line under way.
  mutating func append(_ bytes: [UInt8], _ range: Range<Int>) {
    frame.append(copying: bytes.span.extracting(range))
  }

  /// Puts a reference behind the line under way, in quotes.
  mutating func append(_ reference: Reference) {
    frame.append(Byte.quote)
    reference.append(to: &frame)
    frame.append(Byte.quote)
  }

  /// Ends an event's line.
  ///
  /// - Returns: its sequence and leaf.
  mutating func endLine() -> (sequence: UInt64, leaf: SHA256.Digest) {
    let sequence = sequence
    let line = lineStart..<frame.count
    let leaf = SHA256.hash(prefix: 0, frame.span.extracting(line))
    lines.append(line)
    frame.append(Byte.lineFeed)
    edge.append(leaf)
    prefix.advance()
    return (sequence, leaf)
  }

  /// Puts in a tick where none was in this second.
  mutating func addTick() {
    let second = time / 1000
    guard tick != second else { return }
    tick = second
    addOwn(OwnLine.tick(at: time))
  }

  /// Puts in an event of the log's own.
  mutating func addOwn(_ line: [UInt8]) {
    beginLine()
    append(line, 1..<line.count)
    _ = endLine()
  }

  /// Remembers how a source was before the batch.
  mutating func mark(_ place: Int, in sources: Sources) {
    while isMarked.count <= place { isMarked.append(false) }
    guard !isMarked[place] else { return }
    isMarked[place] = true
    marks.append((place, sources.mark(place)))
  }

  /// Gives the buffer back, to be used by the next batch.
  mutating func releaseBuffer() -> [UInt8] {
    let buffer = frame
    frame = []
    return buffer
  }

  /// Writes the frame line; the frame is then ready for the disk.
  mutating func seal(log: LogID) {
    let checksum = ByteText.checksum(log, frame, Format.frameLineLength..<frame.count)
    FrameLine(first: first, bodyLength: bodyLength, bodyChecksum: checksum)
      .write(over: &frame, log: log)
  }
}
