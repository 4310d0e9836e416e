import CallModel
import Presentation

/// What belongs to no call, in words: strays, refused settings, duplicates, and what sources are
/// missing.
struct OtherText {
  private let event: Event
  private let text: EventText

  /// Words for `event`, which `text` has words for in a call.
  init(_ event: Event, _ text: EventText) {
    self.event = event
    self.text = text
  }

  /// So many numbers before this one are missing; −1 where this one was missing itself.
  func source(_ source: SourceNumber, missing: Int64) -> String {
    let name = text.name(source.source)
    if missing < 0 { return "source \(name): \(source.number) arrived late" }
    return "source \(name): \(missing) missing before \(source.number)"
  }

  /// An event whose number was seen before.
  func duplicate(_ source: SourceNumber) -> String {
    "source \(text.name(source.source)): \(source.number) again, dropped as a duplicate"
  }

  /// An event of no call in progress.
  func stray(_ anomaly: AnomalyKind) -> String {
    let what =
      switch event.body {
      case .call(let call, let change): "\(text.phrase(change)), call \(text.name(call))"
      case .unknown(let type, let call?): "\(text.name(type)), call \(text.name(call))"
      case .unknown(let type, nil): "\(text.name(type)), no call"
      case .setting, .grouping, .silent, .tick: ""
      }
    return "\(what): unexpected, \(anomaly.meaning) (\(anomaly.word))"
  }

  /// A setting that was refused.
  func setting(_ refusal: SettingRefusal) -> String {
    switch event.body {
    case .setting(let change): text.refused(change, refusal)
    case .grouping(let user, let group, let by):
      text.refused(user: user, group: group, by: by, refusal)
    case .call, .unknown, .silent, .tick: ""
    }
  }
}
