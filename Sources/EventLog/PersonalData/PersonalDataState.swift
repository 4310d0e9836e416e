internal import Platform

/// What opening has to know of the personal data beside the log before anything is written.
struct PeopleState {
  private let scan: PeopleScan
  private let erasures: Erasures
  /// The log files, by their first sequences, whose personal data have values that were erased: an
  /// erasure was cut short, or an old copy was put back.
  private(set) var unclean: [UInt64] = []
  /// The stamps of the files in which nothing stands that was erased, by their log files.
  private(set) var stamps: [UInt64: FileStamp] = [:]
  /// What the newest log file's events refer to; `nil` where it is known that its personal data
  /// have that and nothing else.
  let needs: PeopleNeeds?
  /// References of the newest log file that have no value, though nobody erased it.
  private(set) var missing = 0

  /// Looks at the personal data of all log files, and reads those that have changed since their
  /// stamps were taken; throws where one is damaged.
  ///
  /// - Parameters:
  ///   - known: stamps of files in which nothing stood that was erased by now.
  ///   - needs: what the newest log file's events refer to; `nil` where its personal data are known.
  ///   - hasErasedSince: whether anything was erased since they were.
  static func of(
    _ scan: PeopleScan, _ erasures: Erasures, _ known: [UInt64: FileStamp],
    newest needs: PeopleNeeds?, hasErasedSince: Bool
  ) throws(LogError) -> PeopleState {
    var state = PeopleState(scan: scan, erasures: erasures, needs: needs)
    let last = scan.survey.last.header.first
    for other in scan.survey.others {
      guard case .people(let first) = other.meaning,
        scan.survey.files[scan.survey.place(of: first)].header.first == first, first != last
      else { continue }
      try state.look(first, known[first])
    }
    if let needs {
      try state.lookAtNewest(last, needs)
    } else if hasErasedSince {
      // They are as they were when they were known, so the erasure did not come to them.
      try state.lookForErased(PeopleContents.read(scan.folder, first: last, log: scan.survey.log))
    }
    return state
  }

  private init(scan: PeopleScan, erasures: Erasures, needs: PeopleNeeds?) {
    self.scan = scan
    self.erasures = erasures
    self.needs = needs
  }

  private mutating func look(_ first: UInt64, _ known: FileStamp?) throws(LogError) {
    // Before it is read: what is changed meanwhile has another one.
    guard let stamp = try scan.folder.stamp(FileName.people(first)) else { return }
    if stamp != known, !erasures.isEmpty {
      let contents = try judged(first)
      if contents.lines.contains(where: { erasures.contains($0.reference) }) {
        unclean.append(first)
        return
      }
    }
    stamps[first] = stamp
  }

  private mutating func lookAtNewest(_ first: UInt64, _ needs: PeopleNeeds) throws(LogError) {
    let contents = try PeopleContents.read(scan.folder, first: first, log: scan.survey.log)
    missing = try PeopleFinding(contents, needs).missing { erasures.contains($0) }.count
    lookForErased(contents)
  }

  private mutating func lookForErased(_ contents: PeopleContents) {
    if contents.lines.contains(where: { erasures.contains($0.reference) }) {
      unclean.append(contents.first)
    }
  }

  private func judged(_ first: UInt64) throws(LogError) -> PeopleContents {
    let contents = try PeopleContents.read(scan.folder, first: first, log: scan.survey.log)
    if contents.bad != nil {
      let needs = try scan.needs(scan.survey.files[scan.survey.place(of: first)])
      _ = try PeopleFinding(contents, needs).missing { erasures.contains($0) }
    }
    return contents
  }

  /// The values of a log file that were not erased; throws where they are damaged.
  func contents(ofFile first: UInt64) throws(LogError) -> PeopleContents {
    var contents = try judged(first)
    contents.lines.removeAll { erasures.contains($0.reference) }
    return contents
  }
}
