/// Who is captured, as what kind of span.
extension Call {
  mutating func settleCapture(at: Moment) {
    guard let open = openSegment else { return }
    let capture = capture(of: segments[open])
    if segments[open].history.last?.capture != capture {
      segments[open].history.append((at, capture))
    }
  }

  /// Who is connected and not held by themselves.
  private func canBeHeard(_ party: Party) -> Bool {
    isConnected(party) && !heldParties.contains(party)
  }

  /// The consulted party while the active agent is with the other side.
  private var waitingParty: Party? {
    isOtherSideOnHold ? nil : consult?.answeredBy
  }

  /// Those who can be heard, a waiting consulted party aside.
  private var heard: [Party] {
    connectedParties.filter { canBeHeard($0) && $0 != waitingParty }
  }

  /// The first kind that holds.
  private func kind(of segment: Segment) -> Word {
    let owner = Party.agent(segment.agent)
    if hasRecorderFailed { return "gap" }
    if segment.isCensored || isSecure { return "censored" }
    if isOtherSideOnHold { return consult?.answeredBy != nil ? "consult" : "hold" }
    if heard.allSatisfy({ $0 == owner }) { return "hold" }
    if heard.count > 2 { return "conference" }
    return "talk"
  }

  private func capture(of segment: Segment) -> Capture {
    let kind = kind(of: segment)
    let owner = Party.agent(segment.agent)
    var parties: [Party]
    switch kind {
    case "gap", "censored":
      parties = []
    case "consult":
      parties = [owner]
      if let consulted = consult?.answeredBy { parties.append(consulted) }
    case "hold":
      parties = [owner]
    default:
      parties = heard
    }
    if segment.rule == .r3 && kind != "gap" && kind != "censored" {
      parties = [owner]
    }
    // Whatever the table says.
    parties = parties.filter { canBeHeard($0) && !hasDenied($0) }
    let names = parties.map { $0.name }
    return Capture(kind: kind, captured: names.sorted { $0.comesBefore($1) })
  }
}
