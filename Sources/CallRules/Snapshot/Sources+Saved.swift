import Bytes

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
  /// The highest number, how many numbers forgotten gaps had, then each gap: how far it is from where the next one can begin (gaps do
  /// not touch), and how many numbers it has beyond its first.
  fileprivate func save(to writer: inout StateWriter) {
    writer.number(highest.magnitude)
    writer.number(forgotten.magnitude)
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
    forgotten = Int64(try reader.number(upTo: highest.magnitude, of: .gaps))
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
    // Of the numbers up to the highest, that one has come, and each is missing once.
    let room = gaps.reduce(highest - 1) { $0 - ($1.upperBound - $1.lowerBound + 1) }
    guard forgotten <= room else { throw reader.error(.outOfRange(.gaps)) }
  }
}
