internal import Bytes
internal import CallModel
internal import Digest
internal import EventCoding
internal import MerkleTree

/// What of a log file makes proofs quick: the hash of each 256 leaves and where in the file they
/// begin, and which events are of configuration.
///
/// A *group* is a perfect subtree of 256 leaves. The first of a file may have begun in the file before,
/// the last may end in the next.
struct TreeTable: Hashable {
  /// The level of a group in the tree.
  static let level = 8
  /// Leaves in a group.
  static let groupLength: UInt64 = 256

  struct Group: Hashable {
    /// Where the line of its first leaf in this file begins.
    var offset: Int
    /// Its hash; `nil` where its last leaf is not in this file.
    var hash: SHA256.Digest?
  }

  /// An event of configuration.
  struct Setting: Hashable {
    var subject: UInt64
    var sequence: UInt64
  }

  /// Leaves before the file.
  let start: UInt64
  /// Leaves up to its end.
  private(set) var size: UInt64
  /// That of leaf `start` first.
  private(set) var groups: [Group] = []
  private(set) var settings: [Setting] = []
  /// The leaves of the group that is not complete yet.
  private var open: RightEdge

  /// A table without events, behind a tree.
  init(after edge: RightEdge) {
    start = edge.size
    size = edge.size
    open = edge.part(below: TreeTable.level)
  }

  /// Takes in the next event.
  mutating func append(_ leaf: SHA256.Digest, at offset: Int) {
    if size == start || open.size == 0 { groups.append(Group(offset: offset)) }
    open.append(leaf)
    size += 1
    guard open.size == TreeTable.groupLength else { return }
    groups[groups.count - 1].hash = open.root
    open = RightEdge()
  }

  /// The group of a leaf of this file.
  func group(of leaf: UInt64) -> Group {
    groups[Int(leaf >> UInt64(TreeTable.level) - start >> UInt64(TreeTable.level))]
  }
}

extension TreeTable {
  /// Reads a log file, from its first frame to its last good one; says why it ended there.
  static func read(
    _ file: LogFile, _ info: Manifest.File
  ) throws(LogError) -> (table: TreeTable, stop: FrameScanner.Step, scanner: FrameScanner) {
    var table = TreeTable(after: info.header.edge)
    var parser = EventParser()
    var scanner = FrameScanner(
      file, log: info.header.log, offset: info.headerLength, sequence: info.header.first,
      limit: info.size, judge: LineJudge())
    while true {
      let step = try scanner.next()
      guard case .frame(let frame) = step else { return (table, step, scanner) }
      let body = frame.offset + Format.frameLineLength - (scanner.lines.first?.lowerBound ?? 0)
      for line in scanner.lines {
        table.append(
          SHA256.hash(prefix: 0, scanner.buffer.span.extracting(line)), at: body + line.lowerBound)
      }
      for place in scanner.places(of: configuration) {
        let line = scanner.buffer.span.extracting(scanner.lines[place])
        guard let event = try? parser.parse(line, limit: Format.storedLineLimit) else { continue }
        let decoded = parser.decoded
        let subject = SettingSubject(event, event.isDecoded ? decoded.span : line)
        guard let subject else { continue }
        table.settings.append(
          Setting(subject: subject.hash, sequence: frame.first + UInt64(place)))
      }
    }
  }

  /// What an event of configuration has in its line, or what could stand for it.
  private static let configuration = [
    Array(#""setting.changed""#.utf8), Array(#""user.grouped""#.utf8), [Byte.backslash],
  ]
}

extension TreeTable {
  /// The file's content; `Derived` says of which log and which events it is.
  var content: [UInt8] {
    var content: [UInt8] = []
    func append(_ number: UInt64) {
      for shift in stride(from: 56, through: 0, by: -8) {
        content.append(UInt8(truncatingIfNeeded: number >> UInt64(shift)))
      }
    }
    append(start)
    append(UInt64(groups.count))
    for group in groups {
      append(UInt64(group.offset))
      content += (group.hash ?? TreeHash.empty).bytes
    }
    for setting in settings {
      append(setting.subject)
      append(setting.sequence)
    }
    return content
  }

  /// A table that was kept of a log file; `nil` where it is not that of these events.
  init?(_ content: [UInt8], after edge: RightEdge, before next: RightEdge) {
    var place = 0
    func number() -> UInt64 {
      defer { place += 8 }
      return content[place..<place + 8].reduce(0) { $0 << 8 | UInt64($1) }
    }
    guard content.count >= 16, number() == edge.size, next.size > edge.size else { return nil }
    self.init(after: edge)
    size = next.size
    let level = UInt64(TreeTable.level)
    let count = (size - 1) >> level - start >> level + 1
    guard number() == count, content.count >= 16 + 40 * Int(count),
      (content.count - 16 - 40 * Int(count)) % 16 == 0
    else { return nil }
    for index in 0..<count {
      let offset = number()
      let hash = SHA256.Digest(bytes: content.span.extracting(place..<place + 32))
      place += 32
      let isComplete = (start >> level + index + 1) << level <= size
      groups.append(Group(offset: Int(clamping: offset), hash: isComplete ? hash : nil))
    }
    while place < content.count {
      settings.append(Setting(subject: number(), sequence: number()))
    }
  }
}
