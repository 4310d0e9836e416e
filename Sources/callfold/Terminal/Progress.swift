import Platform

/// How far a long command has come, on a terminal; nothing elsewhere.
struct Progress {
  private let text: String
  private let isShown = Descriptor.error.isTerminal && !Screen.isPlain
  private var next: UInt64 = 0
  /// The clock is looked at from this number of events on.
  private var due: UInt64 = 0
  private var hasShown = false

  /// Progress that is shown in front of a number of events.
  init(_ text: String) {
    self.text = text
    next = Host.monotonicClock() + 300_000_000
  }

  /// Says how many events there have been, now and then.
  mutating func pass(_ count: UInt64) {
    guard isShown, count >= due else { return }
    due = count + 1_024
    let now = Host.monotonicClock()
    guard now >= next else { return }
    next = now + 200_000_000
    hasShown = true
    try? Descriptor.error.write(Array("\r\(text) \(count) events ...\u{1b}[K".utf8))
  }

  /// Takes it away.
  mutating func finish() {
    if hasShown { try? Descriptor.error.write(Array("\r\u{1b}[K".utf8)) }
    hasShown = false
  }
}
