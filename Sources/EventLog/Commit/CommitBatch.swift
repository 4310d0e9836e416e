internal import Bytes
internal import Digest
internal import MerkleTree

/// A batch of events on its way to become one frame, and how to take it back.
struct CommitBatch {
  /// The sequence of the first event.
  let first: UInt64
  /// The tree before the batch; known once its leaves are.
  private(set) var treeBefore: RightEdge?
  /// The second of the last tick before the batch.
  let tickBefore: Int64?
  /// The host's time, in milliseconds since 1970, for the lines that are put in next.
  var time: Int64
  /// The second of the last tick, this batch's among them.
  private(set) var tick: Int64?
  /// The edition that the log says before the batch, 0 where it has no event.
  let editionBefore: UInt64
  /// The edition that it says with the batch, whose first event is `log.rules` if it is a later one.
  let edition: UInt64
  /// 88 free bytes for the frame line, and the body.
  var frame: [UInt8]
  /// Where the events' lines are in the frame.
  private(set) var lines: [Range<Int>] = []
  /// The values that the batch's references stand for.
  var personalData = CommitBatchPersonalData()
  /// Answers to the lines of this batch, refused ones among them, and each one's number for its
  /// producer.
  private(set) var receipts: [Receipt] = []
  private(set) var numbers: [Int] = []
  /// The end of the log file before, where the batch is the first of a new one; known once it is
  /// closed.
  var previous: Int?
  private var prefix: SequencePrefix
  /// Where the line under way begins.
  private var lineStart = 0

  // How to take back what the batch has done to the writer's state.
  /// How many sources there were before the batch.
  let sourceCount: Int
  var changes: [OpenCalls.Change] = []
  /// The sources that the batch has events of, and how they were before.
  private(set) var savepoints: [(place: Int, savepoint: SourceState.Savepoint)] = []
  /// The places of the sources that are marked, and the one that was marked last.
  private var withSavepoint: Set<Int> = []
  private var lastMarked: Int?

  /// - Parameter edition: the one of the writer's rules.
  init(
    after state: AdmissionState, at time: Int64, edition: UInt64, buffer: consuming [UInt8] = []
  ) {
    self.time = time
    editionBefore = state.edition
    self.edition = max(state.edition, edition)
    first = state.sequence
    tickBefore = state.tick
    sourceCount = state.sources.count
    tick = state.tick
    prefix = SequencePrefix(first)
    buffer.removeAll(keepingCapacity: true)
    frame = buffer
    frame.append(contentsOf: repeatElement(0, count: Format.frameLineLength))
  }

  var count: Int { lines.count }
  /// The sequence of the last event, or of the one before the batch.
  var last: UInt64 { first + UInt64(lines.count) - 1 }
  var bodyLength: Int { frame.count - Format.frameLineLength }
  /// Whether another line might make the frame longer than one can be.
  var isFull: Bool { bodyLength + 2 * Format.storedLineLimit > Format.bodyLimit }

  /// Makes room for about so many bytes more, as far as one frame can have them.
  mutating func expect(_ count: Int) {
    let most = Format.frameLineLength + Format.bodyLimit + Format.sector
    // Numbers and references make lines longer.
    let wanted = min(most, frame.count + count + count / 4 + Format.sector)
    if wanted > frame.capacity { frame.reserveCapacity(wanted) }
    let events = min(count, Format.bodyLimit) / 128
    if events > receipts.capacity - receipts.count {
      receipts.reserveCapacity(receipts.count + events)
      numbers.reserveCapacity(receipts.count + events)
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
  /// - Returns: its sequence.
  @discardableResult
  mutating func endLine() -> UInt64 {
    lines.append(lineStart..<frame.count)
    frame.append(Byte.lineFeed)
    prefix.advance()
    return last
  }

  /// Whether the batch begins with `log.rules`: then it is the first of its file, so that every
  /// reader finds it there.
  var saysEdition: Bool { edition > editionBefore }

  /// Puts in what the log itself has to say before the next event: the edition of the rules where it
  /// is a later one, and a tick where none was in this second.
  mutating func addOwnEvents() {
    if saysEdition, lines.isEmpty { addOwn(OwnLine.rules(at: time, edition: edition)) }
    let second = time / 1000
    guard tick != second else { return }
    tick = second
    addOwn(OwnLine.tick(at: time))
  }

  /// Puts in an event of the log's own.
  mutating func addOwn(_ line: [UInt8]) {
    beginLine()
    append(line, 1..<line.count)
    endLine()
  }

  /// Notes the answer to a line.
  mutating func answer(_ receipt: Receipt, to number: Int) {
    receipts.append(receipt)
    numbers.append(number)
  }

  /// The line of one of the batch's events.
  func line(_ sequence: UInt64) -> StoredLine {
    StoredLine(bytes: frame, line: lines[Int(sequence - first)], file: nil)
  }

  /// Refuses what was answered with a sequence from one on, where the disk had no room.
  mutating func refuse(from sequence: UInt64) {
    for index in receipts.indices {
      if case .stored(sequence..., _, _) = receipts[index] {
        receipts[index] = .diskFull(line: numbers[index])
      }
    }
  }

  /// Remembers how a source was before the batch.
  mutating func savepoint(_ place: Int, in sources: SourceTable) {
    guard place != lastMarked else { return }
    lastMarked = place
    guard withSavepoint.insert(place).inserted else { return }
    savepoints.append((place, sources.savepoint(place)))
  }

  /// Adds the events to the tree, and puts their leaves into the answers.
  mutating func hash(onto tree: inout RightEdge) {
    treeBefore = tree
    let leaves = lines.map { SHA256.hash(prefix: 0, frame.span.extracting($0)) }
    for leaf in leaves { tree.append(leaf) }
    for index in receipts.indices {
      if case .stored(let sequence, _, let isDuplicate) = receipts[index], sequence >= first {
        let leaf = leaves[Int(sequence - first)]
        receipts[index] = .stored(sequence: sequence, leaf: leaf, duplicate: isDuplicate)
      }
    }
  }

  /// Writes the frame line; the frame is then ready for the disk.
  mutating func seal(log: LogID) {
    let checksum = log.checksum(frame, Format.frameLineLength..<frame.count)
    FrameLine(first: first, bodyLength: bodyLength, bodyChecksum: checksum)
      .write(over: &frame, log: log)
  }

  /// Gives the buffer back, to be used by a later batch.
  mutating func releaseBuffer() -> [UInt8] {
    let buffer = frame
    frame = []
    return buffer
  }
}
