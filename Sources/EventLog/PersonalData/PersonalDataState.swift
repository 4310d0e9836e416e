internal import Platform

/// What opening has to know of the personal data beside the log before anything is written.
struct PersonalDataState {
  private let scan: PersonalDataScan
  private let erasures: Erasures
  /// The log files, by their first sequences, whose personal data have values that were erased: an
  /// erasure was cut short, or an old copy was put back.
  private(set) var unclean: [UInt64] = []
  /// The stamps of the files in which nothing stands that was erased, by their log files.
  private(set) var stamps: [UInt64: FileStamp] = [:]
  /// What the newest log file's events refer to; `nil` where it is known that its personal data
  /// have that and nothing else.
  let needs: PersonalDataNeeds?
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
    _ scan: PersonalDataScan, _ erasures: Erasures, _ known: [UInt64: FileStamp],
    newest needs: PersonalDataNeeds?, hasErasedSince: Bool
  ) throws(LogError) -> PersonalDataState {
    var state = PersonalDataState(scan: scan, erasures: erasures, needs: needs)
    let last = scan.manifest.last.header.first
    for other in scan.manifest.others {
      guard case .personalData(let first) = other.meaning,
        scan.manifest.files[scan.manifest.place(of: first)].header.first == first, first != last
      else { continue }
      try state.look(first, known[first])
    }
    if let needs {
      try state.lookAtNewest(last, needs)
    } else if hasErasedSince {
      // They are as they were when they were known, so the erasure did not come to them.
      try state.lookForErased(
        PersonalDataContents.read(scan.folder, first: last, log: scan.manifest.log))
    }
    return state
  }

  private init(scan: PersonalDataScan, erasures: Erasures, needs: PersonalDataNeeds?) {
    self.scan = scan
    self.erasures = erasures
    self.needs = needs
  }

  private mutating func look(_ first: UInt64, _ known: FileStamp?) throws(LogError) {
    // Before it is read: what is changed meanwhile has another one.
    guard let stamp = try scan.folder.stamp(FileName.personalData(first)) else { return }
    if stamp != known, !erasures.isEmpty {
      let contents = try judged(first)
      if contents.lines.contains(where: { erasures.contains($0.reference) }) {
        unclean.append(first)
        return
      }
    }
    stamps[first] = stamp
  }

  private mutating func lookAtNewest(_ first: UInt64, _ needs: PersonalDataNeeds) throws(LogError) {
    let contents = try PersonalDataContents.read(scan.folder, first: first, log: scan.manifest.log)
    missing = try PersonalDataFinding(contents, needs).missing { erasures.contains($0) }.count
    lookForErased(contents)
  }

  private mutating func lookForErased(_ contents: PersonalDataContents) {
    if contents.lines.contains(where: { erasures.contains($0.reference) }) {
      unclean.append(contents.first)
    }
  }

  private func judged(_ first: UInt64) throws(LogError) -> PersonalDataContents {
    let contents = try PersonalDataContents.read(scan.folder, first: first, log: scan.manifest.log)
    if contents.bad != nil {
      let needs = try scan.needs(scan.manifest.files[scan.manifest.place(of: first)])
      _ = try PersonalDataFinding(contents, needs).missing { erasures.contains($0) }
    }
    return contents
  }

  /// The values of a log file that were not erased; throws where they are damaged.
  func contents(ofFile first: UInt64) throws(LogError) -> PersonalDataContents {
    var contents = try judged(first)
    contents.lines.removeAll { erasures.contains($0.reference) }
    return contents
  }
}
