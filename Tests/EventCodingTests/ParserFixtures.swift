import CallModel
import EventCoding

/// Why a line is refused; `nil` where it is an event.
func refusal(of line: [UInt8]) -> EventError? {
  var parser = EventParser()
  return refusal(of: line, &parser)
}

/// Why a line is refused by a parser that has read others before; `nil` where it is an event.
func refusal(of line: [UInt8], _ parser: inout EventParser) -> EventError? {
  do throws(EventError) {
    _ = try parser.parse(line.span)
    return nil
  } catch {
    return error
  }
}

/// Why a line is refused; `nil` where it is an event.
func refusal(of line: String) -> EventError? { refusal(of: Array(line.utf8)) }

/// The event in a line.
func event(_ line: String) throws(EventError) -> Event {
  var parser = EventParser()
  return try parser.parse(Array(line.utf8).span)
}

/// A line with these fields beside `at` and `call`.
func line(_ fields: String, at: String = "2026-11-22T10:15:04.123Z") -> String {
  #"{"at":"\#(at)","call":"c",\#(fields)}"#
}

/// A line that is refused: `^` stands before the byte at which it shows, where that is said.
struct RefusedLine: CustomStringConvertible, Sendable {
  var line: String
  var column: Int?
  /// A part of the message.
  var message: String

  init(_ marked: String, _ message: String) {
    let parts = marked.split(separator: "^", omittingEmptySubsequences: false)
    line = parts.joined()
    column = parts.count > 1 ? parts[0].utf8.count + 1 : nil
    self.message = message
  }

  var description: String { line }
}
