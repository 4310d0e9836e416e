import CallRules
import Foundation
import Outcomes
import Testing

/// The lines that a stream writes for these lines.
func product(_ lines: [String], _ output: FoldStream.Output) -> [String] {
  let input = Array((lines.joined(separator: "\n") + "\n").utf8)
  var stream = FoldStream(output)
  do throws(FoldStream.Refused) {
    try stream.read(input.span)
    try stream.finish()
  } catch {
    Issue.record("line \(error.line) is refused: \(error.error): \(lines[Int(error.line) - 1])")
  }
  return String(decoding: stream.writer.bytes.bytes, as: UTF8.self)
    .split(separator: "\n").map(String.init)
}
