/// The codes of the rules, as outcomes, scenarios and explanations cite them.
public enum Rule: UInt8, CaseIterable, Hashable, Sendable, BitwiseCopyable {
  case c1, c2, c3, c4, c5, c6, c7, c8, c9, c10
  case m1, m2, m3, m4, m5
  case r1, r2, r3, r4, r5, r6, r7, r8
  case d1, d2, d3
  case t1
  case g1, g2, g3, g4, g5
  case s1, s2, s3

  /// The code as it is written, `C1` to `S3`.
  public var code: StaticString {
    switch self {
    case .c1: "C1"
    case .c2: "C2"
    case .c3: "C3"
    case .c4: "C4"
    case .c5: "C5"
    case .c6: "C6"
    case .c7: "C7"
    case .c8: "C8"
    case .c9: "C9"
    case .c10: "C10"
    case .m1: "M1"
    case .m2: "M2"
    case .m3: "M3"
    case .m4: "M4"
    case .m5: "M5"
    case .r1: "R1"
    case .r2: "R2"
    case .r3: "R3"
    case .r4: "R4"
    case .r5: "R5"
    case .r6: "R6"
    case .r7: "R7"
    case .r8: "R8"
    case .d1: "D1"
    case .d2: "D2"
    case .d3: "D3"
    case .t1: "T1"
    case .g1: "G1"
    case .g2: "G2"
    case .g3: "G3"
    case .g4: "G4"
    case .g5: "G5"
    case .s1: "S1"
    case .s2: "S2"
    case .s3: "S3"
    }
  }
}

/// The rules that one transition applied.
public struct RuleSet: OptionSet, Hashable, Sendable, BitwiseCopyable {
  /// One bit a rule, in the order of `Rule`.
  public var rawValue: UInt64

  /// Makes a set from one bit a rule, in the order of `Rule`.
  public init(rawValue: UInt64) {
    self.rawValue = rawValue
  }

  /// Whether `rule` was applied.
  public func contains(_ rule: Rule) -> Bool { rawValue &>> UInt64(rule.rawValue) & 1 == 1 }

  /// Notes that `rule` was applied.
  public mutating func insert(_ rule: Rule) { rawValue |= 1 &<< UInt64(rule.rawValue) }
}

/// A rule under which a segment is recorded.
public enum RecordingRule: UInt8, CaseIterable, Hashable, Sendable, BitwiseCopyable {
  /// Forced, with everyone.
  case r1
  /// Pending: kept only if it is saved when it ends.
  case r2
  /// Denied, but forced on the agent's own leg.
  case r3
  /// Started by the agent.
  case r5

  /// The same rule among all rules.
  public var rule: Rule {
    switch self {
    case .r1: .r1
    case .r2: .r2
    case .r3: .r3
    case .r5: .r5
    }
  }

  /// `rule`, if a segment is recorded under it.
  public init?(_ rule: Rule) {
    switch rule {
    case .r1: self = .r1
    case .r2: self = .r2
    case .r3: self = .r3
    case .r5: self = .r5
    case .c1, .c2, .c3, .c4, .c5, .c6, .c7, .c8, .c9, .c10, .m1, .m2, .m3, .m4, .m5, .r4, .r6, .r7,
      .r8, .d1, .d2, .d3, .t1, .g1, .g2, .g3, .g4, .g5, .s1, .s2, .s3:
      return nil
    }
  }

  /// Whose audio a segment under this rule takes.
  public var track: Track {
    switch self {
    case .r1, .r2, .r5: .full
    case .r3: .agentOnly
    }
  }

  /// The words that the owner's screen shows while a segment under this rule is open.
  public var notice: StaticString {
    switch self {
    case .r1: "Automatic Recording"
    case .r2: "Pending Recording"
    case .r3: "Automatic Recording (without caller)"
    case .r5: "Manual Recording"
    }
  }
}

/// A rule under which nothing is recorded.
public enum SilentRule: UInt8, CaseIterable, Hashable, Sendable, BitwiseCopyable {
  /// Denied.
  case r4
  /// Nothing asks for a recording.
  case r6
  /// The queue is never recorded.
  case r7
  /// Consent is required and not given.
  case r8

  /// The same rule among all rules.
  public var rule: Rule {
    switch self {
    case .r4: .r4
    case .r6: .r6
    case .r7: .r7
    case .r8: .r8
    }
  }
}
