/// Judges all personal data beside a log while its events are read, believing nothing derived.
struct PersonalDataVerifier {
  private let folder: LogFolder
  private let manifest: Manifest
  /// What the log's newest checkpoint covers. It is made only when an erasure is done.
  private let covered: UInt64

  /// The log file whose events are read, and what they refer to so far.
  private var file: UInt64
  private var needs = PersonalDataNeeds()
  /// What the files are, beside what is needed of them.
  private var findings: [(file: UInt64, finding: PersonalDataFinding)] = []
  /// What was erased by events that the checkpoint covers, and by later ones.
  private var coveredErasures: Set<Reference> = []
  private var laterErasures: Set<Reference> = []

  /// What is wrong, a file each.
  private(set) var faults: [LogError] = []
  /// Values that are there, and whose erasure may be under way.
  private(set) var unfinished = 0
  /// The names of the files that there was no right to read.
  private(set) var unread: [String] = []

  /// - Parameter covered: the size of the log's newest checkpoint.
  init(_ folder: LogFolder, _ manifest: Manifest, checkpoint covered: UInt64) {
    self.folder = folder
    self.manifest = manifest
    self.covered = covered
    file = manifest.files[0].header.first
  }

  /// Takes in what the lines of the next frame, which stands in a log file, say of personal data.
  mutating func pass(
    _ personalData: LineJudge.PersonalData, _ bytes: [UInt8], file: UInt64, first: UInt64
  ) throws(LogError) {
    if file != self.file {
      try judgeFile()
      self.file = file
    }
    for (reference, call) in personalData.mentions { needs.note(reference, call: call, bytes) }
    for (place, references) in personalData.erased {
      if first + UInt64(place) <= covered {
        coveredErasures.formUnion(references)
      } else {
        laterErasures.formUnion(references)
      }
    }
  }

  /// Comes to the verdict, when all events were read up to a place.
  mutating func finish(at end: LogReader.Place) throws(LogError) {
    try judgeFile()
    // Beside a writer a value may have been erased after its event was read.
    var follower = try LogFollower(
      LogReader(folder.storage, asBytesAlone: true), after: end)
    var later = laterErasures
    _ = try follower.forEach { (_, bytes, line) throws(LogError) in
      later.formUnion(OwnLine.erased(bytes, line))
      return true
    }
    laterErasures = later.subtracting(coveredErasures)
    for (file, finding) in findings {
      do throws(LogError) {
        let missing = try finding.missing {
          coveredErasures.contains($0) || laterErasures.contains($0)
        }
        guard !missing.isEmpty else { continue }
        faults.append(LogError(FileName.personalData(file), .missingValues(missing.count)))
      } catch {
        faults.append(error)
      }
    }
    if !coveredErasures.isEmpty || !laterErasures.isEmpty { try findReturned() }
    faults.sort { $0.file < $1.file }
  }

  /// Compares the file's personal data with what its events refer to, now that all are known.
  private mutating func judgeFile() throws(LogError) {
    if let contents = try contents(file) {
      findings.append((file, PersonalDataFinding(contents, needs)))
    }
    needs = PersonalDataNeeds()
  }

  /// `nil` where they cannot be judged.
  private mutating func contents(_ file: UInt64) throws(LogError) -> PersonalDataContents? {
    do throws(LogError) {
      return try PersonalDataContents.read(folder, first: file, log: manifest.log)
    } catch {
      if error.system?.isNotPermitted == true {
        if !unread.contains(error.file) { unread.append(error.file) }
      } else if error.isDamage {
        if !faults.contains(error) { faults.append(error) }
      } else {
        throw error
      }
      return nil
    }
  }

  private mutating func findReturned() throws(LogError) {
    for info in manifest.files {
      guard let contents = try contents(info.header.first) else { continue }
      unfinished += contents.lines.count { laterErasures.contains($0.reference) }
      let returned = contents.lines.count { coveredErasures.contains($0.reference) }
      guard returned > 0 else { continue }
      faults.append(LogError(FileName.personalData(info.header.first), .returnedValues(returned)))
    }
  }
}
