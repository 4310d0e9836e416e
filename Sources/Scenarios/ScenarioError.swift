/// Why a scenario file can't be played: where, what, and what was probably meant.
public struct ScenarioError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The line, from 1.
  public var line: Int
  /// The character of the line, from 1.
  public var column: Int
  /// What is wrong, and what to do.
  public var message: String

  /// `12:8: there is no event type 'agent.joind'; did you mean 'agent.joined'?`
  public var description: String { "\(line):\(column): \(message)" }
}
