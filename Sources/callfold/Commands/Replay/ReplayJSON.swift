import Bytes
import Scenarios

extension ScenarioFile {
  /// The file as a line of JSON: path, verdict, and the outcomes or what is wrong.
  var json: [UInt8] {
    var writer = ByteWriter()
    writer.append("{\"scenario\":")
    writer.append(quoted: Array(path.utf8).span)
    writer.append(",\"verdict\":")
    writer.append(quoted: Array(verdict.utf8).span)
    switch result {
    case .played(let run):
      let lines = run.replay.outcomes.split(separator: UInt8(ascii: "\n"))
      Self.append("outcomes", lines.map { Array($0) }, to: &writer)
    case .broken(let errors):
      Self.append("errors", errors.map { Self.quoted($0.description) }, to: &writer)
    case .unreadable(let error):
      Self.append("errors", [Self.quoted(error.description)], to: &writer)
    }
    writer.append("}\n")
    return writer.bytes
  }

  private var verdict: String {
    switch result {
    case .played(let run):
      switch run.verdict {
      case .asExpected: "asExpected"
      case .different: "different"
      case .nothingExpected: "nothingExpected"
      }
    case .broken: "broken"
    case .unreadable: "unreadable"
    }
  }

  private static func append(_ key: String, _ values: [[UInt8]], to writer: inout ByteWriter) {
    writer.append(",")
    writer.append(quoted: Array(key.utf8).span)
    writer.append(":[")
    for (index, value) in values.enumerated() {
      if index > 0 { writer.append(",") }
      writer.append(value.span)
    }
    writer.append("]")
  }

  private static func quoted(_ text: String) -> [UInt8] {
    var writer = ByteWriter(capacity: text.utf8.count + 16)
    writer.append(quoted: Array(text.utf8).span)
    return writer.bytes
  }
}
