internal import Bytes
internal import Platform

/// Whose data, or which, is to be erased.
public enum Erasure: Hashable, Sendable {
  /// Every value of a call, by its id.
  case call(String)
  /// A value wherever it stands, such as `+4712345678`.
  case value(String)
  /// The values that are not there, though nobody erased them: that they are lost is put on record.
  case missing
}

extension LogWriter {
  /// Erases personal data: appends `log.erased`, and when that is synced takes the values out of
  /// the files beside the log. The log, its tree and its proofs stay as they are.
  ///
  /// A crash in between is made good at the next opening. Where the disk is full it throws: either
  /// nothing is erased, or `log.erased` is in the log and the values are taken out before the next
  /// append, as soon as there is space. Of very many references, perhaps the first ones are erased.
  ///
  /// - Parameters:
  ///   - user: who asked for it; 4,096 bytes at most, like the reason.
  ///   - reason: why.
  /// - Returns: how many references stand for nothing from now on.
  public func erase(
    _ erasure: Erasure, user: String, reason: String
  ) throws(LogError) -> Int {
    try erase(erasure, user: user, reason: reason, atOnce: OwnLine.referencesAtOnce)
  }

  /// - Parameter atOnce: how many references are erased before the next ones are named.
  func erase(
    _ erasure: Erasure, user: String, reason: String, atOnce: Int
  ) throws(LogError) -> Int {
    try finish()
    let meant = try meant(by: erasure)
    var start = 0
    while start < meant.references.count {
      let end = min(meant.references.count, start + atOnce)
      try erase(meant.references[start..<end], in: meant.files, user: user, reason: reason)
      start = end
    }
    return meant.references.count
  }

  /// What an erasure means.
  private struct Meant {
    /// In the order in which they were made.
    var references: [Reference] = []
    /// The log files whose personal data may have their values, by their first sequences.
    var files: [UInt64] = []
  }

  /// Erases references that one frame can name, so that what finishes a crash finds all of them.
  private func erase(
    _ references: ArraySlice<Reference>, in files: [UInt64], user: String, reason: String
  ) throws(LogError) {
    var lines: [UInt8] = []
    let time = options.clock()
    var start = references.startIndex
    while start < references.endIndex {
      let end = min(references.endIndex, start + OwnLine.referencesInOne)
      let line = OwnLine.erased(at: time, references[start..<end], user: user, reason: reason)
      // Of several events, some refused and some not would be an erasure by halves.
      guard user.utf8.count <= Limits.string, reason.utf8.count <= Limits.string,
        line.count <= Limits.line
      else { throw LogError(folder.path, .wordsTooLong) }
      lines += line
      lines.append(Byte.lineFeed)
      start = end
    }
    for receipt in try appendOwn(lines) where !receipt.isStored {
      throw noSpace
    }
    // It is in the log: a value that comes again gets a reference of its own from here on.
    tail.erasures.note(references, in: tail.files[tail.files.count - 1])
    tail.knownValues = []
    admission.state.calls.erase(Set(references))
    unfinished = .erasure(files: files)
    try finish()
  }

  private func meant(by erasure: Erasure) throws(LogError) -> Meant {
    switch erasure {
    case .missing:
      // What is missing from one file may have its value in another.
      let missing = try PersonalDataManifest.missing(LogReader(folder.storage, asBytesAlone: true))
      return Meant(references: missing, files: tail.files)
    case .call(let call):
      return try meant { bytes, line in
        line.hasCall(bytes) && PersonalDataLine.decoded(bytes, line.call).elementsEqual(call.utf8)
      }
    case .value(let value):
      return try meant { bytes, line in
        PersonalDataLine.decoded(bytes, line.value).elementsEqual(value.utf8)
      }
    }
  }

  /// The lines of all personal data that are meant, those erased before left out.
  private func meant(by isMeant: ([UInt8], PersonalDataLine) -> Bool) throws(LogError) -> Meant {
    var meant = Meant()
    var seen: Set<Reference> = []
    for first in tail.files {
      let personalData = try PersonalDataContents.read(folder, first: first, log: id)
      if personalData.bad != nil { try tail.judgePeople(ofFile: first) }
      for line in personalData.lines where !tail.erasures.contains(line.reference) {
        guard isMeant(personalData.bytes, line) else { continue }
        if meant.files.last != first { meant.files.append(first) }
        if seen.insert(line.reference).inserted { meant.references.append(line.reference) }
      }
    }
    return meant
  }
}
