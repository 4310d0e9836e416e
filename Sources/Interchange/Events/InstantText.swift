package import CallModel

extension Instant {
  /// The time that a text stands for as an event's `at` does (RFC 3339), or the first moment of a
  /// date in UTC.
  package init?(_ text: String) {
    var reader = TimeReader()
    let bytes = Array(text.utf8)
    let isDate = bytes.count == 10
    guard let instant = try? reader.read(isDate ? bytes + Array("T00:00:00Z".utf8) : bytes) else {
      return nil
    }
    self = instant
  }

  /// The text as every output has it: UTC, three decimals, `Z`.
  package var text: String {
    var writer = ByteWriter(capacity: 64)
    writer.append(self)
    return String(decoding: writer.bytes.dropFirst().dropLast(), as: UTF8.self)
  }
}
