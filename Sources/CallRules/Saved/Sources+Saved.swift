extension Sources {
  func save(to writer: inout StateWriter) {
    progress.save(to: &writer, leavingOut: Progress()) { $0.save(to: &$1) }
  }

  init(from reader: inout StateReader) throws(SavedStateError) {
    progress = try Registry(from: &reader, of: .sources) { reader throws(SavedStateError) in
      try Progress(from: &reader)
    }
  }
}

extension Sources.Progress {
  /// The highest number, then each gap: how far it is from where the next one can begin (gaps do
  /// not touch), and how many numbers it has beyond its first.
  fileprivate func save(to writer: inout StateWriter) {
    writer.number(highest.magnitude)
    writer.count(gaps.count)
    var from: UInt64 = 1
    for gap in gaps {
      writer.number(gap.lowerBound.magnitude - from)
      writer.number(gap.upperBound.magnitude - gap.lowerBound.magnitude)
      from = gap.upperBound.magnitude + 2
    }
  }

  /// `nil` where nothing has come.
  fileprivate init?(from reader: inout StateReader) throws(SavedStateError) {
    self.init()
    highest = Int64(try reader.number(upTo: UInt64(Int64.max), of: .sources))
    let count = try reader.count(of: .gaps, eachAtLeast: 2)
    if highest == 0 { return nil }
    guard count <= Sources.mostGaps else { throw reader.error(.outOfRange(.gaps)) }
    var from: UInt64 = 1
    let last = highest.magnitude - 1
    for _ in 0..<count {
      guard from <= last else { throw reader.error(.outOfRange(.gaps)) }
      let lower = from + (try reader.number(upTo: last - from, of: .gaps))
      let upper = lower + (try reader.number(upTo: last - lower, of: .gaps))
      gaps.append(Int64(lower)...Int64(upper))
      from = upper + 2
    }
  }
}
