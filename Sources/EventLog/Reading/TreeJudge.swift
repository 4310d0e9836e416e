internal import Bytes
internal import Digest
internal import MerkleTree
internal import Platform

/// Compares the tree of the events that are read with everything that says what it must be: the
/// headers of the log's files, the log's own checkpoints, and those that were handed in.
struct TreeJudge: Sendable {
  /// The tree of all events so far.
  private(set) var edge: RightEdge
  /// The log's own checkpoints that were compared.
  private(set) var compared = 0
  /// The newest checkpoint that was handed in.
  let newestGiven: Checkpoint?
  /// The first of those that the events do not bear out.
  private(set) var contradicted: Checkpoint?
  /// The first header or checkpoint of the log's own that the events do not bear out.
  private(set) var disagreement: LogError?
  /// What the log's checkpoints call it.
  private let origin: String
  /// Those that were handed in and are still to come, smallest first.
  private var given: ArraySlice<Checkpoint>
  /// The log's own checkpoints that are still to come.
  private var own: ArraySlice<Checkpoint>
  /// The files whose headers are still to come.
  private var files: ArraySlice<Manifest.File>
  /// The next size at which there is something to compare.
  private var next: UInt64 = 0

  /// A judge of the events behind a tree.
  ///
  /// - Parameters:
  ///   - files: those whose headers come behind that tree, in order.
  ///   - own: the log's own checkpoints, oldest first; smaller ones are passed over.
  ///   - origin: what the log's checkpoints call it.
  ///   - given: checkpoints that were handed in.
  init(
    after edge: RightEdge, files: ArraySlice<Manifest.File>, own: [Checkpoint], origin: String,
    given: [Checkpoint] = []
  ) {
    self.edge = edge
    self.files = files
    self.own = own.drop { $0.size < edge.size }
    self.origin = origin
    self.given = given.sorted { $0.size < $1.size }[...]
    newestGiven = self.given.last
    compare()
  }

  /// Takes in lines, each ended by LF.
  mutating func take(_ lines: [UInt8]) {
    var start = 0
    while start < lines.count,
      let end = ByteSearch.first(Byte.lineFeed, in: lines, start..<lines.count)
    {
      edge.append(SHA256.hash(prefix: 0, lines.span.extracting(start..<end)))
      if edge.size >= next { compare() }
      start = end + 1
    }
  }

  private mutating func compare() {
    let size = edge.size
    while let first = given.first, first.size == size {
      if first.root != edge.root || !first.origin.utf8.elementsEqual(origin.utf8) {
        contradicted = contradicted ?? first
      }
      given.removeFirst()
    }
    while let first = own.first, first.size == size {
      if first.root == edge.root {
        compared += 1
      } else {
        note(LogError(Format.checkpoints, .contradictsCheckpoint(size: size)))
      }
      own.removeFirst()
    }
    while let first = files.first, first.header.edge.size <= size {
      if first.header.edge != edge {
        note(LogError(first.name, offset: 0, sequence: first.header.first, .damage(.edge)))
      }
      files.removeFirst()
    }
    next = min(
      own.first?.size ?? .max, files.first?.header.edge.size ?? .max, given.first?.size ?? .max)
  }

  private mutating func note(_ fault: LogError) {
    disagreement = disagreement ?? fault
  }

  /// Notes that the log ends here.
  mutating func finish() {
    // What is left of them covers more events than there are.
    contradicted = contradicted ?? given.last
    guard let last = own.last else { return }
    note(
      LogError(
        Format.checkpoints, .shorterThanCheckpoint(size: edge.size, checkpoint: last.size)))
  }
}
