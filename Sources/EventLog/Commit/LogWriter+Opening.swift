internal import Bytes
internal import MerkleTree
internal import Platform

extension LogWriter {
  /// Makes a log in an empty folder and opens it.
  ///
  /// A creation that a crash cut short is gone on with. Throws `notEmpty` where the folder has
  /// anything in it that a creation does not leave.
  package static func create(
    in storage: any Storage, origin: String, options: LogOptions = LogOptions()
  ) throws(LogError) -> LogWriter {
    guard FileHeader.isOrigin(origin) else { throw LogError(storage.path, .badOrigin) }
    let folder = LogFolder(storage: storage)
    try lock(folder)
    try checkIsNew(folder)
    _ = try moveAside(Manifest.others(folder), folder)
    let random: [UInt8]
    do { random = try options.random(16) } catch { throw LogError(folder.path, .system(error)) }
    guard let id = LogID(bytes: random) else { throw LogError(folder.path, .notALog) }
    try folder.replace(Format.checkpoints, with: [])
    let header = FileHeader(log: id, origin: origin, first: 1, previous: 0, edge: RightEdge())
    let writer = LogWriter(
      folder, options, id: id, origin: origin, state: AdmissionState(), tree: header.edge,
      files: [1],
      erasures: Erasures(before: 1))
    do { writer.tail.file = try ActiveFile.make(folder, header) } catch { throw error.error }
    writer.personalData = try PersonalDataFile(folder, first: 1)
    writer.admission.follow(writer.tail.place)
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
      case .log, .personalData, .index, .tree, .cut, .checkpoints, .anchor, .admission, .erased,
        .snapshot,
        .malformed, .unknownFile:
        throw LogError(folder.path, .notEmpty)
      }
    }
  }

  /// Opens a log: reads and judges it, and only then recovers from a stop that was not clean.
  package static func open(
    _ storage: any Storage, options: LogOptions = LogOptions()
  ) throws(LogError) -> LogWriter {
    let folder = LogFolder(storage: storage)
    try lock(folder)
    var opening = try LogRecovery.of(folder, options: options)
    let moved = try moveAside(opening.manifest.others, folder)
    if !moved.isEmpty { opening.manifest.others = try Manifest.others(folder) }
    let recovery = try Recovery(folder, opening)
    let writer = LogWriter(
      folder, options, id: opening.manifest.log, origin: opening.manifest.origin,
      state: opening.state, tree: opening.start, files: opening.manifest.files.map(\.header.first),
      erasures: opening.erasures)
    writer.erasuresKeptBefore = opening.erasuresKeptBefore
    writer.personalDataStamps = opening.personalData.stamps
    writer.report = recovery.findings
    writer.unfinished = .recovery(recovery)
    if opening.personalData.missing > 0 { writer.doubtfulPeople = writer.tail.files.last }
    writer.checkpointer = Checkpointer(
      edge: opening.start, length: opening.checkpoints.length,
      newest: opening.checkpoints.newest?.size ?? 0, time: options.clock())
    // A full disk is no reason not to open: what is to be written is tried again by each append.
    try writer.prepare()
    writer.tellHolder()
    return writer
  }

  /// Gives whatever stands in the place of a derived or unfinished file, and is no file (a folder, a
  /// link, a device), a name that is none of the log's, so that the writer can write there.
  ///
  /// - Returns: the new names.
  static func moveAside(
    _ others: [(name: String, meaning: FileName)], _ folder: LogFolder
  ) throws(LogError) -> [String] {
    var moved: [String] = []
    for other in others where other.meaning.isExpendable {
      do throws(LogError) {
        if try folder.isRegular(other.name) { continue }
      } catch  where error.system?.isNotFound == true {
        continue
      }
      let taken = try folder.names()
      var number = 1
      while taken.contains("\(other.name).stray-\(number)") { number += 1 }
      let name = "\(other.name).stray-\(number)"
      try folder.rename(other.name, to: name)
      moved.append(name)
    }
    if !moved.isEmpty { try folder.sync() }
    return moved
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
    guard let bytes = try? folder.derived(Format.lock)?.bytes(count: Format.lockLimit),
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
