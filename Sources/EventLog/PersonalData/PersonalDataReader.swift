/// Reads the personal data beside a log for whoever shows them.
///
/// What was erased is left out, whatever lies in the files; a file that may not be read is noted.
package final class PersonalDataReader {
  private var reader: LogReader
  private var erased: Erased?
  /// The names of the files that there was no right to read.
  package private(set) var unread: [String] = []

  /// What a reference stands for where no value is shown.
  package enum Absence: String, Sendable {
    /// A `log.erased` of the log names it.
    case erased
    /// It is not there, and nobody erased it.
    case missing
  }

  /// What is known of erasures, and where reading for more goes on.
  private struct Erased {
    var references: Erasures
    var follower: LogFollower
  }

  /// A reader of the personal data of a reader's log.
  package init(_ reader: LogReader) {
    self.reader = reader
  }

  /// Goes on with a reader of the same log that has seen more.
  func look(with reader: LogReader) { self.reader = reader }

  /// The values of a log file's personal data; throws where they are damaged.
  ///
  /// - Parameter first: the sequence of the file's first event.
  package func values(ofFile first: UInt64) throws(LogError) -> PersonalDataValues {
    try contents(ofFile: first).map { PersonalDataValues($0) } ?? PersonalDataValues()
  }

  /// The same, as they lie in the file; `nil` where there is no right to read it.
  func contents(ofFile first: UInt64) throws(LogError) -> PersonalDataContents? {
    var contents: PersonalDataContents
    do throws(LogError) {
      contents = try PersonalDataContents.read(reader.folder, first: first, log: reader.id)
    } catch  where error.system?.isNotPermitted == true {
      if !unread.contains(error.file) { unread.append(error.file) }
      return nil
    }
    // After the values: so a value that an erasure has taken out is known to be erased.
    if erased == nil, contents.bytes.isEmpty { return contents }
    let erased = try refreshed()
    if contents.bad != nil {
      let needs = try PersonalDataScan(folder: reader.folder, manifest: reader.manifest)
        .needs(reader.manifest.files[reader.manifest.place(of: first)])
      _ = try PersonalDataFinding(contents, needs).missing { erased.contains($0) }
    }
    contents.lines.removeAll { erased.contains($0.reference) }
    return contents
  }

  /// Why a reference has no value in a file that was read.
  package func absence(of reference: [UInt8]) throws(LogError) -> Absence {
    guard let reference = Reference(reference, reference.indices) else { return .missing }
    return try absence(of: reference)
  }

  func absence(of reference: Reference) throws(LogError) -> Absence {
    if erased == nil { _ = try refreshed() }
    return erased?.references.contains(reference) == true ? .erased : .missing
  }

  /// All erasures up to now.
  func refreshed() throws(LogError) -> Erasures {
    var known: Erased
    if let erased {
      known = erased
    } else {
      let scan = PersonalDataScan(folder: reader.folder, manifest: reader.manifest)
      let last = reader.manifest.last.header.first
      known = Erased(
        references: try scan.erasures().sealed, follower: try LogFollower(reader, from: last))
    }
    // It is not copied while it is changed.
    erased = nil
    _ = try known.follower.forEach { (sequence, bytes, line) throws(LogError) in
      let named = OwnLine.erased(bytes, line)
      if !named.isEmpty { known.references.note(named, in: sequence) }
      return true
    }
    erased = known
    return known.references
  }
}
