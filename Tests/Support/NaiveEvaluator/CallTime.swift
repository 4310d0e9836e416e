/// T1: when an event counts.
extension Call {
  /// The time of an event that begins a call.
  static func startTime(of event: Event, notAfter limit: Moment?) -> Moment {
    if let limit, event.at > limit { return limit }
    return event.at
  }

  /// The time at which an event of this call counts, with the anomalies of its own time.
  mutating func countTime(of event: Event, notAfter limit: Moment?) -> Moment {
    var at = event.at
    var anomaliesOfTime: [Word] = []
    if let limit, at > limit {
      at = limit
      anomaliesOfTime.append("timeAhead")
    }
    if at < latest {
      at = latest
      anomaliesOfTime.append("timeWentBackwards")
    }
    latest = at
    for anomaly in anomaliesOfTime {
      anomalies.append((at, event.type, anomaly))
    }
    return at
  }
}
