internal import MerkleTree

/// What opening has to write after a stop that was not clean, in steps that a crash may cut short
/// anywhere: the next opening begins again and comes to the same end.
struct Recovery {
  let folder: LogFolder
  let opening: Opening
  /// Bytes that are cut off; `nil` where the stop was clean.
  let cut: Int?
  /// The tail is cut off already: what is in quarantine must not be written again.
  private var isCut = false

  /// Finds out what is to be done.
  init(_ folder: LogFolder, _ opening: Opening) throws(LogError) {
    self.folder = folder
    self.opening = opening
    let first = opening.survey.last.header.first
    switch opening.tail {
    case .reserve: cut = 0
    case .torn(let bytes): cut = bytes
    case .clean, .damaged:
      // A quarantine file at the end says that a recovery was itself cut short.
      let isUnfinished = opening.survey.others.contains {
        $0.meaning == .cut(first: first, offset: opening.end)
      }
      cut =
        isUnfinished
        ? try folder.contents(FileName.cut(first, offset: opening.end))?.count : nil
    }
  }

  private var first: UInt64 { opening.survey.last.header.first }
  private var cutName: String { FileName.cut(first, offset: opening.end) }
  private var isEmpty: Bool { opening.end == opening.survey.last.headerLength }

  /// Puts aside and cuts off what is behind the last good frame.
  mutating func cutTail() throws(LogError) {
    guard opening.tail != .clean, !isCut else { return }
    let name = opening.survey.last.name
    let file = try folder.open(name, .update)
    try folder.replace(cutName, with: file.bytes(at: opening.end, count: cut ?? 0))
    // A file without a frame is not cut but replaced, so that a file never stands without one
    // where another follows.
    if !isEmpty {
      try file.truncate(to: opening.end)
      try file.sync()
    }
    isCut = true
  }

  /// Drops personal data that no event refers to, and finishes erasures.
  func cleanPeople(_ report: inout OpeningReport) throws(LogError) {
    let rewrite = PeopleRewrite(folder: folder, log: opening.survey.log)
    for first in opening.people.unclean {
      report.erasedPeople += try rewrite.erase(opening.erasures, first: first)
    }
    guard let needs = opening.people.needs else { return }
    report.droppedPeople = try rewrite.drop(first: first) { !needs.contains($0.reference) }
  }

  /// The header of the file in which the log goes on.
  var header: FileHeader {
    var header = opening.survey.last.header
    guard !isEmpty else { return header }
    header.first = opening.state.sequence
    header.previous = opening.end
    header.edge = opening.start
    return header
  }

  /// Removes a quarantine file that holds nothing, once the log has gone on.
  func finish() throws(LogError) {
    if cut == 0 { try folder.remove(cutName) }
  }

  /// What the log's own event says.
  func line(at time: Int64) -> [UInt8] {
    OwnLine.recovered(
      at: time, file: opening.survey.last.name, offset: opening.end, bytes: cut ?? 0)
  }

  /// What the caller of the opening is told.
  var report: OpeningReport {
    var report = OpeningReport()
    if let cut {
      report.recovery = OpeningReport.Recovery(
        file: opening.survey.last.name, offset: opening.end, bytes: cut)
    }
    report.checkpointsAreMissing = opening.checkpoints.isMissing
    report.missingPeople = opening.people.missing
    report.tornCheckpoint = opening.checkpoints.torn
    report.strangers = opening.survey.others.filter { $0.meaning == .stranger }.map(\.name)
    return report
  }
}
