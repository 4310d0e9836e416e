internal import Bytes
internal import MerkleTree
internal import Platform

/// Everything that is known of a log before its writer writes anything.
struct LogRecovery {
  var manifest: Manifest
  /// The writer's state after the last good event.
  let state: AdmissionState
  /// Where the last file's frames end.
  let end: Int
  let tail: Tail
  /// What the log's `log.erased` events name.
  let erasures: Erasures
  /// The first log file of whose erasures no table is kept, by its first sequence.
  let erasuresKeptBefore: UInt64
  /// The personal data of log files, as they were found.
  let personalData: PersonalDataState
  let checkpoints: CheckpointFile.Reading
  /// The tree that the newest checkpoint is known to cover, or a smaller one: what comes behind it
  /// is read back before the next.
  let start: RightEdge

  /// Reads a log, whose lock is held, and judges it.
  static func of(
    _ folder: LogFolder, options: LogOptions
  ) throws(LogError) -> LogRecovery {
    guard let newest = try newestLogFile(folder) else { throw LogError(folder.path, .notALog) }
    if try !looksClean(folder, newest) { try dropCaches(folder, newest) }
    let first = try read(folder, options: options)
    // It looked like a clean stop and is none: what was read may be what never reached the disk.
    guard first.tail != .clean, try looksClean(folder, newest) else { return first }
    try dropCaches(folder, newest)
    return try read(folder, options: options)
  }

  /// Reads with the state that was kept, and without it where it does not fit.
  private static func read(
    _ folder: LogFolder, options: LogOptions
  ) throws(LogError) -> LogRecovery {
    if let opening = try attempt(folder, options: options, withSnapshot: true) { return opening }
    if let opening = try attempt(folder, options: options, withSnapshot: false) { return opening }
    throw LogError(folder.path, .notALog)
  }

  /// `nil` where the state that was kept is not that of this log.
  private static func attempt(
    _ folder: LogFolder, options: LogOptions, withSnapshot: Bool
  ) throws(LogError) -> LogRecovery? {
    guard let manifest = try Manifest.of(folder, edition: options.edition) else {
      throw LogError(folder.path, .notALog)
    }
    let replay = LogReplay(folder: folder, manifest: manifest)
    let checkpoints = try CheckpointFile.read(folder, origin: manifest.checkpointOrigin)
    let parser = AdmissionParser()
    var state = AdmissionState()
    let scan = PersonalDataScan(folder: folder, manifest: manifest)
    var (erasures, keptBefore) = try scan.erasures()
    var needs = PersonalDataNeeds()
    var start = AdmissionSnapshot.Start()
    var stamps: [UInt64: FileStamp] = [:]
    var isSettled = false
    var hasErasedSince = false
    if withSnapshot, let kept = try AdmissionSnapshot.load(folder, manifest) {
      (start, state, stamps) = (kept.start, kept.state, kept.stamps)
      isSettled =
        try kept.personalData
        == PersonalDataSavepoint.of(
          folder, file: manifest.last.header.first, log: manifest.log)
    }
    var check = CheckpointCheck(checkpoints.newest, manifest)
    let last = manifest.last.header.first
    let stop = try replay.run(from: start.place) {
      (bytes, line, file, edge) throws(LogError) in
      check.pass(edge)
      start.pass(edge)
      if edge.size > start.size || file == last {
        let named = OwnLine.erased(bytes, line)
        if file == last { erasures.note(named, in: file) }
        // Of what was erased since, the files that were looked at before may have something.
        if edge.size > start.size, !named.isEmpty { (stamps, hasErasedSince) = ([:], true) }
      }
      guard edge.size > start.size || (file == last && !isSettled) else { return }
      let event: ReceivedEvent
      do {
        event = try parser.parse(bytes, line, stored: true)
      } catch {
        throw LogError(
          FileName.log(file), sequence: edge.size, .damage(.noEvent(sequence: edge.size)))
      }
      if edge.size > start.size {
        state.observe(bytes, line, event: event, file: file, sequence: edge.size)
      }
      if file == last, !isSettled { needs.note(event, bytes) }
    }
    guard start.isConfirmed, stop.edge.size >= start.size else { return nil }
    state.size = stop.edge.size
    state.edition = state.size == 0 ? 0 : manifest.edition
    let tail = try replay.tail(stop)
    if case .damaged(let damage, let offset) = tail {
      throw LogError(
        manifest.last.name, offset: offset, sequence: stop.edge.size + 1, .damage(damage))
    }
    try check.finish(replay, size: stop.edge.size)
    let personalData = try PersonalDataState.of(
      scan, erasures, stamps, newest: isSettled ? nil : needs, hasErasedSince: hasErasedSince)
    try fill(&state, personalData)
    return LogRecovery(
      manifest: manifest, state: state, end: stop.offset, tail: tail, erasures: erasures,
      erasuresKeptBefore: keptBefore, personalData: personalData, checkpoints: checkpoints,
      start: stop.edge)
  }

  /// Gives the open calls' references their values, so that the same value gets the same one.
  private static func fill(
    _ state: inout AdmissionState, _ personalData: PersonalDataState
  ) throws(LogError) {
    for (file, references) in state.calls.unknown.sorted(by: { $0.key < $1.key }) {
      let contents = try personalData.contents(ofFile: file)
      state.calls.fill(contents.values(where: references.contains))
    }
  }

  private static func newestLogFile(_ folder: LogFolder) throws(LogError) -> String? {
    try folder.names().last {
      guard case .log = FileName($0) else { return false }
      return true
    }
  }

  /// Whether a file ends as a clean stop leaves it.
  private static func looksClean(_ folder: LogFolder, _ name: String) throws(LogError) -> Bool {
    guard try folder.isRegular(name) else { throw LogError(name, .damage(.kind)) }
    let file = try folder.open(name, .read)
    let size = try file.size()
    guard size >= 2 else { return false }
    return try file.bytes(at: size - 2, count: 2) == [Byte.close, Byte.lineFeed]
  }

  /// What a failed sync left in memory is not what is on the disk, so the disk is asked.
  private static func dropCaches(_ folder: LogFolder, _ name: String) throws(LogError) {
    var names = [name, Format.checkpoints]
    if case .log(let first) = FileName(name) { names.append(FileName.personalData(first)) }
    for name in names {
      do {
        let file = try folder.open(name, .update)
        try file.sync()
        try file.dropCache()
      } catch  where error.system?.isNotFound == true {}
    }
  }
}
