package import CallModel
internal import Digest

/// Whom an event of configuration is about: the company, a group, a user or a queue.
///
/// A `user.grouped` is about the user.
package struct SettingSubject: Hashable, Sendable {
  /// The kind.
  package var scope: Scope
  /// The name; empty for the company.
  package var name: [UInt8]

  /// Names a subject.
  package init(_ scope: Scope, _ name: [UInt8] = []) {
    self.scope = scope
    self.name = name
  }

  /// Whom an event is about; `nil` where it is none of configuration.
  package init?(_ event: Event, _ texts: Span<UInt8>) {
    func bytes(_ text: Text) -> [UInt8] { text.range.map { texts[$0] } }
    switch event.body {
    case .setting(let change): self.init(change.scope, change.subject.map(bytes) ?? [])
    case .grouping(let user, _, _): self.init(.user, bytes(user))
    case .call, .silent, .tick, .unknown: return nil
    }
  }

  /// The first 64 bits of a SHA-256: two subjects may have one, so what is found has to be looked at.
  var hash: UInt64 {
    let digest = SHA256.hash([scope.rawValue] + name)
    return (0..<8).reduce(0) { $0 << 8 | UInt64(digest[$1]) }
  }
}
