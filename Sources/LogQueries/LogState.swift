package import Bytes
import CallModel
package import CallRules
import EventCoding
package import EventLog

/// What the whole log comes to: its last event, and what is known of sources and calls after it.
package struct LogState {
  /// The fold of all events.
  package private(set) var fold = Fold()
  /// The number of the last event; 0 for none.
  package private(set) var size: UInt64 = 0
  /// The time that the last event says, in milliseconds since 1970.
  package private(set) var lastAt: Int64 = 0
  /// The times that the events say which were asked for.
  package private(set) var markedAt: [UInt64: Int64] = [:]
  /// What is known of each source beside its numbers.
  package private(set) var records = Registry<SourceRecord>()
  /// The newest `log.tick`.
  private var tick: Instant?
  /// What stands behind the last whole frame.
  package private(set) var ending = LogReader.Ending.whole

  /// Reads the log.
  ///
  /// - Parameters:
  ///   - marked: events whose times are of interest.
  ///   - isUnverified: the log's tree is not compared with its checkpoints.
  ///   - progress: receives the number of each event.
  package init(
    _ reader: LogReader, marking marked: Set<UInt64>, isUnverified: Bool = false,
    progress: (UInt64) -> Void
  ) throws(LogError) {
    var parser = EventParser()
    let ending = try reader.forEach(without: isUnverified ? [.events, .root] : .events) {
      sequence, bytes, line throws(LogError) in
      let text = bytes.span.extracting(line)
      let event: Event
      do throws(EventError) {
        event = try parser.parse(text, limit: Format.storedLineLimit)
      } catch {
        throw try reader.unreadable(sequence)
      }
      if event.isDecoded {
        let texts = parser.decoded
        take(event, texts.span)
      } else {
        take(event, text)
      }
      (size, lastAt) = (sequence, event.at.milliseconds)
      if marked.contains(sequence) { markedAt[sequence] = lastAt }
      progress(sequence)
      return true
    }
    if let ending { self.ending = ending }
  }

  private mutating func take(_ event: Event, _ texts: Span<UInt8>) {
    let step = fold.apply(event, texts)
    if case .tick = event.body { tick = event.at }
    guard let source = event.source else { return }
    records.update(texts.extracting(source.source.range), default: SourceRecord()) {
      $0.note(event, after: tick, step.outcome)
    }
  }
}
