extension Salvage {
  /// Copies the personal data that the new log's events refer to: the good lines of what was not
  /// erased.
  func copyPeople(_ report: inout Report) throws(LogError) {
    guard let survey = try Survey.of(target) else { return }
    let scan = PeopleScan(folder: target, survey: survey)
    var erasures = try scan.erasures().sealed
    erasures.note(try scan.erased(survey.last), in: survey.last.header.first)
    for info in survey.files {
      let first = info.header.first
      var contents: PeopleContents
      do throws(LogError) {
        contents = try PeopleContents.read(source, first: first, log: survey.log)
      } catch {
        guard error.isDamage else { throw error }
        report.damage = report.damage ?? error
        contents = PeopleContents(first: first)
      }
      let needs = try scan.needs(info)
      do throws(LogError) {
        _ = try PeopleFinding(contents, needs).missing { erasures.contains($0) }
      } catch {
        report.damage = report.damage ?? error
      }
      let bytes = contents.bytes
      contents.lines.removeAll { line in
        guard let place = needs.place(of: line.reference) else { return true }
        return !needs.fits(line, bytes, at: place) || erasures.contains(line.reference)
      }
      report.missingValues += try PeopleFinding(contents.withoutBadLines, needs)
        .missing { erasures.contains($0) }.count
      let kept = contents.bytes(of: contents.lines)
      if !kept.isEmpty { try target.replace(FileName.people(first), with: kept) }
    }
  }
}
