import CallModel

/// When an event happened, as its producer says, and how late it can have been (T1).
struct CallTime: Hashable, Sendable, BitwiseCopyable {
  /// What the event says.
  var at: Instant
  /// No event counts later.
  var limit = Instant.last

  /// Five seconds after the largest tick of the log's clock; the end of all times where it has
  /// told none.
  @inline(__always)
  static func limit(after tick: Instant?) -> Instant {
    tick.map { Instant(milliseconds: $0.milliseconds + 5_000) } ?? .last
  }
}

extension Call {
  /// Lets the call's time go on, and says when the event counts: no later than the limit, and no
  /// earlier than what happened before (T1).
  @inline(__always)
  mutating func clock(_ time: CallTime, _ type: AnomalyType) -> Instant {
    if time.at >= latest, time.at <= time.limit {
      goOn(to: time.at)
      return latest
    }
    return odd(time, type)
  }

  /// When an event counts whose time is ahead, or went backwards.
  @inline(never)
  private mutating func odd(_ time: CallTime, _ type: AnomalyType) -> Instant {
    let limited = min(time.at, time.limit)
    let isLate = limited < latest
    if !isLate { goOn(to: limited) }
    if limited != time.at { noteTime(.timeAhead, type) }
    if isLate { noteTime(.timeWentBackwards, type) }
    return latest
  }

  @inline(__always)
  private mutating func goOn(to time: Instant) {
    if time > latest { settleSpan() }
    latest = time
  }

  private mutating func noteTime(_ kind: AnomalyKind, _ type: AnomalyType) {
    record.report(Anomaly(at: latest, type: type, kind: kind))
  }
}
