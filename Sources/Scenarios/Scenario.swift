/// A story that happened, or could have: settings, events with their times, and what is expected.
public struct Scenario: Sendable {
  /// The first comment line: what happens.
  public let title: String
  /// The events, settings included, in the order in which they are folded.
  let events: [EventLine]
  /// The lines below `expect`; `nil` where there is no such line.
  public let expected: [String]?
  /// The file's text above `expect`: what stays when expectations are updated.
  package let story: String
  /// How the file's lines end.
  let lineEnd: String
}
