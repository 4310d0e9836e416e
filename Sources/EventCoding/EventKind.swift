package import CallModel

/// What an event's type is, to the rules and to the log.
package enum EventKind: Hashable, Sendable, BitwiseCopyable {
  case call(EventType)
  case settingChanged
  case userGrouped
  /// `log.tick`.
  case tick
  /// Any other type that begins with `log.`.
  case log
  /// A type that begins with `archive.`; `nil` where this version does not know it.
  case archive(ArchiveEventType?)
  /// A type that begins with `media.`; `nil` where this version does not know it.
  case media(MediaEventType?)
  /// A type that begins with `info.`.
  case info
  case unknown
}

extension EventKind {
  /// The one table of types: each type that is known by its whole word.
  static let known: [(word: StaticString, kind: EventKind)] =
    EventType.allCases.map { ($0.word, .call($0)) }
    + [("setting.changed", .settingChanged), ("user.grouped", .userGrouped), ("log.tick", .tick)]
    + ArchiveEventType.allCases.map { ($0.word, .archive($0)) }
    + MediaEventType.allCases.map { ($0.word, .media($0)) }

  /// What a type that is not in the table is, by how it begins.
  init(unknown type: Span<UInt8>) {
    if type.begins(with: "info.") {
      self = .info
    } else if type.begins(with: "media.") {
      self = .media(nil)
    } else if type.begins(with: "archive.") {
      self = .archive(nil)
    } else if type.begins(with: "log.") {
      self = .log
    } else {
      self = .unknown
    }
  }
}

extension Span<UInt8> {
  fileprivate func begins(with word: StaticString) -> Bool {
    guard count >= word.utf8CodeUnitCount else { return false }
    for index in 0..<word.utf8CodeUnitCount where unsafe self[index] != word.utf8Start[index] {
      return false
    }
    return true
  }
}
