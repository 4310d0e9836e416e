import Bytes
import CallModel

/// One event of a scenario, as the line of NDJSON that it stands for.
struct EventLine: Sendable {
  /// Where it is in the scenario.
  var line: Int
  var column: Int
  /// The column of each field, so that an error points at it.
  var fieldColumns: [String: Int] = [:]
  var json: [UInt8]

  /// Writes flat JSON objects.
  struct Builder {
    private var bytes: [UInt8] = Array("{".utf8)

    /// Begins an event with its time and its type.
    init(at instant: Instant, _ type: String) {
      var writer = ByteWriter(capacity: 32)
      writer.append(instant)
      add("at", raw: String(decoding: writer.bytes, as: UTF8.self))
      add("type", string: type)
    }

    mutating func add(_ key: String, string value: String) {
      add(key, raw: value.asJSON)
    }

    mutating func add(_ key: String, raw value: String) {
      if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
      bytes += Array("\(key.asJSON):\(value)".utf8)
    }

    var object: [UInt8] { bytes + Array("}".utf8) }
  }
}

extension String {
  /// The text as a JSON string.
  var asJSON: String {
    var writer = ByteWriter(capacity: utf8.count + 16)
    writer.append(quoted: Array(utf8).span)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
