import CallRules
import Foundation
import Interchange
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

/// The lines as bytes, each with its LF.
func bytes(_ lines: some Sequence<String>) -> [UInt8] {
  lines.flatMap { Array($0.utf8) + [0x0A] }
}

/// What a stream writes for the bytes of `chunks`, handed in one after another.
func written(_ chunks: [[UInt8]], _ output: FoldStream.Output) throws -> [UInt8] {
  var stream = FoldStream(output)
  for chunk in chunks { try stream.read(chunk.span) }
  try stream.finish()
  return stream.writer.bytes.bytes
}
