import Foundation
import NaiveEvaluator
import RandomLogs
import Outcomes
import Testing

/// A random log is worth no more than the states that it reaches: every rule, reason, kind and
/// anomaly of the contract must come up, by the naive evaluator's word.
@Suite struct RandomLogReach {
  @Test func `random logs reach every rule, end, kind, notice, refusal and anomaly`() throws {
    var seen: Set<String> = []
    for seed in UInt64(1)...60 {
      var log = RandomLog(seed: seed)
      for line in NaiveEvaluator.outcomes(of: log.lines(300)) {
        seen.formUnion(try codes(in: line))
      }
    }
    let missing = Contract.codes.filter { !seen.contains($0) }
    #expect(missing == [])
  }

  /// What an outcome's line says, as the codes of `Contract`.
  private func codes(in line: String) throws -> [String] {
    let outcome = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
    var codes: [String] = []
    func each(_ key: String, of object: [String: Any], _ body: ([String: Any]) -> Void) {
      for element in object[key] as? [[String: Any]] ?? [] { body(element) }
    }
    func text(_ key: String, of object: [String: Any]) -> String {
      object[key] as? String ?? "null"
    }

    each("conversations", of: outcome) { conversation in
      codes.append("conversation " + text("endReason", of: conversation))
      codes.append("mandate " + text("mandate", of: conversation))
      each("decisions", of: conversation) { codes.append(text("rule", of: $0)) }
    }
    each("segments", of: outcome) { segment in
      codes.append("segment " + text("endReason", of: segment))
      let track = text("track", of: segment)
      each("spans", of: segment) { codes.append(track + " " + text("kind", of: $0)) }
    }
    each("notices", of: outcome) { codes.append(text("text", of: $0)) }
    each("refusals", of: outcome) { refusal in
      codes.append(text("request", of: refusal) + " " + text("reason", of: refusal))
    }
    each("anomalies", of: outcome) { anomaly in
      let word = text("anomaly", of: anomaly)
      codes.append(Contract.anyEvent.contains(word) ? word : text("type", of: anomaly) + " " + word)
    }
    for kind in ["stray", "setting"] {
      guard let object = outcome[kind] as? [String: Any] else { continue }
      codes.append(kind + " " + text(kind == "stray" ? "anomaly" : "reason", of: object))
    }
    return codes
  }
}

/// Every word by which an outcome can say what happened.
private enum Contract {
  /// The anomalies that an event of any type can be.
  static let anyEvent = ["unknownType", "timeAhead", "timeWentBackwards"]

  static let ends = ["agentLeft", "transferred", "callerLeft", "partyLeft", "callEnded", "null"]

  static let kinds = ["gap", "censored", "consult", "hold", "conference", "talk"]

  static let notices = [
    "Automatic Recording", "Automatic Recording (without caller)", "Pending Recording",
    "Manual Recording",
  ]

  static let refusals = [
    "manual.start": "notAllowed alreadyRecording neverRecorded callerDenied consentMissing",
    "manual.stop": "notRecording forcedRecording",
    "pending.save": "notPending alreadySaved",
    "pending.unsave": "notPending notSaved",
    "censor.start": "notAllowed notRecording alreadyCensored",
    "censor.stop": "notRecording notCensored",
  ].mapValues { "notActiveAgent " + $0 }

  static let anomalies = [
    "call.started": "callAlreadyStarted parentUnknown",
    "ivr.consent": "notConnected",
    "caller.answered": "alreadyConnected notConnected",
    "caller.rejoined": "alreadyConnected notConnected",
    "party.held": "notConnected alreadyHeld",
    "party.resumed": "notConnected notHeld",
    "agent.joined": "alreadyConnected",
    "number.joined": "alreadyConnected",
    "agent.left": "notConnected",
    "caller.left": "notConnected",
    "number.left": "notConnected",
    "call.held": "notActiveAgent noConversation alreadyHeld",
    "call.resumed": "notActiveAgent noConversation notHeld",
    "consult.started": "notActiveAgent noConversation consultInProgress",
    "consult.answered": "notActiveAgent noConsult alreadyAnswered missingParty alreadyConnected",
    "consult.ended": "notActiveAgent noConsult",
    "consult.merged": "notActiveAgent noConsult",
    "call.transferred": "notActiveAgent",
    "transfer.failed": "noTransfer",
    "call.variable": "badValue notConnected",
    "secure.started": "alreadySecure",
    "secure.ended": "notSecure",
    "recorder.failed": "recorderAlreadyFailed",
    "recorder.recovered": "recorderNotFailed",
  ]

  static let codes: [String] =
    (1...8).map { "R\($0)" }
    + ends.map { "conversation " + $0 }
    + (ends + ["stopped", "consentChanged"]).map { "segment " + $0 }
    + ["never", "pending", "forced", "none"].map { "mandate " + $0 }
    + kinds.flatMap { ["full " + $0, "agent-only " + $0] }
    + notices + anyEvent
    + ["stray callNotInProgress", "stray unknownType", "setting badSetting", "setting notAllowed"]
    + pairs(refusals) + pairs(anomalies)

  private static func pairs(_ table: [String: String]) -> [String] {
    table.keys.sorted().flatMap { key in
      (table[key] ?? "").split(separator: " ").map { key + " " + $0 }
    }
  }
}
