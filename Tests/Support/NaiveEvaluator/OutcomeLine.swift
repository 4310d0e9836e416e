/// The line that is written for one call.
extension Call {
  var outcome: Word {
    Written.object([
      ("call", Written.string(id)),
      ("direction", Written.string(direction)),
      ("caller", Written.string(address)),
      ("parent", Written.string(parent)),
      ("startedAt", Written.moment(startedAt)),
      ("endedAt", Written.moment(endedAt)),
      ("consent", Written.string(consent.word)),
      ("restricted", Written.truth(isRestricted)),
      ("conversations", Written.array(conversations.map { outcome(of: $0) })),
      ("segments", Written.array(segments.map { outcome(of: $0) })),
      ("notices", Written.array(notices.map { outcome(of: $0) })),
      ("refusals", Written.array(outcomesOfRefusals)),
      ("anomalies", Written.array(outcomesOfAnomalies)),
    ])
  }

  private func outcome(of conversation: Conversation) -> Word {
    let decisions = conversation.decisions.map { decision in
      Written.object([
        ("at", Written.moment(decision.at)),
        ("rule", Written.string(decision.rule.word)),
        ("cause", Written.string(decision.cause)),
      ])
    }
    return Written.object([
      ("agent", Written.string(conversation.agent)),
      ("startedAt", Written.moment(conversation.startedAt)),
      ("endedAt", Written.moment(conversation.endedAt)),
      ("endReason", Written.string(conversation.endReason)),
      ("queue", Written.string(conversation.queue)),
      ("mandate", Written.string(conversation.mandate.word)),
      ("forcedBy", Written.strings(conversation.forcedBy)),
      ("decisions", Written.array(decisions)),
    ])
  }

  private func outcome(of segment: Segment) -> Word {
    let spans = segment.spans.map { span in
      Written.object([
        ("startedAt", Written.moment(span.startedAt)),
        ("endedAt", Written.moment(span.endedAt)),
        ("kind", Written.string(span.capture.kind)),
        ("captured", Written.strings(span.capture.captured)),
      ])
    }
    return Written.object([
      ("segment", Written.string(name(of: segment))),
      ("agent", Written.string(segment.agent)),
      ("rule", Written.string(segment.rule.word)),
      ("track", Written.string(segment.rule.track)),
      ("startedAt", Written.moment(segment.startedAt)),
      ("endedAt", Written.moment(segment.endedAt)),
      ("endReason", Written.string(segment.endReason)),
      ("kept", Written.truth(segment.isKept)),
      ("spans", Written.array(spans)),
    ])
  }

  func name(of segment: Segment) -> Word {
    id + "/" + Word(stringLiteral: String(segment.number))
  }

  private func outcome(of notice: Notice) -> Word {
    Written.object([
      ("agent", Written.string(notice.agent)),
      ("text", Written.string(notice.text)),
      ("startedAt", Written.moment(notice.startedAt)),
      ("endedAt", Written.moment(notice.endedAt)),
    ])
  }

  private var outcomesOfRefusals: [Word] {
    refusals.map { refusal in
      Written.object([
        ("at", Written.moment(refusal.at)),
        ("agent", Written.string(refusal.agent)),
        ("request", Written.string(refusal.request)),
        ("reason", Written.string(refusal.reason)),
      ])
    }
  }

  private var outcomesOfAnomalies: [Word] {
    anomalies.map { anomaly in
      Written.object([
        ("at", Written.moment(anomaly.at)),
        ("type", Written.string(anomaly.type)),
        ("anomaly", Written.string(anomaly.anomaly)),
      ])
    }
  }
}
