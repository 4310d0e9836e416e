/// An event's line, without LF.
typealias Line = [UInt8]

/// A log taken apart: everything that stands in its files, and of every checksum and every root
/// what it was made of. So it is known what holds and what does not, without computing any of it.
package struct ForgedLog {
  var files: [ForgedFile]
  /// The log's own checkpoints; `nil` where their file is gone.
  var checkpoints: [ForgedCheckpoint]?
  /// Bytes missing at the end of the file of checkpoints.
  var checkpointsCut = 0
  /// What stands behind the checkpoints: one of `Junk.all`.
  var junk: Int?
  /// The personal data, by the numbers in their files' names.
  var personalData: [UInt64: ForgedPersonalData] = [:]
  /// Everything else in the folder.
  var others: [String: [UInt8]]
  /// A bit of a file that is changed when all is done.
  var flip: (name: String, bit: Int)?

  /// All event lines in the files' order, whatever their checksums say.
  var lines: [Line] { files.flatMap { $0.frames.flatMap(\.lines) } }
}

/// A checkpoint and the events that its root was made of.
package struct ForgedCheckpoint: Hashable {
  var origin: String
  var lines: [Line]

  /// How many events it covers.
  package var size: Int { lines.count }
}

struct ForgedFile {
  /// The number in its name.
  var name: UInt64
  var header: ForgedHeader
  var frames: [ForgedFrame]
  /// Bytes behind the last frame.
  var tail: [UInt8] = []
  /// Bytes of the last frame that are missing at its end.
  var cut = 0

  var fileName: String { Bytes.decimal(name, digits: 20) + ".ndjson" }
  var lineCount: Int { frames.reduce(0) { $0 + $1.lines.count } }
}

struct ForgedHeader {
  var log: [UInt8]
  var origin: String
  var first: UInt64
  var previous: Int
  /// The events that its edge was made of.
  var tree: [Line]
  var seal: Seal

  /// What the seal covers.
  var covered: [UInt8] {
    let edge = Trees.edge(tree).map { "\"\($0)\"" }.joined(separator: ",")
    return Array(
      (#"{"callfold":1,"log":"\#(Trees.hex(log))","origin":"\#(origin)","first":\#(first),"#
        + #""previous":\#(previous),"size":\#(tree.count),"edge":[\#(edge)]"#).utf8)
  }

  mutating func reseal() { seal = Seal(log: log, bytes: covered) }
}

struct ForgedFrame {
  /// What its line says.
  var first: UInt64
  var length: Int
  var lines: [Line]
  var body: Seal
  var check: Seal

  /// What the check covers.
  var covered: [UInt8] {
    Array(
      (#"{"frame":"\#(Bytes.decimal(first, digits: 20))","bytes":""#
        + #"\#(Bytes.decimal(UInt64(length), digits: 8))","crc":"\#(Bytes.hex(body.checksum))"#)
        .utf8)
  }

  var bodyBytes: [UInt8] { lines.flatMap { $0 + [10] } }

  var bytes: [UInt8] {
    covered + Array("\",\"check\":\"\(Bytes.hex(check.checksum))\"}\n".utf8) + bodyBytes
  }
}
