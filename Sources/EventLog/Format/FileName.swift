internal import Bytes

/// What a name in the log's folder says.
enum FileName: Hashable {
  /// A log file and the sequence of its first event.
  case log(first: UInt64)
  /// The personal data of that log file.
  case personalData(first: UInt64)
  /// The index of that log file.
  case index(first: UInt64)
  /// The table of the tree of that log file.
  case tree(first: UInt64)
  /// What was cut off that log file, from that offset on.
  case cut(first: UInt64, offset: Int)
  case checkpoints, lock, anchor, admission, erased, snapshot
  /// Something that was being written; the name that it was to have.
  case unfinished(String)
  /// It ends as a log file's name does, and is none; somebody may have renamed or copied one so.
  case malformed
  /// None of the log's.
  case unknownFile

  init(_ name: String) {
    if name.hasSuffix(Format.unfinished) {
      let meant = String(name.dropLast(Format.unfinished.count))
      switch FileName(meant) {
      case .unfinished, .malformed, .unknownFile: self = .unknownFile
      case .log, .personalData, .index, .tree, .cut, .checkpoints, .lock, .anchor, .admission,
        .erased,
        .snapshot:
        self = .unfinished(meant)
      }
      return
    }
    switch name {
    case Format.checkpoints: self = .checkpoints
    case Format.lock: self = .lock
    case Format.anchor: self = .anchor
    case Format.admission: self = .admission
    case Format.erased: self = .erased
    case Format.snapshot: self = .snapshot
    case _: self = FileName(numbered: Array(name.utf8))
    }
  }

  private init(numbered name: [UInt8]) {
    let isLog =
      ByteText.stands(".ndjson", in: name, at: name.count - 7) && !FileName.isHidden(name)
    guard let first = ByteText.decimal(name, 0..<min(20, name.count)), name.count > 20,
      first >= 1, first <= Format.lastSequence
    else {
      self = isLog ? .malformed : .unknownFile
      return
    }
    switch name.count {
    case 27 where isLog: self = .log(first: first)
    case 27 where ByteText.stands(".people", in: name, at: 20): self = .personalData(first: first)
    case 26 where ByteText.stands(".index", in: name, at: 20): self = .index(first: first)
    case 25 where ByteText.stands(".tree", in: name, at: 20): self = .tree(first: first)
    case 45 where ByteText.stands(".cut", in: name, at: 41) && name[20] == UInt8(ascii: "."):
      guard let offset = ByteText.decimal(name, 21..<41), let offset = Int(exactly: offset) else {
        self = .unknownFile
        return
      }
      self = .cut(first: first, offset: offset)
    case _: self = isLog ? .malformed : .unknownFile
    }
  }

  /// Whether the log's readers need it. What is a person's, or the writer's alone, is not for them.
  var isForReaders: Bool {
    switch self {
    case .log, .index, .tree, .checkpoints, .anchor, .erased: true
    case .personalData, .cut, .lock, .admission, .snapshot, .malformed, .unknownFile: false
    case .unfinished(let meant): FileName(meant).isForReaders
    }
  }

  /// Whether a name begins as those do that editors, file systems and tools that copy give to files
  /// of their own, such as `._00000000000000000001.ndjson`, and nobody to a log file.
  private static func isHidden(_ name: [UInt8]) -> Bool {
    guard let first = name.first else { return false }
    return [UInt8(ascii: "."), UInt8(ascii: "~"), UInt8(ascii: "#")].contains(first)
  }

  /// Whether nothing of the log is lost with the file: it can be made again, only informs, or was not
  /// finished.
  var isExpendable: Bool {
    switch self {
    case .index, .tree, .admission, .erased, .snapshot, .anchor, .lock, .unfinished: true
    case .log, .personalData, .cut, .checkpoints, .malformed, .unknownFile: false
    }
  }

  static func log(_ first: UInt64) -> String { digits(first) + ".ndjson" }
  static func personalData(_ first: UInt64) -> String { digits(first) + ".people" }
  static func index(_ first: UInt64) -> String { digits(first) + ".index" }
  static func tree(_ first: UInt64) -> String { digits(first) + ".tree" }
  static func cut(_ first: UInt64, offset: Int) -> String {
    digits(first) + "." + digits(UInt64(offset)) + ".cut"
  }

  private static func digits(_ number: UInt64) -> String {
    var bytes: [UInt8] = []
    bytes.append(decimal: number, digits: 20)
    return String(decoding: bytes, as: UTF8.self)
  }
}
