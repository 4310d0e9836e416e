package import Outcomes

/// The lines as bytes, each with its LF.
package func bytes(_ lines: some Sequence<String>) -> [UInt8] {
  lines.flatMap { Array($0.utf8) + [0x0A] }
}

/// What a stream writes for the bytes of `chunks`, handed in one after another.
package func written(_ chunks: [[UInt8]], _ output: FoldStream.Output) throws -> [UInt8] {
  var stream = FoldStream(output)
  for chunk in chunks { try stream.read(chunk.span) }
  try stream.finish()
  return stream.writer.bytes.bytes
}
