/// The personal data of the log file that is written to.
struct PeopleFile {
  let name: String
  private let folder: LogFolder
  private var file: LogFile?
  /// Where the next line begins.
  private var end = 0

  /// The personal data of a log file, which are whole or not there yet.
  init(_ folder: LogFolder, first: UInt64) throws(LogError) {
    self.folder = folder
    name = FileName.people(first)
    do {
      let file = try folder.open(name, .update)
      end = try file.size()
      self.file = file
    } catch  where error.system?.isNotFound == true {}
  }

  /// Adds lines, if any, and returns when they would survive a power cut.
  mutating func append(_ bytes: [UInt8]) throws(WriteFailure) {
    guard !bytes.isEmpty else { return }
    let (file, isNew) = try opened()
    do {
      try WriteFailure.tolerating { () throws(LogError) in try file.write(bytes, at: end) }
    } catch {
      guard case .noSpace = error else { throw error }
      // Lines that no event refers to would be no harm; half a line would be.
      try WriteFailure.breaking { () throws(LogError) in try file.truncate(to: end) }
      throw error
    }
    try WriteFailure.breaking { () throws(LogError) in
      try file.syncData()
      if isNew { try folder.sync() }
    }
    self.file = file
    end += bytes.count
  }

  private func opened() throws(WriteFailure) -> (LogFile, isNew: Bool) {
    if let file { return (file, false) }
    let file = try WriteFailure.tolerating { () throws(LogError) in
      try folder.open(name, .replace)
    }
    return (file, true)
  }
}
