import Interchange

/// One event of a scenario, as the line of NDJSON that it stands for.
struct EventLine: Sendable {
  /// Where it stands in the scenario.
  var line: Int
  var column: Int
  /// Where each field stands, so that an error points at it.
  var fieldColumns: [String: Int] = [:]
  var json: [UInt8]

  /// Writes flat JSON objects.
  struct Builder {
    private var bytes: [UInt8] = Array("{".utf8)

    mutating func add(_ key: String, string value: String) {
      add(key, raw: Self.quoted(value))
    }

    mutating func add(_ key: String, raw value: String) {
      if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
      bytes += Array("\(Self.quoted(key)):\(value)".utf8)
    }

    var object: [UInt8] { bytes + Array("}".utf8) }

    private static func quoted(_ text: String) -> String {
      var writer = ByteWriter(capacity: text.utf8.count + 16)
      writer.append(quoted: Array(text.utf8).span)
      return String(decoding: writer.bytes, as: UTF8.self)
    }
  }
}
