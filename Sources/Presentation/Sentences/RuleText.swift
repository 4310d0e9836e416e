import CallModel

extension Rule {
  /// Why this rule decides, in a few words; what forces the recording is said where it matters.
  func reason(_ mandate: Mandate) -> String {
    switch self {
    case .r1: mandate.forcing
    case .r2: "pending in the queue"
    case .r3: "the caller denied, \(mandate.forcing)"
    case .r4: "the caller denied"
    case .r5: "started by the agent"
    case .r6: "no recording requested"
    case .r7: "the queue is never recorded"
    case .r8: "the caller has not agreed"
    case .c1, .c2, .c3, .c4, .c5, .c6, .c7, .c8, .c9, .c10, .m1, .m2, .m3, .m4, .m5, .d1, .d2,
      .d3, .t1, .g1, .g2, .g3, .g4, .g5, .s1, .s2, .s3:
      ""
    }
  }
}

extension Mandate {
  /// What forces the recording.
  var forcing: String {
    switch self {
    case .forced(.agent), .pending(isForcedOnAgent: true): "forced on the agent"
    case .forced(.queue): "forced on the queue"
    case .forced(.agentAndQueue): "forced on agent and queue"
    case .never, .pending(isForcedOnAgent: false), .none: "forced"
    }
  }

  /// The mandate with its rule.
  var sentence: String {
    switch self {
    case .never: "never recorded (M1)"
    case .pending(isForcedOnAgent: false): "pending in the queue (M2)"
    case .pending(isForcedOnAgent: true): "pending in the queue (M2), forced on the agent"
    case .forced: "\(forcing) (M3)"
    case .none: "no recording requested (M5)"
    }
  }
}
