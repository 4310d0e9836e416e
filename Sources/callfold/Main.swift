import CallModel
import Interchange
import Platform

@main struct Main { static func main() throws {
  let output: FoldStream.Output = CommandLine.arguments.contains("--effects") ? .effects : .outcomes
  var stream = FoldStream(output)
  var buffer = [UInt8](repeating: 0, count: 1 << 18)
  do {
  while true {
    if stream.writer.bytes.count > 1 << 16 || Descriptor.input.wouldWait {
      try unsafe stream.writer.bytes.withBytes { b in try unsafe Descriptor.output.write(b) }
      stream.writer.bytes.removeAll()
    }
    let n = try unsafe buffer.withUnsafeMutableBytes { try unsafe Descriptor.input.read(into: $0) }
    if n == 0 { break }
    try stream.read(buffer.span.extracting(0..<n))
  }
  try stream.finish()
  } catch let e as FoldStream.Refused {
      try unsafe stream.writer.bytes.withBytes { b in try unsafe Descriptor.output.write(b) }
      print("line \(e.line) col \(e.error.column ?? 0): \(e.error)")
      return
  }
  try unsafe stream.writer.bytes.withBytes { b in try unsafe Descriptor.output.write(b) }
} }
