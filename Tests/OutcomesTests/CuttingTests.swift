import Bytes
import CallRules
import Outcomes
import RandomLogs
import StreamSupport
import Testing

/// Stopping anywhere, saving the state and going on changes nothing (rule section 5, 8).
@Suite struct Cutting {
  @Test(arguments: [FoldStream.Output.outcomes, .effects])
  func `a log cut at every few lines gives the same bytes`(output: FoldStream.Output) throws {
    for seed in Seeds.some(30) {
      var log = RandomLog(seed: seed)
      let lines = log.lines(150)
      let whole = try written([bytes(lines)], output)
      for length in [seed % 10 == 0 ? 1 : 5, 17, 75] {
        let cut = try cut(lines, every: length, output)
        #expect(cut == whole, "cut every \(length) lines; \(Seeds.again(seed))")
      }
    }
  }

  @Test(arguments: [FoldStream.Output.outcomes, .effects])
  func `a log cut into chunks of any size gives the same bytes`(output: FoldStream.Output) throws {
    for seed in Seeds.some(20) {
      var random = SplitMix64(seed: seed)
      var log = RandomLog(seed: seed)
      let input = bytes(log.lines(200))
      let whole = try written([input], output)
      for longest in [1, 60, 5_000] {
        let chunks = chunks(of: input, upTo: longest, &random)
        let cut = try written(chunks, output)
        #expect(cut == whole, "cut into up to \(longest) bytes; \(Seeds.again(seed))")
      }
    }
  }

  @Test func `the saved state is the same however often it was saved before`() throws {
    for seed in Seeds.some(20) {
      var log = RandomLog(seed: seed)
      let lines = log.lines(150)
      var cut = Fold()
      for start in stride(from: 0, to: 150, by: 10) {
        cut = try Fold(saved: folded(Array(lines[start..<start + 10]), from: cut).saved())
      }
      #expect(try cut.saved() == folded(lines).saved(), "\(Seeds.again(seed))")
    }
  }

  private func folded(_ lines: [String], from fold: Fold = Fold()) throws -> Fold {
    var stream = FoldStream(.effects, from: fold)
    try stream.read(bytes(lines).span)
    return stream.fold
  }

  /// Every `length` lines the stream ends, and another goes on from the saved state.
  private func cut(
    _ lines: [String], every length: Int, _ output: FoldStream.Output
  ) throws -> [UInt8] {
    var result: [UInt8] = []
    var fold = Fold()
    for start in stride(from: 0, to: lines.count, by: length) {
      var stream = FoldStream(output, from: fold)
      // Empty lines count, so that effects without a number have those of the whole.
      try stream.read([UInt8](repeating: 0x0A, count: start).span)
      let end = min(start + length, lines.count)
      try stream.read(bytes(lines[start..<end]).span)
      if end == lines.count { try stream.finish() }
      result += stream.writer.bytes.bytes
      fold = try Fold(saved: stream.fold.saved())
    }
    return result
  }

  private func chunks(
    of bytes: [UInt8], upTo longest: Int, _ random: inout SplitMix64
  ) -> [[UInt8]] {
    var chunks: [[UInt8]] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let length = random.within(1...longest)
      chunks.append(Array(rest.prefix(length)))
      rest = rest.dropFirst(length)
    }
    return chunks
  }
}
