import Outcomes
import Testing

/// What a call inherits from the call that it continues (D3).
@Suite struct Parents {
  @Test func `a denial and the restriction go on from a parent in progress, and a grant does not`()
  {
    let child = outcome(
      of: "child",
      started("parent"), event("parent", "ivr.consent", #""answer":"denied""#),
      restricted("parent"), started("child", parent: "parent"))
    #expect(child.contains(#""consent":"denied","restricted":true"#))
    let granted = outcome(
      of: "child",
      started("parent"), event("parent", "ivr.consent", #""answer":"granted""#),
      started("child", parent: "parent"))
    #expect(granted.contains(#""consent":"unknown","restricted":false"#))
  }

  @Test func `what held at the end counts, and a later answer in the child replaces it`() {
    let child = outcome(
      of: "child",
      started("parent"), event("parent", "ivr.consent", #""answer":"denied""#),
      event("parent", "call.ended"), started("child", parent: "parent"),
      event("child", "ivr.consent", #""answer":"granted""#))
    #expect(child.contains(#""consent":"granted""#))
  }

  @Test func `an internal call is not denied and passes the denial on`() {
    let lines = [
      started("parent"), event("parent", "ivr.consent", #""answer":"denied""#),
      event("parent", "call.ended"),
      event(
        "between", "call.started", #""direction":"internal","agent":"anna","parent":"parent""#),
      event("between", "call.ended"), started("child", parent: "between"),
    ]
    #expect(outcome(of: "between", lines).contains(#""consent":"unknown""#))
    #expect(outcome(of: "child", lines).contains(#""consent":"denied""#))
  }

  @Test func `a call that names itself continues the call before it with its id`() {
    let lines = [
      started("c"), event("c", "ivr.consent", #""answer":"denied""#), event("c", "call.ended"),
      started("c", parent: "c"),
    ]
    #expect(outcome(of: "c", lines).contains(#""consent":"denied""#))
    #expect(outcome(of: "c", [lines[3]]).contains(#""anomaly":"parentUnknown""#))
  }

  @Test func `a parent that is not known is an anomaly, and the call counts`() {
    let child = outcome(of: "child", started("child", parent: "nobody"))
    #expect(child.contains(#""consent":"unknown","restricted":false"#))
    #expect(
      child.contains(
        #""anomalies":[{"at":"2026-11-22T10:15:04.000Z","type":"call.started","#
          + #""anomaly":"parentUnknown"}]"#))
  }

  private func outcome(of call: String, _ lines: String...) -> String { outcome(of: call, lines) }

  /// The last outcome of a call.
  private func outcome(of call: String, _ lines: [String]) -> String {
    product(lines, .outcomes).last { $0.hasPrefix("{\"call\":\"\(call)\",") } ?? ""
  }

  private func started(_ call: String, parent: String? = nil) -> String {
    let parent = parent.map { ",\"parent\":\"\($0)\"" } ?? ""
    return event(call, "call.started", #""direction":"inbound""# + parent)
  }

  private func restricted(_ call: String) -> String {
    event(call, "call.variable", #""name":"set_restricted","value":"TRUE""#)
  }

  private func event(_ call: String, _ type: String, _ fields: String = #""x":0"#) -> String {
    #"{"at":"2026-11-22T10:15:04Z","call":"\#(call)","type":"\#(type)",\#(fields)}"#
  }
}
