internal import Bytes
internal import Platform

/// One line of a file of personal data: a reference and the value that it stands for, as places in
/// the file's bytes.
struct PersonalDataLine {
  var reference: Reference
  /// The line without its LF.
  var line: Range<Int>
  /// The call's JSON value as received; `null` for none.
  var call: Range<Int>
  /// The JSON value as received.
  var value: Range<Int>

  /// Puts a line and its LF behind the bytes.
  ///
  /// - Parameters:
  ///   - call: the call's JSON value among `received`; `nil` for none.
  ///   - value: the JSON value among `received`.
  static func append(
    to bytes: inout [UInt8], _ reference: Reference, call: Range<Int>?, value: Range<Int>,
    in received: [UInt8], log: LogID
  ) {
    let start = bytes.count
    bytes.append(#"{"reference":""#)
    reference.append(to: &bytes)
    bytes.append(#"","call":"#)
    if let call {
      bytes.append(copying: received.span.extracting(call))
    } else {
      bytes.append("null" as StaticString)
    }
    bytes.append(#","value":"#)
    bytes.append(copying: received.span.extracting(value))
    let checksum = log.checksum(bytes, start..<bytes.count)
    bytes.append(#","crc":""#)
    bytes.append(hex: checksum)
    bytes.append("\"}\n")
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
      checksum == log.checksum(bytes, line.lowerBound..<end),
      let callEnd = PersonalDataLine.callEnd(bytes, callStart..<end),
      ByteText.stands(#","value":"#, in: bytes, at: callEnd), callEnd + 9 < end
    else { return nil }
    self.reference = reference
    self.line = line
    call = callStart..<callEnd
    value = callEnd + 9..<end
  }

  /// Whether the value is one of a call.
  func hasCall(_ bytes: [UInt8]) -> Bool { bytes[call.lowerBound] == Byte.quote }

  /// Where the string or `null` ends that begins a range; `nil` where there is neither.
  private static func callEnd(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
    guard bytes[range.lowerBound] == Byte.quote else {
      return ByteText.stands("null", in: bytes, at: range.lowerBound) ? range.lowerBound + 4 : nil
    }
    var index = range.lowerBound + 1
    while index < range.upperBound, bytes[index] != Byte.quote {
      index += bytes[index] == Byte.backslash ? 2 : 1
    }
    return index < range.upperBound ? index + 1 : nil
  }

  /// What a JSON value stands for: a string's text, so that two spellings of it are equal, else the
  /// value as it is.
  static func decoded(_ bytes: [UInt8], _ value: Range<Int>) -> [UInt8] {
    withDecoded(bytes, value) { [UInt8](copying: $0) }
  }

  /// Does something with what a JSON value stands for.
  static func withDecoded<Result>(
    _ bytes: [UInt8], _ value: Range<Int>, _ body: (Span<UInt8>) -> Result
  ) -> Result {
    guard value.count >= 2, bytes[value.lowerBound] == Byte.quote else {
      return body(bytes.span.extracting(value))
    }
    let inside = value.lowerBound + 1..<value.upperBound - 1
    if ByteSearch.first(Byte.backslash, in: bytes, inside) == nil {
      return body(bytes.span.extracting(inside))
    }
    return body(JSONText.decoded(bytes, inside).span)
  }
}
