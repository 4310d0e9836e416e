internal import Bytes
internal import Digest

/// A derived file: a head that says of which log and which events it was made, content, and a
/// checksum over both. What does not fit is as good as not there.
struct Derived {
  /// What kind of content it is, such as `door`.
  var kind: String
  var log: LogID
  /// The events that it was made from are the first ones, so many of them.
  var size: UInt64
  /// The root of their tree.
  var root: SHA256.Digest
  var content: [UInt8]

  /// The file's bytes.
  var bytes: [UInt8] {
    var bytes = head
    bytes.append(contentsOf: content)
    let checksum = log.checksum(bytes, bytes.indices)
    bytes.append("\n")
    bytes.append(hex: checksum)
    bytes.append("\n")
    return bytes
  }

  private var head: [UInt8] {
    var head: [UInt8] = []
    head.append("callfold \(kind) 1 \(log) \(size) \(root.hex)\n")
    return head
  }

  init(kind: String, log: LogID, size: UInt64, root: SHA256.Digest, content: [UInt8]) {
    self.kind = kind
    self.log = log
    self.size = size
    self.root = root
    self.content = content
  }

  /// What a file's bytes say; `nil` where they are damaged, or of another kind or log.
  init?(_ bytes: [UInt8], kind: String, log: LogID) {
    guard bytes.count > 10, bytes[bytes.count - 10] == Byte.lineFeed,
      bytes[bytes.count - 1] == Byte.lineFeed, let end = bytes.firstIndex(of: Byte.lineFeed),
      ByteText.hex(bytes, bytes.count - 9..<bytes.count - 1)
        == log.checksum(bytes, 0..<bytes.count - 10)
    else { return nil }
    let words = String(decoding: bytes[..<end], as: UTF8.self).split(separator: " ")
    guard words.count == 6, words[0] == "callfold", words[1] == kind, words[2] == "1",
      words[3] == log.description, let size = UInt64(words[4]),
      let root = try? SHA256.Digest(hex: String(words[5])), end < bytes.count - 10
    else { return nil }
    self.init(
      kind: kind, log: log, size: size, root: root,
      content: Array(bytes[end + 1..<bytes.count - 10]))
  }
}
