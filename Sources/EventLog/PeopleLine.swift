/// One line of a file of personal data: a reference and the value that it stands for.
struct PeopleLine: Hashable {
  var reference: Reference
  /// The call's JSON value as received; `null` for none.
  var call: [UInt8]
  /// The JSON value as received.
  var value: [UInt8]

  /// Puts the line and its LF behind the bytes.
  func append(to bytes: inout [UInt8], log: LogID) {
    let start = bytes.count
    bytes.append(#"{"reference":""#)
    bytes.append(contentsOf: reference.text)
    bytes.append(#"","call":"#)
    bytes.append(contentsOf: call)
    bytes.append(#","value":"#)
    bytes.append(contentsOf: value)
    let checksum = ByteText.checksum(log, bytes, start..<bytes.count)
    bytes.append(#","crc":""#)
    bytes.append(hex: checksum)
    bytes.append("\"}\n")
  }

  init(reference: Reference, call: [UInt8], value: [UInt8]) {
    self.reference = reference
    self.call = call
    self.value = value
  }

  /// The line that stands in a range without its LF; `nil` where it is none.
  init?(_ bytes: [UInt8], _ line: Range<Int>, log: LogID) {
    let referenceStart = line.lowerBound + 14
    let callStart = referenceStart + Reference.length + 9
    let end = line.upperBound - 18
    guard callStart < end, ByteText.stands(#"{"reference":""#, in: bytes, at: line.lowerBound),
      let reference = Reference(bytes, referenceStart..<referenceStart + Reference.length),
      ByteText.stands(#"","call":"#, in: bytes, at: callStart - 9),
      ByteText.stands(#","crc":""#, in: bytes, at: end),
      ByteText.stands(#""}"#, in: bytes, at: line.upperBound - 2),
      let checksum = ByteText.hex(bytes, end + 8..<end + 16),
      checksum == ByteText.checksum(log, bytes, line.lowerBound..<end),
      let callEnd = PeopleLine.valueEnd(bytes, callStart..<end),
      ByteText.stands(#","value":"#, in: bytes, at: callEnd), callEnd + 9 < end
    else { return nil }
    self.init(
      reference: reference, call: Array(bytes[callStart..<callEnd]),
      value: Array(bytes[callEnd + 9..<end]))
  }

  /// Where the JSON value ends that begins a range.
  private static func valueEnd(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
    guard bytes[range.lowerBound] == Byte.quote else {
      return bytes[range].firstIndex(of: Byte.comma)
    }
    var index = range.lowerBound + 1
    while index < range.upperBound, bytes[index] != Byte.quote {
      index += bytes[index] == Byte.backslash ? 2 : 1
    }
    return index < range.upperBound ? index + 1 : nil
  }

  /// The value decoded, so that two spellings of it are equal.
  var decodedValue: [UInt8] { PeopleLine.decoded(value) }

  /// What a JSON value stands for: a string's text, else the value as it is.
  static func decoded(_ value: [UInt8]) -> [UInt8] {
    guard value.count >= 2, value.first == Byte.quote else { return value }
    return JSONText.decoded(value, 1..<value.count - 1)
  }
}
