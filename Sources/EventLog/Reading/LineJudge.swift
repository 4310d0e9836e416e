internal import Interchange

/// Says whether a stored line is an event, as the interchange contract has it.
///
/// It keeps room that it uses again for each line, so it belongs to one thread at a time.
final class LineJudge {
  private var parser = EventParser()

  /// Whether every reader can make an event of the line.
  func accepts(_ line: Span<UInt8>) -> Bool {
    do throws(EventError) {
      _ = try parser.parse(line, limit: Format.storedLineLimit)
      return true
    } catch {
      return false
    }
  }
}
