package import CallModel
import CallRules

/// How often each code of the contract was applied: counted from what transitions did, never from
/// what a file says.
package struct Coverage: Sendable {
  /// A code of the contract.
  package enum Code: Hashable, Sendable {
    case rule(Rule)
    case refusal(RefusalReason)
    case anomaly(AnomalyKind)
    case span(SpanKind)
    case end(EndReason)
    case setting(SettingRefusal)
    case source(SourceCode)

    /// All of them, in the contract's order.
    package static let all: [Code] =
      Rule.allCases.map(Code.rule) + RefusalReason.allCases.map(Code.refusal)
      + AnomalyKind.allCases.map(Code.anomaly) + SpanKind.allCases.map(Code.span)
      + EndReason.allCases.map(Code.end) + SettingRefusal.allCases.map(Code.setting)
      + SourceCode.allCases.map(Code.source)

    /// What kind of code it is, and the code.
    package var words: (kind: String, code: String) {
      switch self {
      case .rule(let rule): ("rule", rule.code.description)
      case .refusal(let reason): ("refusal", reason.word.description)
      case .anomaly(let kind): ("anomaly", kind.word.description)
      case .span(let kind): ("span", kind.word.description)
      case .end(let reason): ("end", reason.word.description)
      case .setting(let refusal): ("setting", refusal.word.description)
      case .source(let code): ("source", code.rawValue)
      }
    }
  }

  /// What can be said of a source's numbers.
  package enum SourceCode: String, CaseIterable, Hashable, Sendable {
    case missing, late, duplicate
  }

  private var counts: [Code: Int] = [:]

  package init() {}

  /// How often `code` was applied.
  package subscript(code: Code) -> Int { counts[code, default: 0] }

  /// The codes that were never applied.
  package var missing: [Code] { Code.all.filter { self[$0] == 0 } }

  /// Whether each code was applied.
  package var isComplete: Bool { missing.isEmpty }

  /// Adds another scenario's counts.
  package mutating func add(_ other: Coverage) {
    counts.merge(other.counts, uniquingKeysWith: +)
  }

  mutating func count(_ rules: RuleSet) {
    for rule in Rule.allCases where rules.contains(rule) { count(.rule(rule)) }
  }

  mutating func count(stray anomaly: AnomalyKind) { count(.anomaly(anomaly)) }

  mutating func count(_ refusal: SettingRefusal) { count(.setting(refusal)) }

  mutating func count(missing: Int64) { count(.source(missing > 0 ? .missing : .late)) }

  mutating func countDuplicate() { count(.source(.duplicate)) }

  /// Counts what transitions have written into the record of `call`.
  mutating func count(_ call: Call) {
    for refusal in call.record.refusals { count(.refusal(refusal.reason)) }
    for anomaly in call.record.anomalies { count(.anomaly(anomaly.kind)) }
    for span in call.record.spans { count(.span(span.kind)) }
    for segment in call.record.segments {
      if let ending = segment.ending { count(.end(ending.reason)) }
    }
  }

  private mutating func count(_ code: Code) { counts[code, default: 0] += 1 }
}
