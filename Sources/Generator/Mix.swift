/// What the calls of the contact centre are like: the shares that the generator goes by, and the
/// words in which it states them.
public enum Mix {
  static let agents = 4_000
  static let queues = 60
  static let groups = 12
  static let sources = 8

  /// Of a hundred calls.
  static let inbound = 70
  static let outbound = 22
  static let `internal` = 8

  /// Of a hundred calls with a caller.
  static let askedForConsent = 60
  static let variables = 10
  /// Of a hundred answers.
  static let denied = 15

  /// Of a hundred calls.
  static let held = 25
  static let consulted = 12
  static let helped = 2
  static let transferredBlind = 8
  static let manual = 8
  static let saved = 10
  static let censored = 8
  static let secure = 4
  static let failed = 1
  static let informed = 20

  /// Of a hundred consults; the others end.
  static let merged = 20
  static let transferred = 30

  /// The first of a hundred queues, in this order; the others record nothing by themselves.
  static let forcedQueues = 40
  static let pendingQueues = 15
  static let neverQueues = 10
  /// Of a hundred agents.
  static let forcedAgents = 30

  // Only where lines are varied.

  /// Of a hundred calls.
  static let continued = 5
  static let longIDs = 70
  static let partyHeld = 6
  static let numbers = 4
  static let rejoined = 3
  static let stored = 10
  static let listened = 2
  static let unknown = 1
  /// Of a hundred blind transfers.
  static let comeBack = 15
  /// Of a hundred saved calls.
  static let unsaved = 20
  /// Of a thousand events.
  static let late = 5
  static let echoed = 3
  static let doubled = 2
  static let lost = 2
  static let ahead = 2
  static let settings = 1
  /// Events between two ticks of the log's clock.
  static let ticks = 500

  /// The shares of plain lines, in words.
  public static let plain = [
    "calls        \(inbound) % inbound, \(outbound) % outbound, \(`internal`) % internal",
    "consent      asked on \(askedForConsent) % of calls with a caller, \(denied) % of answers deny; "
      + "\(variables) % set a variable",
    "queues       \(queues): \(forcedQueues) % forced, \(pendingQueues) % pending, "
      + "\(neverQueues) % never; \(agents) agents, \(forcedAgents) % forced",
    "of calls     \(held) % held, \(consulted) % consulted (\(transferred) % of those transferred, "
      + "\(merged) % merged),",
    "             \(transferredBlind) % transferred blind, \(helped) % with a helper, "
      + "\(manual) % manual, \(saved) % saved, \(censored) % censored,",
    "             \(secure) % secure, \(failed) % recorder failed, \(informed) % with an info event",
    "events       source and n on each, \(sources) sources; call ids of 14 to 18 bytes",
  ]

  /// What varied lines have beside those shares, in words.
  public static let varied = [
    "of calls     \(continued) % continue another, \(longIDs) % have an id of 36 bytes, "
      + "\(partyHeld) % hold one party,",
    "             \(numbers) % with an external number, \(rejoined) % of callers come back",
    "of lines     1 of \(sources) with spaces as Python writes them, 1 of \(sources) in ASCII with "
      + "escapes,",
    "             6 of \(sources) with a trace; 1 of 10 agents has a letter beyond ASCII",
    "of 1,000     \(late) late, \(echoed) reported by two sources, \(doubled) sent twice, "
      + "\(lost) lost, \(ahead) by a clock that is ahead",
  ]
}
