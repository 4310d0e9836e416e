internal import MerkleTree
internal import Platform

extension LogWriter {
  /// Makes a log in an empty folder and opens it.
  ///
  /// A creation that a crash cut short is gone on with. Throws `notEmpty` where the folder has
  /// anything in it that a creation does not leave.
  public static func create(
    in storage: any Storage, origin: String, options: LogOptions = LogOptions()
  ) throws(LogError) -> LogWriter {
    guard FileHeader.isOrigin(origin) else { throw LogError(storage.path, .badOrigin) }
    let folder = LogFolder(storage: storage)
    try lock(folder)
    try checkIsNew(folder)
    let random: [UInt8]
    do { random = try options.random(16) } catch { throw LogError(folder.path, .system(error)) }
    guard let id = LogID(bytes: random) else { throw LogError(folder.path, .notALog) }
    try folder.replace(Format.checkpoints, with: [])
    let header = FileHeader(log: id, origin: origin, first: 1, previous: 0, edge: RightEdge())
    let writer = LogWriter(
      folder, options, id: id, origin: origin, state: DoorState(), tree: header.edge, files: [1],
      erasures: Erasures(before: 1))
    writer.tail.file = try ActiveFile(folder, making: header)
    writer.people = try PeopleFile(folder, first: 1)
    writer.door.follow(writer.tail.place)
    writer.checkpointer = Checkpointer(
      edge: header.edge, length: 0, newest: 0, time: options.clock())
    writer.tellHolder()
    return writer
  }

  /// Throws `notEmpty` where a folder has anything in it that a creation does not leave.
  static func checkIsNew(_ folder: LogFolder) throws(LogError) {
    for name in try folder.names() {
      switch FileName(name) {
      case .lock, .unfinished: continue
      case .checkpoints where try folder.contents(name)?.isEmpty == true: continue
      case .log, .people, .index, .tree, .cut, .checkpoints, .anchor, .door, .erased, .snapshot,
        .malformed, .stranger:
        throw LogError(folder.path, .notEmpty)
      }
    }
  }

  /// Opens a log: reads and judges it, and only then recovers from a stop that was not clean.
  public static func open(
    _ storage: any Storage, options: LogOptions = LogOptions()
  ) throws(LogError) -> LogWriter {
    let folder = LogFolder(storage: storage)
    try lock(folder)
    let opening = try Opening.of(folder, options: options)
    let recovery = try Recovery(folder, opening)
    let writer = LogWriter(
      folder, options, id: opening.survey.log, origin: opening.survey.origin,
      state: opening.state, tree: opening.start, files: opening.survey.files.map(\.header.first),
      erasures: opening.erasures)
    writer.erasuresKeptBefore = opening.erasuresKeptBefore
    writer.peopleStamps = opening.people.stamps
    writer.report = recovery.report
    writer.recovery = recovery
    if opening.people.missing > 0 { writer.doubtfulPeople = writer.tail.files.last }
    writer.checkpointer = Checkpointer(
      edge: opening.start, length: opening.checkpoints.length,
      newest: opening.checkpoints.newest?.size ?? 0, time: options.clock())
    // A full disk is no reason not to open: what is to be written is tried again by each append.
    do {
      try writer.recover()
    } catch {
      guard case .noSpace = error else { throw error.error }
    }
    writer.tellHolder()
    return writer
  }

  /// Does what the opening left to be done, if anything; goes on where it ended for want of space.
  func recover() throws(WriteFailure) {
    guard let opening = recovery?.opening else { return }
    try WriteFailure.tolerating { () throws(LogError) in
      try recovery?.cutTail()
      try recovery?.cleanPeople(&report)
      if recovery?.cut == nil {
        tail.file = try ActiveFile(folder, header: opening.survey.last.header, end: opening.end)
      } else {
        try goOnInNewFile()
      }
    }
    try WriteFailure.breaking { () throws(LogError) in
      try recovery?.finish()
      people = try PeopleFile(folder, first: tail.files[tail.files.count - 1])
      try removeLeftovers(opening)
    }
    recovery = nil
    door.follow(tail.place)
  }

  /// Makes a new file that begins with what happened.
  private func goOnInNewFile() throws(LogError) {
    guard let recovery else { return }
    let header = recovery.header
    var draft = door.newDraft()
    draft.addTick()
    draft.addOwn(recovery.line(at: draft.time))
    draft.hash(onto: &tree)
    draft.seal(log: id)
    tail.file = try ActiveFile(folder, making: header, frame: draft.frame)
    door.state.size = draft.last
    door.state.tick = draft.tick
    if tail.files.last != header.first { tail.files.append(header.first) }
  }

  private func removeLeftovers(_ opening: Opening) throws(LogError) {
    for other in opening.survey.others {
      if case .unfinished = other.meaning { try folder.remove(other.name) }
    }
  }

  private static func lock(_ folder: LogFolder) throws(LogError) {
    do {
      try uninterrupted { () throws(SystemError) in try folder.storage.lock() }
    } catch  where error.isHeldElsewhere {
      throw LogError(folder.path, .held(by: holder(folder)))
    } catch {
      throw LogError(folder.path, .system(error))
    }
  }

  /// The number of the process that has the lock, as far as it has said so.
  private static func holder(_ folder: LogFolder) -> Int32? {
    guard let bytes = try? folder.contents(Format.lock),
      let end = bytes.firstIndex(of: Byte.lineFeed), let number = ByteText.decimal(bytes, 0..<end)
    else { return nil }
    return Int32(exactly: number)
  }

  /// Says in the lock file who writes, and where it can be asked.
  ///
  /// - Parameter socket: the path of a socket that takes requests.
  public func tellHolder(socket: String? = nil) {
    let text = "\(options.processID)\n" + (socket.map { "\($0)\n" } ?? "")
    // It only informs: the lock is the kernel's, and holds without it.
    guard let file = try? folder.open(Format.lock, .replace) else { return }
    try? file.write(Array(text.utf8), at: 0)
  }
}

extension WriteFailure {
  /// The error itself.
  var error: LogError {
    switch self {
    case .noSpace(let error), .broken(let error): error
    }
  }
}
