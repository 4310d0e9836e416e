extension Salvage {
  /// Copies the personal data that the new log's events refer to: the good lines of what was not
  /// erased.
  func copyPeople(_ report: inout Report) throws(LogError) {
    guard let manifest = try Manifest.of(target) else { return }
    let scan = PersonalDataScan(folder: target, manifest: manifest)
    var erasures = try scan.erasures().sealed
    erasures.note(try scan.erased(manifest.last), in: manifest.last.header.first)
    for info in manifest.files {
      let first = info.header.first
      var contents: PersonalDataContents
      do throws(LogError) {
        contents = try PersonalDataContents.read(source, first: first, log: manifest.log)
      } catch {
        guard error.isDamage else { throw error }
        report.damage = report.damage ?? error
        contents = PersonalDataContents(first: first)
      }
      let needs = try scan.needs(info)
      do throws(LogError) {
        _ = try PersonalDataFinding(contents, needs).missing { erasures.contains($0) }
      } catch {
        report.damage = report.damage ?? error
      }
      let bytes = contents.bytes
      contents.lines.removeAll { line in
        guard let place = needs.place(of: line.reference) else { return true }
        return !needs.fits(line, bytes, at: place) || erasures.contains(line.reference)
      }
      report.missingValues += try PersonalDataFinding(contents.withoutBadLines, needs)
        .missing { erasures.contains($0) }.count
      let kept = contents.bytes(of: contents.lines)
      if !kept.isEmpty { try target.replace(FileName.personalData(first), with: kept) }
    }
  }
}
