import Bytes
import CallModel

/// The fields that events of known types have, in the order of their presence bits.
enum Field: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  case at, call, type, source, n, seq
  case agent, caller, direction, parent, answer, number, by, prompt, name, value, queue, role
  case toAgent, toQueue, toNumber, party, reason, scope, subject, property, user, group

  /// The key.
  var word: StaticString {
    switch self {
    case .at: "at"
    case .call: "call"
    case .type: "type"
    case .source: "source"
    case .n: "n"
    case .seq: "seq"
    case .agent: "agent"
    case .caller: "caller"
    case .direction: "direction"
    case .parent: "parent"
    case .answer: "answer"
    case .number: "number"
    case .by: "by"
    case .prompt: "prompt"
    case .name: "name"
    case .value: "value"
    case .queue: "queue"
    case .role: "role"
    case .toAgent: "toAgent"
    case .toQueue: "toQueue"
    case .toNumber: "toNumber"
    case .party: "party"
    case .reason: "reason"
    case .scope: "scope"
    case .subject: "subject"
    case .property: "property"
    case .user: "user"
    case .group: "group"
    }
  }

  /// The key as a string, for messages.
  var key: String { word.description }

  var bit: UInt32 { 1 &<< UInt32(rawValue) }
}

/// A member's value as it stands in the line.
struct Member: Sendable, BitwiseCopyable {
  var form: Form
  /// Where it begins in the line, from 1.
  var column: UInt32
  /// Of a string, its decoded bytes; of another value, its own.
  var text: Text

  enum Form: UInt8, Sendable, BitwiseCopyable {
    /// Printable ASCII without escapes: surely free of control characters.
    case plainString
    case string
    case number
    case `true`, `false`, null
  }
}
