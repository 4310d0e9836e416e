/// The types of the events that concern an item's media, in the order of the archive rules' table.
///
/// They mean nothing to the recording rules.
public enum MediaEventType: UInt8, CaseIterable, Hashable, Sendable, BitwiseCopyable {
  case started, stored, purged

  /// The word of this type.
  public var word: StaticString {
    switch self {
    case .started: "media.started"
    case .stored: "media.stored"
    case .purged: "media.purged"
    }
  }
}
