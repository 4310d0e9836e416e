/// How the personal data of a whole log stand.
public struct PeopleSurvey: Hashable, Sendable {
  /// References that have no value, though nobody erased it.
  public var missing = 0
  /// Values that were erased and are there.
  public var returned = 0
  /// The names of the files that there was no right to read.
  public var unread: [String] = []

  /// Looks at all personal data of a reader's log, and at all events that refer to some; throws
  /// where a file is damaged.
  public init(_ reader: LogReader) throws(LogError) {
    let references = try PeopleSurvey.read(reader, into: &self)
    missing = references.count
  }

  private init() {}

  /// The references of a log whose values are missing, in the order in which they came.
  static func missing(_ reader: LogReader) throws(LogError) -> [Reference] {
    var survey = PeopleSurvey()
    return try read(reader, into: &survey)
  }

  private static func read(
    _ reader: LogReader, into survey: inout PeopleSurvey
  ) throws(LogError) -> [Reference] {
    let scan = PeopleScan(folder: reader.folder, survey: reader.survey)
    let people = PeopleReader(reader)
    var missing: [Reference] = []
    for info in reader.survey.files {
      let contents: PeopleContents
      do throws(LogError) {
        contents = try PeopleContents.read(
          reader.folder, first: info.header.first, log: reader.id)
      } catch  where error.system?.isNotPermitted == true {
        survey.unread.append(error.file)
        continue
      }
      let finding = PeopleFinding(contents, try scan.needs(info))
      // Last, so that a value that an erasure has taken out meanwhile is known to be erased.
      let erased = try people.refreshed()
      missing += try finding.missing { erased.contains($0) }
      survey.returned += contents.lines.count { erased.contains($0.reference) }
    }
    return missing
  }
}
