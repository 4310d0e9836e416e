/// The types of the archive's events, in the order of the archive rules' table.
///
/// They mean nothing to the recording rules.
public enum ArchiveEventType: UInt8, CaseIterable, Hashable, Sendable, BitwiseCopyable {
  case play, download, delete, hold, release, restrict, unrestrict
  case link, cancel, visited, code, `try`, hear, guessed, mailed
  case audit, expire, erase, correct, clock, restored, reopened, item

  /// The word of this type.
  public var word: StaticString {
    switch self {
    case .play: "archive.play"
    case .download: "archive.download"
    case .delete: "archive.delete"
    case .hold: "archive.hold"
    case .release: "archive.release"
    case .restrict: "archive.restrict"
    case .unrestrict: "archive.unrestrict"
    case .link: "archive.link"
    case .cancel: "archive.cancel"
    case .visited: "archive.visited"
    case .code: "archive.code"
    case .try: "archive.try"
    case .hear: "archive.hear"
    case .guessed: "archive.guessed"
    case .mailed: "archive.mailed"
    case .audit: "archive.audit"
    case .expire: "archive.expire"
    case .erase: "archive.erase"
    case .correct: "archive.correct"
    case .clock: "archive.clock"
    case .restored: "archive.restored"
    case .reopened: "archive.reopened"
    case .item: "archive.item"
    }
  }
}
