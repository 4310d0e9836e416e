import Foundation
import Interchange
import Testing

/// The seeds of random tests: `CALLFOLD_SEED=n` repeats one, `CALLFOLD_SEEDS=n` takes so many.
enum Seeds {
  static var some: [UInt64] {
    let environment = ProcessInfo.processInfo.environment
    if let one = environment["CALLFOLD_SEED"].flatMap(UInt64.init) { return [one] }
    let count = environment["CALLFOLD_SEEDS"].flatMap(UInt64.init) ?? 60
    return Array(0..<count)
  }
}

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
