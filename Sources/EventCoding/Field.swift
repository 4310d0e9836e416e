/// The fields that events of known types have: the one table of fields.
enum Field: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  case at, call, type, source, n, seq
  case agent, caller, direction, parent, answer, number, by, prompt, name, value, queue, role
  case toAgent, toQueue, toNumber, party, reason, scope, subject, property, user, group
  // The archive's and the media's: known, and not judged.
  case item, text, request, link, recipient, days, language, mac, visit, terms, count, status
  case query, references, bytes, sha256, kind, created, restricted, from

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
    case .item: "item"
    case .text: "text"
    case .request: "request"
    case .link: "link"
    case .recipient: "recipient"
    case .days: "days"
    case .language: "language"
    case .mac: "mac"
    case .visit: "visit"
    case .terms: "terms"
    case .count: "count"
    case .status: "status"
    case .query: "query"
    case .references: "references"
    case .bytes: "bytes"
    case .sha256: "sha256"
    case .kind: "kind"
    case .created: "created"
    case .restricted: "restricted"
    case .from: "from"
    }
  }

  /// The key as a string, for messages.
  var key: String { word.description }
}
