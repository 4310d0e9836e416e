/// How the personal data of a whole log stand.
package struct PersonalDataManifest: Hashable, Sendable {
  /// References that have no value, though nobody erased it.
  package var missing = 0
  /// Values that were erased and are there.
  package var returned = 0
  /// The names of the files that there was no right to read.
  package var unread: [String] = []

  /// Looks at all personal data of a reader's log, and at all events that refer to some; throws
  /// where a file is damaged.
  package init(_ reader: LogReader) throws(LogError) {
    let references = try PersonalDataManifest.read(reader, into: &self)
    missing = references.count
  }

  private init() {}

  /// The references of a log whose values are missing, in the order in which they came.
  static func missing(_ reader: LogReader) throws(LogError) -> [Reference] {
    var manifest = PersonalDataManifest()
    return try read(reader, into: &manifest)
  }

  private static func read(
    _ reader: LogReader, into manifest: inout PersonalDataManifest
  ) throws(LogError) -> [Reference] {
    let scan = PersonalDataScan(folder: reader.folder, manifest: reader.manifest)
    let personalData = PersonalDataReader(reader)
    var missing: [Reference] = []
    for info in reader.manifest.files {
      let contents: PersonalDataContents
      do throws(LogError) {
        contents = try PersonalDataContents.read(
          reader.folder, first: info.header.first, log: reader.id)
      } catch  where error.system?.isNotPermitted == true {
        manifest.unread.append(error.file)
        continue
      }
      let finding = PersonalDataFinding(contents, try scan.needs(info))
      // Last, so that a value that an erasure has taken out meanwhile is known to be erased.
      let erased = try personalData.refreshed()
      missing += try finding.missing { erased.contains($0) }
      manifest.returned += contents.lines.count { erased.contains($0.reference) }
    }
    return missing
  }
}
