/// A story that happened, or could have: settings, events with their times, and what is expected.
public struct Scenario: Sendable {
  /// The first comment line: what happens.
  public var title: String
  /// The events, settings included, in the order in which they are folded.
  var events: [EventLine]
  /// The lines below `expect`; `nil` where there is no such line.
  public var expected: [String]?
  /// The file's text up to `expect`: what stays when expectations are written anew.
  var story: String
}
