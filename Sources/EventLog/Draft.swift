internal import Digest
internal import MerkleTree

/// A batch of events on its way to become one frame, and how to take it back.
struct Draft {
  /// A value that is to stand in the personal data before the frame is written.
  struct Person: Hashable {
    var line: PeopleLine
    /// The call whose value it is; `nil` for one that only its event has.
    var call: [UInt8]?
  }

  /// The sequence of the first event.
  let first: UInt64
  /// The host's time for the whole batch, in milliseconds since 1970.
  let time: Int64
  /// The tree with all events of the batch.
  private(set) var edge: RightEdge
  /// The second of the last tick, this batch's among them.
  var tick: Int64?
  /// 88 free bytes for the frame line, and the body.
  private(set) var frame: [UInt8]
  /// Where the events' lines are in the frame.
  private(set) var lines: [Range<Int>] = []
  var people: [Person] = []
  /// Answers to the lines of this batch, refused ones among them.
  var receipts: [(origin: Origin, receipt: Receipt)] = []

  /// Which producer sent a line, and its number there.
  struct Origin: Hashable {
    var part: Int
    var line: Int
  }

  // How to take back what the batch has done to the writer's state.
  var addedTo: [[UInt8]] = []
  var ended: [[UInt8]] = []
  var marks: [Int: SourceState.Mark] = [:]

  init(after state: DoorState, at time: Int64, buffer: consuming [UInt8] = []) {
    self.time = time
    first = state.sequence
    edge = state.edge
    tick = state.tick
    buffer.removeAll(keepingCapacity: true)
    frame = buffer
    frame.append(contentsOf: repeatElement(0, count: Format.frameLineLength))
  }

  var count: Int { lines.count }
  var sequence: UInt64 { edge.size + 1 }
  var bodyLength: Int { frame.count - Format.frameLineLength }

  /// Puts in an event: the pieces of its object behind the brace, in order.
  ///
  /// - Returns: its sequence and leaf.
  mutating func add(
    _ bytes: [UInt8], behindBrace: Range<Int>, edits: [Edit]
  ) -> (sequence: UInt64, leaf: SHA256.Digest) {
    let sequence = sequence
    let start = frame.count
    frame.append(#"{"seq":"#)
    frame.append(decimal: sequence)
    frame.append(Byte.comma)
    var place = behindBrace.lowerBound
    for edit in edits {
      frame.append(contentsOf: bytes[place..<edit.range.lowerBound])
      frame.append(contentsOf: edit.bytes)
      place = edit.range.upperBound
    }
    frame.append(contentsOf: bytes[place..<behindBrace.upperBound])
    let leaf = SHA256.hash(prefix: 0, frame.span.extracting(start..<frame.count))
    lines.append(start..<frame.count)
    frame.append(Byte.lineFeed)
    edge.append(leaf)
    return (sequence, leaf)
  }

  /// A stretch of a line that something else takes the place of.
  struct Edit {
    var range: Range<Int>
    var bytes: [UInt8]
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
