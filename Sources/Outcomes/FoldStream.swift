import Bytes
import CallModel
package import CallRules
package import EventCoding

/// What `callfold fold` does with a stream of lines: parse, fold, write (`interchange`,
/// "Commands").
///
/// It does no input and no output itself: bytes are handed in, and `writer` is emptied by whoever
/// hands them in.
package struct FoldStream: ~Copyable {
  /// What is written.
  package enum Output: Sendable {
    case outcomes
    case effects
  }

  /// Why the stream stops: a line that is no event.
  package struct Refused: Error, Hashable, Sendable {
    /// The number of the line, from 1.
    package var line: Int64
    package var error: EventError
  }

  package private(set) var fold: Fold
  package var writer = OutcomeWriter()
  private var parser = BlockParser()
  private var block = ParsedBlock()
  private let output: Output

  /// The most bytes of a chunk that are parsed before their events are folded in: events, their lines
  /// and what is written of them then lie in the processor's nearer memory.
  private static let longestBlock = 1 << 14

  /// A stream that continues `fold`.
  package init(_ output: Output, from fold: Fold = Fold()) {
    self.output = output
    self.fold = fold
  }

  /// Folds all lines in that `chunk` completes.
  ///
  /// - Throws: `Refused` for the first line that is no event; what was written before stands.
  package mutating func read(_ chunk: Span<UInt8>) throws(Refused) {
    var start = 0
    while start < chunk.count {
      let end = min(start + Self.longestBlock, chunk.count)
      let part = chunk.extracting(start..<end)
      parser.parse(part, into: &block)
      try Self.apply(&block, part, output, &fold, &writer)
      start = end
    }
  }

  /// Folds a last line without LF in, and writes the calls that are still in progress.
  package mutating func finish() throws(Refused) {
    parser.finish(into: &block)
    try Self.apply(&block, Span(), output, &fold, &writer)
    switch output {
    case .effects: break
    case .outcomes:
      for place in fold.placesInProgress {
        fold.withCall(inPlace: place) { writer.outcome(of: &$0) }
      }
    }
  }

  /// Folds in lines that a log keeps, which are never blank and may be longer than they were when
  /// they were received.
  ///
  /// - Parameters:
  ///   - lines: where they stand in `chunk`.
  ///   - limit: the most bytes that one may have.
  /// - Throws: `Refused` for the first that is no event, counted among these; those before it are
  ///   folded in.
  package mutating func read(
    stored lines: ArraySlice<Range<Int>>, in chunk: Span<UInt8>, limit: Int
  ) throws(Refused) {
    parser.parse(stored: lines, in: chunk, limit: limit, into: &block)
    try Self.apply(&block, chunk, output, &fold, &writer)
  }

  /// Folds in a block that a parser has made of the lines of `chunk`, which came before all bytes
  /// that this stream is handed itself.
  ///
  /// - Throws: `Refused` for the line behind its events that is none; they are folded in.
  package mutating func apply(
    _ block: inout ParsedBlock, of chunk: Span<UInt8>
  ) throws(Refused) {
    try Self.apply(&block, chunk, output, &fold, &writer)
  }

  private static func apply(
    _ block: inout ParsedBlock, _ chunk: Span<UInt8>, _ output: Output, _ fold: inout Fold,
    _ writer: inout OutcomeWriter
  ) throws(Refused) {
    let texts = block.texts
    for index in 0..<block.count {
      if block.batches[index].isInChunk {
        apply(&block.batches[index].events, chunk, output, &fold, &writer)
      } else {
        apply(&block.batches[index].events, texts.span, output, &fold, &writer)
      }
    }
    if let refused = block.refused { throw refused }
  }

  /// Folds some events in, whose texts lie in `bytes`.
  private static func apply(
    _ batch: inout EventBatch, _ bytes: Span<UInt8>, _ output: Output, _ fold: inout Fold,
    _ writer: inout OutcomeWriter
  ) {
    fold.apply(&batch, in: bytes) { fold, entry, texts, step in
      write(step, entry.event, texts, entry.number, output, &fold, &writer)
    }
  }

  @inline(__always)
  private static func write(
    _ step: Step, _ event: Event, _ texts: Span<UInt8>, _ number: Int64, _ output: Output,
    _ fold: inout Fold, _ writer: inout OutcomeWriter
  ) {
    switch output {
    case .effects:
      guard case .call(let place, let transition) = step.outcome, transition.hasEffects else {
        return
      }
      let sequence = event.sequence ?? number
      fold.withCall(inPlace: place) {
        writer.effects(transition, on: &$0, sequence: sequence)
      }
    case .outcomes:
      if let missing = step.missing, let origin = event.source {
        writer.source(origin, missing: missing, texts)
      }
      switch step.outcome {
      case .silent, .duplicate: break
      case .stray(let anomaly): writer.stray(anomaly, event, texts)
      case .setting(let change):
        if let refusal = change.refusal { writer.setting(refusal, event, texts) }
      case .call(let place, let transition):
        if transition.isEnd { fold.withCall(inPlace: place) { writer.outcome(of: &$0) } }
      }
    }
  }
}
