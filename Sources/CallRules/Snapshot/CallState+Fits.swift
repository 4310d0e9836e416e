import CallModel

// What a call's state and its history say twice, and what must hold between their parts: checked of
// a state that has been read, so that no transition need ever ask.
extension CallState {
  func fits(_ history: History, _ names: Names) -> Bool {
    conversationFits(history) && segmentFits(history) && spansFit(history) && noticesFit(history)
      && partiesFit(names) && holdsFit()
      && (history.direction == .internal) == (caller == .none)
      && (history.direction == .internal ? history.caller == nil && consent != .granted : true)
  }

  /// A conversation is open exactly while an agent is active and the other side is there (C1).
  private func conversationFits(_ history: History) -> Bool {
    let last = history.conversations.last
    guard let active, hasOtherSide else {
      return active?.conversation == nil && (last == nil || last?.ending != nil)
    }
    guard let open = active.conversation, let last, last.ending == nil else { return false }
    return last.agent == active.agent && last.queue == open.queue
      && last.mandate == open.terms.mandate && history.decisions.last?.rule == open.ruling.rule
  }

  private func segmentFits(_ history: History) -> Bool {
    let last = history.segments.last
    guard let open = openSegment else { return last == nil || last?.ending != nil }
    guard let last, last.ending == nil else { return false }
    return last.agent == active?.agent && last.rule == open.rule && last.isKept == open.isKept
      && (open.rule == .r2 || !open.isSaved)
  }

  /// Spans tile their segment; only one that took no time has none.
  private func spansFit(_ history: History) -> Bool {
    for index in history.segments.indices {
      let segment = history.segments[index]
      let spans = history.spans[history.spans(of: index)]
      guard let first = spans.first, let last = spans.last else {
        if segment.ending?.at == segment.startedAt { continue }
        return false
      }
      guard first.startedAt == segment.startedAt else { return false }
      if let ending = segment.ending, ending.at <= last.startedAt { return false }
      for (span, next) in zip(spans, spans.dropFirst()) where next.startedAt <= span.startedAt {
        return false
      }
    }
    return true
  }

  /// Notices are shown one after another, each within its segment; the last one is open exactly
  /// while a segment is and the recorder has not failed.
  private func noticesFit(_ history: History) -> Bool {
    var last: ShownNotice?
    for notice in history.notices {
      let segment = history.segments[Int(notice.segment)]
      if notice.startedAt < segment.startedAt { return false }
      if let end = segment.ending?.at {
        guard let ended = notice.endedAt, ended <= end else { return false }
      }
      if let last {
        guard let ended = last.endedAt, last.segment <= notice.segment,
          ended <= notice.startedAt
        else { return false }
      }
      last = notice
    }
    let isShown = last.map { $0.endedAt == nil } ?? false
    return isShown == (openSegment != nil && !recorderHasFailed)
  }

  /// Only whoever is connected is on hold.
  private func holdsFit() -> Bool {
    if held.hasCaller, caller != .connected { return false }
    if held.count == 0 { return true }
    var connected = Set(participants.all.map(\.party))
    if let active {
      connected.insert(.agent(active.agent))
      if case .answered(_, let consulted) = active.consult { connected.insert(consulted.party) }
    }
    return held.parties.allSatisfy { connected.contains($0) }
  }

  /// Everyone is connected once, in the order of their connections, and remembered to have been.
  private func partiesFit(_ names: Names) -> Bool {
    guard nextConnection > 0 else { return false }
    var last: UInt32 = 0
    var parties: Set<Party> = []
    for participant in participants.all {
      guard participant.since > last, participant.since < nextConnection,
        names.remember(participant.party), parties.insert(participant.party).inserted
      else { return false }
      last = participant.since
    }
    if let active {
      if parties.contains(.agent(active.agent)) { return false }
      if !names.remember(.agent(active.agent)) { return false }
      if case .answered(_, let consulted) = active.consult {
        if consulted.party == .agent(active.agent) { return false }
        if !names.remember(consulted.party) { return false }
        if parties.contains(consulted.party) { return false }
        if consulted.since == 0 || consulted.since >= nextConnection { return false }
        if participants.all.contains(where: { $0.since == consulted.since }) { return false }
      }
    }
    return true
  }
}

extension Names {
  /// Whether the call remembers that an agent or a number was connected, as of whoever still is.
  fileprivate func remember(_ party: Party) -> Bool {
    switch party {
    case .caller: false
    case .agent(let name): self[memory: name].contains(.agentWasConnected)
    case .number(let name): self[memory: name].contains(.numberWasConnected)
    }
  }
}
