internal import Bytes
internal import Digest
internal import MerkleTree

/// The first line of a log file.
struct FileHeader: Hashable {
  var log: LogID
  var origin: String
  /// The sequence of the file's first event.
  var first: UInt64
  /// Bytes of the log file before; 0 in the first.
  var previous: Int
  /// The tree of all events before the file.
  var edge: RightEdge

  /// The line with its LF.
  var line: [UInt8] {
    var line: [UInt8] = []
    line.append(#"{"callfold":1,"log":""#)
    line.append(log.description)
    line.append(#"","origin":""#)
    line.append(origin)
    line.append(#"","first":"#)
    line.append(decimal: first)
    line.append(#","previous":"#)
    line.append(decimal: UInt64(previous))
    line.append(#","size":"#)
    line.append(decimal: edge.size)
    line.append(#","edge":["#)
    for (index, root) in edge.roots.enumerated() {
      line.append(index == 0 ? "\"" : ",\"")
      root.appendHex(to: &line)
      line.append(Byte.quote)
    }
    line.append("]")
    let checksum = log.checksum(line, line.indices)
    line.append(#","crc":""#)
    line.append(hex: checksum)
    line.append("\"}\n")
    return line
  }

  /// Whether a name can be a log's origin.
  static func isOrigin(_ name: String) -> Bool {
    (1...128).contains(name.utf8.count)
      && name.utf8.allSatisfy {
        (0x21...0x7e).contains($0) && $0 != Byte.quote && $0 != Byte.backslash
          && $0 != UInt8(ascii: "+")
      }
  }
}

extension FileHeader {
  /// The header that a file's first bytes hold.
  init(_ bytes: [UInt8], file: String) throws(LogError) {
    var scan = HeaderScan(bytes: bytes)
    let damage = LogError(file, offset: 0, .damage(.header))
    guard scan.skip(#"{"callfold":"#), let version = scan.number() else { throw damage }
    guard version == Format.version else { throw LogError(file, .unknownVersion(version)) }
    guard scan.skip(#","log":""#), let id = scan.text(), let log = LogID(hex: Array(id.utf8).span),
      scan.skip(#","origin":""#), let origin = scan.text(), FileHeader.isOrigin(origin),
      scan.skip(#","first":"#), let first = scan.number(), first >= 1,
      first <= Format.lastSequence,
      scan.skip(#","previous":"#), let previous = scan.number(),
      scan.skip(#","size":"#), let size = scan.number(), size == first - 1,
      scan.skip(#","edge":["#)
    else { throw damage }
    var roots: [SHA256.Digest] = []
    while roots.count < size.nonzeroBitCount {
      guard roots.isEmpty || scan.skip(","), scan.skip("\""), let hex = scan.text(),
        let root = try? SHA256.Digest(hex: hex)
      else { throw damage }
      roots.append(root)
    }
    guard let edge = RightEdge(size: size, roots: roots), let previous = Int(exactly: previous),
      scan.skip("]")
    else { throw damage }
    self.init(log: log, origin: origin, first: first, previous: previous, edge: edge)
    // One spelling only: what we would have written is what must stand there, checksum included.
    let expected = line
    guard bytes.count >= expected.count, bytes.starts(with: expected) else { throw damage }
  }
}

/// Walks over a header line.
private struct HeaderScan {
  let bytes: [UInt8]
  var place = 0

  mutating func skip(_ text: StaticString) -> Bool {
    guard ByteText.stands(text, in: bytes, at: place) else { return false }
    place += text.utf8CodeUnitCount
    return true
  }

  mutating func number() -> UInt64? {
    var end = place
    while end < bytes.count, bytes[end] &- Byte.zero < 10 { end += 1 }
    defer { place = end }
    return ByteText.decimal(bytes, place..<end)
  }

  /// Everything up to the next quote, which is passed over.
  mutating func text() -> String? {
    guard let end = bytes[place...].firstIndex(of: Byte.quote) else { return nil }
    defer { place = end + 1 }
    return String(validating: bytes[place..<end], as: UTF8.self)
  }
}
