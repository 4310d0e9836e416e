internal import MerkleTree
internal import Platform

/// What a writer has to write before it appends, in steps of which each may find no space: the next
/// attempt begins again and comes to the same end.
enum Unfinished {
  /// What an opening has to write; nothing at all where the stop was clean.
  case recovery(Recovery)
  /// Values that `log.erased` names and that are perhaps still there, in the personal data of these
  /// log files, by their first sequences.
  case erasure(files: [UInt64])
}

extension LogWriter {
  /// Does what is unfinished, if anything; throws, and stays open, where there is no space for it.
  /// Nothing may be on its way to the disk.
  func finish() throws(LogError) {
    guard !isPoisoned else { throw LogError(folder.path, .poisoned) }
    guard let work = unfinished else { return }
    do {
      switch work {
      case .recovery(let recovery): try recover(recovery)
      case .erasure(let files): try takeOutErased(files)
      }
    } catch {
      switch error {
      case .noSpace(let error): throw error
      case .broken(let error): throw poison(error)
      }
    }
    unfinished = nil
  }

  private func recover(_ recovery: Recovery) throws(WriteFailure) {
    try WriteFailure.tolerating { () throws(LogError) in try recovery.cutTail() }
    tail.knownValues = []
    try recovery.cleanPeople(&report)
    if recovery.cut == nil {
      let (header, end) = (recovery.opening.manifest.last.header, recovery.opening.end)
      tail.file = try WriteFailure.breaking { () throws(LogError) in
        try ActiveFile(folder, header: header, end: end)
      }
    } else {
      try goOnInNewFile(recovery)
    }
    try openPeople()
    admission.follow(tail.place)
    try WriteFailure.postponing { () throws(WriteFailure) in
      try WriteFailure.tolerating { () throws(LogError) in try recovery.removeLeftovers() }
    }
  }

  /// Makes a new file that begins with what happened.
  private func goOnInNewFile(_ recovery: Recovery) throws(WriteFailure) {
    let header = recovery.header
    var batch = admission.newBatch()
    batch.addOwnEvents()
    batch.addOwn(recovery.line(at: batch.time))
    var tree = tree
    batch.hash(onto: &tree)
    batch.seal(log: id)
    let file = try ActiveFile.make(folder, header, frame: batch.frame)
    // It is on the disk: now, and not before, the writer knows of it.
    self.tree = tree
    tail.file = file
    if tail.files.last != header.first { tail.files.append(header.first) }
    admission.state.size = batch.last
    admission.state.tick = batch.tick
    admission.state.edition = batch.edition
    report.recovery = recovery.summary
  }

  private func takeOutErased(_ files: [UInt64]) throws(WriteFailure) {
    tail.knownValues = []
    try personalData?.clean()
    let rewrite = PersonalDataRewrite(folder: folder, log: id)
    for first in files where try rewrite.erase(tail.erasures, first: first) > 0 {
      personalDataStamps[first] = nil
    }
    try WriteFailure.breaking { () throws(LogError) in try keepPeopleStamps() }
    try openPeople()
  }

  /// Opens the personal data of the newest log file, which may be another file than before.
  private func openPeople() throws(WriteFailure) {
    personalData = try WriteFailure.breaking { () throws(LogError) in
      try PersonalDataFile(folder, first: tail.files[tail.files.count - 1])
    }
  }

  /// What is thrown where an attempt before this one found no space.
  var noSpace: LogError {
    LogError(
      folder.path,
      .system(SystemError(call: "write", path: folder.path, number: SystemError.Number.noSpace)))
  }
}
