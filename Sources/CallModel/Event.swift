/// One well-formed event, its texts being places in the bytes that it came with.
public struct Event: Sendable, BitwiseCopyable {
  /// When it happened, as its producer says.
  public var at: Instant
  /// Its number in the log, 1 or more, where it has one.
  public var sequence: Int64?
  /// Who emitted it, and the running number that it gave it.
  public var source: SourceNumber?
  /// What happened.
  public var body: Body
  /// Whether its texts lie in its parser's decoded bytes and not in the line itself, because a
  /// string of the line has escapes.
  public var isDecoded: Bool

  /// Makes an event.
  public init(
    at: Instant, sequence: Int64?, source: SourceNumber?, body: Body, isDecoded: Bool
  ) {
    self.at = at
    self.sequence = sequence
    self.source = source
    self.body = body
    self.isDecoded = isDecoded
  }

  /// What an event is about.
  public enum Body: Sendable, BitwiseCopyable {
    /// Something happened in a call.
    case call(Text, CallEvent<Text>)
    /// A property was given a value, or lost it.
    case setting(SettingChange)
    /// A user was put into a group, or (`nil`) taken out of theirs.
    case grouping(user: Text, group: Text?, by: Text?)
    /// `info.`, `media.`, `archive.` and `log.`: kept, and means nothing to the fold.
    case silent
    /// `log.tick`: the log's own clock, which bounds the time of what follows (T1).
    case tick
    /// A type that this version does not know, with the call that it names.
    case unknown(type: Text, call: Text?)
  }
}

/// An event's emitter and the running number that it gave the event, from 1 up by 1.
public struct SourceNumber: Hashable, Sendable, BitwiseCopyable {
  /// The emitter's id.
  public var source: Text
  /// 1 to 2^63−1.
  public var number: Int64

  /// Makes the pair.
  public init(source: Text, number: Int64) {
    self.source = source
    self.number = number
  }
}

/// A `setting.changed`, as it arrived: S2 and S3 are still to judge it.
public struct SettingChange: Sendable, BitwiseCopyable {
  /// Whose value it is: the company's, a group's, a user's or a queue's.
  public var scope: Scope
  /// The group, user or queue; absent for the company.
  public var subject: Text?
  /// The property's word, known or not.
  public var property: Text
  /// The new value; `null` takes the old one back.
  public var value: FlatValue
  /// The user who made it; absent where provisioning did.
  public var by: Text?

  /// Makes a change.
  public init(scope: Scope, subject: Text?, property: Text, value: FlatValue, by: Text?) {
    self.scope = scope
    self.subject = subject
    self.property = property
    self.value = value
    self.by = by
  }
}

/// A JSON value without parts: what `value` may be.
public enum FlatValue: Sendable, BitwiseCopyable {
  case null
  case bool(Bool)
  /// A number, as it was written.
  case number(Text)
  case string(Text)
}
