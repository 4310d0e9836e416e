internal import Bytes
internal import Digest

/// The line of fixed width that begins each frame.
struct FrameLine: Hashable {
  /// The sequence of the frame's first event.
  var first: UInt64
  /// Bytes of the body behind the line.
  var bodyLength: Int
  /// The checksum of the body.
  var bodyChecksum: UInt32

  /// Bytes that the line's own checksum covers, and then those up to its end.
  private static let covered = 66

  /// Puts the line at the start of a frame whose body is written already, behind 88 free bytes.
  func write(over frame: inout [UInt8], log: LogID) {
    var line: [UInt8] = []
    line.reserveCapacity(Format.frameLineLength)
    line.append(contentsOf: Format.frameMark)
    line.append(decimal: first, digits: 20)
    line.append(#"","bytes":""#)
    line.append(decimal: UInt64(bodyLength), digits: 8)
    line.append(#"","crc":""#)
    line.append(hex: bodyChecksum)
    let check = log.checksum(line, 0..<FrameLine.covered)
    line.append(#"","check":""#)
    line.append(hex: check)
    line.append("\"}\n")
    for index in line.indices { frame[index] = line[index] }
  }

  /// The line that stands at a place; `nil` where there is no good one.
  init?(_ bytes: [UInt8], at start: Int, log: LogID) {
    guard start + Format.frameLineLength <= bytes.count,
      FrameLine.begins(bytes, start..<start + Format.frameLineLength),
      let first = ByteText.decimal(bytes, start + 10..<start + 30),
      let length = ByteText.decimal(bytes, start + 41..<start + 49),
      let bodyChecksum = ByteText.hex(bytes, start + 58..<start + 66),
      let check = ByteText.hex(bytes, start + 77..<start + 85),
      first >= 1, first <= Format.lastSequence, length >= 1, length <= UInt64(Format.bodyLimit),
      check == log.checksum(bytes, start..<start + FrameLine.covered)
    else { return nil }
    self.init(first: first, bodyLength: Int(length), bodyChecksum: bodyChecksum)
  }

  init(first: UInt64, bodyLength: Int, bodyChecksum: UInt32) {
    self.first = first
    self.bodyLength = bodyLength
    self.bodyChecksum = bodyChecksum
  }

  /// Whether bytes, 88 at most, are how some frame line begins: the fixed bytes where they belong,
  /// digits and hex where they belong, and the given sequence, if any.
  static func begins(_ bytes: [UInt8], _ range: Range<Int>, first: UInt64? = nil) -> Bool {
    var sequence: [UInt8] = []
    if let first { sequence.append(decimal: first, digits: 20) }
    for (place, index) in range.enumerated() {
      guard place < template.count else { return false }
      let byte = bytes[index]
      switch template[place] {
      case UInt8(ascii: "N"):
        guard byte &- Byte.zero < 10 else { return false }
        if place < 30, !sequence.isEmpty, byte != sequence[place - 10] { return false }
      case UInt8(ascii: "X"):
        guard Hex.value(of: byte) != nil else { return false }
      case let fixed:
        guard byte == fixed else { return false }
      }
    }
    return true
  }

  /// `N` is any digit, `X` any hex digit; no fixed byte is one of the two.
  private static let template = Array(
    (#"{"frame":"NNNNNNNNNNNNNNNNNNNN","bytes":"NNNNNNNN","crc":"XXXXXXXX","check":"XXXXXXXX"}"#
      + "\n").utf8)
}
