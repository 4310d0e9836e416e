package import Bytes
package import CallModel

extension Instant {
  /// The time that a text stands for as an event's `at` does (RFC 3339), or the first moment of a
  /// date in UTC.
  package init?(_ text: String) {
    var reader = TimeReader()
    let bytes = Array(text.utf8)
    let isDate = bytes.count == 10
    guard let time = try? reader.read(isDate ? bytes + Array("T00:00:00Z".utf8) : bytes) else {
      return nil
    }
    self.init(milliseconds: time)
  }

  /// The text as every output has it: UTC, three decimals, `Z`.
  package var text: String {
    var writer = ByteWriter(capacity: 64)
    writer.append(time: milliseconds)
    return String(decoding: writer.bytes.dropFirst().dropLast(), as: UTF8.self)
  }
}

extension ByteWriter {
  /// Appends a time in quotes: UTC, three decimals, `Z`.
  package mutating func append(_ instant: Instant) { append(time: instant.milliseconds) }
}
