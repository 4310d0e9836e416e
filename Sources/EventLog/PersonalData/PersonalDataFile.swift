/// The personal data of the log file that is written to.
struct PersonalDataFile {
  let name: String
  private let folder: LogFolder
  private var file: LogFile?
  /// Where the next line begins.
  private var end = 0
  /// Whether a write without space left something behind `end`, and there was none to cut it off.
  private var isSoiled = false

  /// The personal data of a log file, which are whole or not there yet.
  init(_ folder: LogFolder, first: UInt64) throws(LogError) {
    self.folder = folder
    name = FileName.personalData(first)
    do {
      let file = try folder.open(name, .update)
      end = try file.size()
      self.file = file
    } catch  where error.system?.isNotFound == true {}
  }

  /// Adds lines, if any, and returns when they would survive a power cut.
  mutating func append(_ bytes: [UInt8]) throws(WriteFailure) {
    guard !bytes.isEmpty else { return }
    let isNew = end == 0
    let file = try opened()
    try clean()
    var done = 0
    do {
      try WriteFailure.tolerating { () throws(LogError) in
        try file.write(bytes, at: end, done: &done)
      }
    } catch {
      guard case .noSpace = error else { throw error }
      isSoiled = done > 0
      try WriteFailure.postponing { () throws(WriteFailure) in try clean() }
      throw error
    }
    try WriteFailure.breaking { () throws(LogError) in
      try file.syncData()
      if isNew { try folder.sync() }
    }
    end += bytes.count
  }

  private mutating func opened() throws(WriteFailure) -> LogFile {
    if let file { return file }
    let made = try WriteFailure.tolerating { () throws(LogError) in
      try folder.open(name, .replace)
    }
    file = made
    return made
  }

  /// Cuts off what a write without space left. Lines that no event refers to would do no harm; a
  /// piece of one would, once others stand behind it: so it is gone for good before they come, and
  /// before this is given up for another file, or for a new look at this one.
  mutating func clean() throws(WriteFailure) {
    guard isSoiled, let file else { return }
    try WriteFailure.tolerating { () throws(LogError) in try file.cut(to: end) }
    try WriteFailure.breaking { () throws(LogError) in try file.sync() }
    isSoiled = false
  }
}
