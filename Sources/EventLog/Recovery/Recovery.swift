internal import MerkleTree

/// What opening has to write after a stop that was not clean, in steps that a crash may cut short
/// anywhere: the next opening begins again and comes to the same end.
struct Recovery {
  let folder: LogFolder
  let opening: LogRecovery
  /// Bytes that are cut off; `nil` where the stop was clean.
  let cut: Int?

  /// Finds out what is to be done.
  init(_ folder: LogFolder, _ opening: LogRecovery) throws(LogError) {
    self.folder = folder
    self.opening = opening
    let first = opening.manifest.last.header.first
    switch opening.tail {
    case .reserve: cut = 0
    case .torn(let bytes): cut = bytes
    case .clean, .damaged:
      // A quarantine file at the end says that a recovery was itself cut short.
      let isUnfinished = opening.manifest.others.contains {
        $0.meaning == .cut(first: first, offset: opening.end)
      }
      cut =
        isUnfinished
        ? try folder.contents(FileName.cut(first, offset: opening.end))?.count : nil
    }
  }

  private var first: UInt64 { opening.manifest.last.header.first }
  private var cutName: String { FileName.cut(first, offset: opening.end) }
  private var isEmpty: Bool { opening.end == opening.manifest.last.headerLength }

  /// Puts aside and cuts off what is behind the last good frame.
  func cutTail() throws(LogError) {
    guard opening.tail != .clean else { return }
    let name = opening.manifest.last.name
    let file = try folder.open(name, .update)
    // Cut off by an attempt that found no space later: what is in quarantine must stay.
    guard try file.size() > opening.end else { return }
    try folder.replace(cutName, with: file.bytes(at: opening.end, count: cut ?? 0))
    // A file without a frame is not cut but replaced, so that a file never stands without one
    // where another follows.
    if !isEmpty {
      try file.cut(to: opening.end)
      try file.sync()
    }
  }

  /// Drops personal data that no event refers to, and finishes erasures.
  func cleanPeople(_ report: inout RecoveryReport) throws(WriteFailure) {
    let rewrite = PersonalDataRewrite(folder: folder, log: opening.manifest.log)
    for first in opening.personalData.unclean {
      report.erasedPersonalData += try rewrite.erase(opening.erasures, first: first)
    }
    guard let needs = opening.personalData.needs else { return }
    report.droppedPeople += try rewrite.drop(first: first) { !needs.contains($0.reference) }
  }

  /// The header of the file in which the log goes on.
  var header: FileHeader {
    var header = opening.manifest.last.header
    guard !isEmpty else { return header }
    header.first = opening.state.sequence
    header.previous = opening.end
    header.edge = opening.start
    return header
  }

  /// Removes what is of no use once the log has gone on: a quarantine file that holds nothing, and
  /// files that were not finished.
  func removeLeftovers() throws(LogError) {
    if cut == 0 { try folder.remove(cutName) }
    for other in opening.manifest.others {
      if case .unfinished = other.meaning { try folder.remove(other.name) }
    }
  }

  /// What the log's own event says.
  func line(at time: Int64) -> [UInt8] {
    OwnLine.recovered(
      at: time, file: opening.manifest.last.name, offset: opening.end, bytes: cut ?? 0)
  }

  /// What is reported once it is done; `nil` where the stop was clean.
  var summary: RecoveryReport.Recovery? {
    cut.map {
      RecoveryReport.Recovery(file: opening.manifest.last.name, offset: opening.end, bytes: $0)
    }
  }

  /// What is reported of the log as it was found.
  var findings: RecoveryReport {
    var report = RecoveryReport()
    report.checkpointsAreMissing = opening.checkpoints.isMissing
    report.missingPersonalData = opening.personalData.missing
    report.tornCheckpoint = opening.checkpoints.torn
    report.unknownFiles = opening.manifest.others.filter { $0.meaning == .unknownFile }.map(\.name)
    return report
  }
}
