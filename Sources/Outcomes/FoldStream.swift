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
  private var lines = LineReader()
  private var parser = EventParser()
  private var batch = EventBatch()
  private let output: Output

  /// A stream that continues `fold`.
  package init(_ output: Output, from fold: Fold = Fold()) {
    self.output = output
    self.fold = fold
  }

  /// Folds all lines in that `chunk` completes.
  ///
  /// - Throws: `Refused` for the first line that is no event; what was written before stands.
  package mutating func read(_ chunk: Span<UInt8>) throws(Refused) {
    // What is folded in with others is found sooner: no event waits beyond its chunk.
    do throws(Refused) {
      try lines.read(placed: chunk) { line, number, place throws(Refused) in
        guard let event = try Self.parse(line, number, &parser) else { return }
        if let place, !event.isDecoded {
          batch.append(event, number, place)
          if batch.isFull { Self.fold(&batch, chunk, output, &fold, &writer) }
        } else {
          Self.fold(&batch, chunk, output, &fold, &writer)
          Self.fold(event, line, number, output, parser, &fold, &writer)
        }
      }
    } catch {
      Self.fold(&batch, chunk, output, &fold, &writer)
      throw error
    }
    Self.fold(&batch, chunk, output, &fold, &writer)
  }

  /// Folds a last line without LF in, and writes the calls that are still in progress.
  package mutating func finish() throws(Refused) {
    try lines.finish { line, number throws(Refused) in
      guard let event = try Self.parse(line, number, &parser) else { return }
      Self.fold(event, line, number, output, parser, &fold, &writer)
    }
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
    defer { Self.fold(&batch, chunk, output, &fold, &writer) }
    var number: Int64 = 0
    for place in lines {
      number += 1
      let line = chunk.extracting(place)
      let event: Event
      do throws(EventError) { event = try parser.parse(line, limit: limit) } catch {
        throw Refused(line: number, error: error)
      }
      if event.isDecoded {
        Self.fold(&batch, chunk, output, &fold, &writer)
        Self.fold(event, line, 0, output, parser, &fold, &writer)
      } else {
        batch.append(event, 0, place)
        if batch.isFull { Self.fold(&batch, chunk, output, &fold, &writer) }
      }
    }
  }

  /// The event in a line; `nil` where it is blank.
  @inline(__always)
  private static func parse(
    _ line: Span<UInt8>, _ number: Int64, _ parser: inout EventParser
  ) throws(Refused) -> Event? {
    do throws(EventError) {
      return try parser.parse(line)
    } catch {
      if line.count <= Limits.line, EventParser.isBlank(line) { return nil }
      throw Refused(line: number, error: error)
    }
  }

  /// Folds the events in that wait, whose lines lie in `chunk`.
  private static func fold(
    _ batch: inout EventBatch, _ chunk: Span<UInt8>, _ output: Output, _ fold: inout Fold,
    _ writer: inout OutcomeWriter
  ) {
    fold.apply(&batch, in: chunk) { fold, entry, texts, step in
      write(step, entry.event, texts, entry.number, output, &fold, &writer)
    }
    batch.removeAll()
  }

  @inline(__always)
  private static func fold(
    _ event: Event, _ line: Span<UInt8>, _ number: Int64, _ output: Output,
    _ parser: borrowing EventParser, _ fold: inout Fold, _ writer: inout OutcomeWriter
  ) {
    if event.isDecoded {
      let texts = parser.decoded
      let step = fold.apply(event, texts.span)
      write(step, event, texts.span, number, output, &fold, &writer)
    } else {
      let step = fold.apply(event, line)
      write(step, event, line, number, output, &fold, &writer)
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
