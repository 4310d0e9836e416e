import EventCoding
import Outcomes
import Platform
import RandomLogs
import Synchronization
import Testing
@testable import callfold

/// Parsing on a thread of its own gives the same bytes and the same errors as parsing in turn.
@Suite struct ParsingThreadTests {
  @Test(arguments: [FoldStream.Output.outcomes, .effects])
  func `two threads write what one writes, wherever the input is cut`(
    output: FoldStream.Output
  ) throws {
    for seed in Seeds.some(20) {
      var random = SplitMix64(seed: seed)
      var log = RandomLog(seed: seed)
      let input = bytes(log.lines(300))
      for longest in (seed < 2 ? [1] : []) + [70, 3_000, ParsingThread.pieceSize] {
        let lengths = (0..<input.count + 1).map { _ in random.within(1...longest) }
        let two = try inTwo(input, lengths, output)
        #expect(two == inOne(input, output), "pieces up to \(longest); \(Seeds.again(seed))")
      }
    }
  }

  @Test func `a refused line at any place is reported alike, with all that comes before it`() throws
  {
    var log = RandomLog(seed: 3)
    let lines = log.lines(60)
    var random = SplitMix64(seed: 4)
    for bad in ["", "x", "{\"at\":1}", String(repeating: " ", count: 70_000)] {
      for place in 0...lines.count {
        var changed = lines
        changed.insert(bad, at: place)
        var input = bytes(changed)
        if place == lines.count { input.removeLast() }
        let lengths = (0..<input.count + 1).map { _ in random.within(1...5_000) }
        let two = try inTwo(input, lengths, .outcomes)
        #expect(two == inOne(input, .outcomes), "'\(bad.prefix(9))' as line \(place + 1)")
        #expect((two.refused == nil) == bad.isEmpty)
      }
    }
  }

  @Test func `what was read before a failed read is folded in, and then the failure is reported`()
    throws
  {
    var log = RandomLog(seed: 5)
    let input = bytes(log.lines(200))
    let failure = SystemError(call: "read", path: "standard input", number: 5)
    let two = try inTwo(input, [Int](repeating: 100, count: input.count), .effects, failure)
    var stream = FoldStream(.effects)
    try stream.read(input.span)
    #expect(two.written == stream.writer.bytes.bytes)
    #expect(two.failure == failure)
  }

  @Test func `the thread reads no further ahead than its pieces`() throws {
    let reads = Mutex(0)
    let thread = try ParsingThread(wouldWait: { false }) { _ throws(SystemError) in
      reads.withLock { $0 += 1 }
      return 1
    }
    defer { thread.stop() }
    // Each piece that is taken and kept is one fewer to read into.
    for _ in 0..<4 { _ = thread.next() }
    #expect(reads.withLock { $0 } == 4)
  }

  // MARK: - Both ways

  private struct Result: Equatable {
    var written: [UInt8] = []
    var refused: FoldStream.Refused?
    var failure: SystemError?
  }

  private func bytes(_ lines: [String]) -> [UInt8] { lines.flatMap { Array($0.utf8) + [0x0A] } }

  private func inOne(_ input: [UInt8], _ output: FoldStream.Output) -> Result {
    var stream = FoldStream(output)
    var result = Result()
    do throws(FoldStream.Refused) {
      try stream.read(input.span)
      try stream.finish()
    } catch {
      result.refused = error
    }
    result.written = stream.writer.bytes.bytes
    return result
  }

  private func inTwo(
    _ input: [UInt8], _ lengths: [Int], _ output: FoldStream.Output, _ failure: SystemError? = nil
  ) throws -> Result {
    let read = Mutex((start: 0, count: 0))
    let thread = try ParsingThread(wouldWait: { false }) { bytes throws(SystemError) in
      let (start, length) = read.withLock { state in
        defer {
          state.start = min(state.start + lengths[state.count], input.count)
          state.count += 1
        }
        return (state.start, min(lengths[state.count], input.count - state.start))
      }
      if length == 0, let failure { throw failure }
      for index in 0..<length { bytes[index] = input[start + index] }
      return length
    }
    defer { thread.stop() }
    var stream = FoldStream(output)
    var result = Result()
    do throws(FoldStream.Refused) {
      while var piece = thread.next() {
        result.failure = piece.failure
        let bytes = piece.bytes
        try stream.apply(&piece.block, of: bytes.span.extracting(0..<piece.count))
        thread.giveBack(piece)
      }
      if result.failure == nil { try stream.finish() }
    } catch {
      result.refused = error
    }
    result.written = stream.writer.bytes.bytes
    return result
  }
}
