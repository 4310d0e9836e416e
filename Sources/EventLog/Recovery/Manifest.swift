internal import Bytes
internal import MerkleTree
internal import Platform

/// What names, headers and lengths say of a log, before any event is read.
struct Manifest {
  /// A log file.
  struct File: Hashable {
    var header: FileHeader
    /// Bytes of its header line.
    var headerLength: Int
    /// Bytes of the whole file when it was looked at.
    var size: Int
    /// The edition that its first event says, where that is a `log.rules`; not checked by then.
    var edition: UInt64?

    var name: String { FileName.log(header.first) }
  }

  /// The log files, in order, at least one.
  var files: [File]
  /// Every other name in the folder, with what it means.
  var others: [(name: String, meaning: FileName)]
  /// The latest edition of the rules that is known; `nil` where bytes alone are judged.
  var knownEdition: UInt64?

  var last: File { files[files.count - 1] }
  var log: LogID { files[0].header.log }
  var origin: String { files[0].header.origin }

  /// Looks at a folder; `nil` where it holds no log file.
  ///
  /// - Parameter edition: the latest of the rules that is known, for whoever goes by them: a log of
  ///   another is refused.
  static func of(_ folder: LogFolder, edition: UInt64? = nil) throws(LogError) -> Manifest? {
    var files: [File] = []
    var others: [(name: String, meaning: FileName)] = []
    for name in try folder.names() {
      switch FileName(name) {
      case .malformed: throw LogError(name, .damage(.name))
      case .log:
        guard try folder.isRegular(name) else { throw LogError(name, .damage(.kind)) }
        files.append(try look(name, folder))
      case let meaning: others.append((name, meaning))
      }
    }
    guard !files.isEmpty else { return nil }
    let manifest = Manifest(files: files, others: others, knownEdition: edition)
    try manifest.check(folder)
    try manifest.checkEditions(folder)
    return manifest
  }

  /// Every name in a folder that is no log file's, with what it means.
  static func others(_ folder: LogFolder) throws(LogError) -> [(name: String, meaning: FileName)] {
    try folder.names().map { ($0, FileName($0)) }.filter {
      if case .log = $0.1 { false } else { true }
    }
  }

  /// The place in `files` of the one that holds, or would hold, a sequence.
  func place(of sequence: UInt64) -> Int {
    var low = 0
    var high = files.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if files[middle].header.first <= sequence { low = middle } else { high = middle }
    }
    return low
  }

  /// Reads a log file's header.
  static func look(_ name: String, _ folder: LogFolder) throws(LogError) -> File {
    let file = try folder.open(name, .read)
    let size = try file.size()
    let start = try file.bytes(count: min(size, Format.headerLimit))
    let header = try FileHeader(start, file: name)
    guard FileName.log(header.first) == name else {
      throw LogError(name, offset: 0, .damage(.misnamed(FileName.log(header.first))))
    }
    let event = min(start.count, header.line.count + Format.frameLineLength)
    let end = start[event...].firstIndex(of: Byte.lineFeed) ?? event
    return File(
      header: header, headerLength: header.line.count, size: size,
      edition: OwnLine.edition(start, event..<end))
  }

  private func check(_ folder: LogFolder) throws(LogError) {
    guard files[0].header.first == 1, files[0].header.previous == 0 else {
      throw LogError(files[0].name, sequence: 1, .damage(.missingFile))
    }
    for (before, after) in zip(files, files.dropFirst()) {
      guard after.header.log == log, after.header.origin == origin else {
        throw LogError(after.name, offset: 0, .damage(.foreign))
      }
      guard before.size > before.headerLength else {
        throw LogError(before.name, offset: before.size, .damage(.empty))
      }
      // The number of the last event distinguishes a file that is missing between the two from
      // one of a wrong length.
      guard try Manifest.lastSequence(before, folder) == after.header.first - 1 else {
        let damage: Damage =
          before.size == after.header.previous
          ? .missingFile
          : .length(
            expected: after.header.previous)
        throw LogError(
          damage == .missingFile ? after.name : before.name,
          offset: damage == .missingFile ? 0 : min(before.size, after.header.previous),
          sequence: after.header.first, .damage(damage))
      }
      guard before.size == after.header.previous else {
        throw LogError(
          before.name, offset: min(before.size, after.header.previous),
          sequence: after.header.first, .damage(.length(expected: after.header.previous)))
      }
    }
  }

  /// The number of the last event of a file that ends with one; `nil` where it does not.
  private static func lastSequence(_ file: File, _ folder: LogFolder) throws(LogError) -> UInt64? {
    let count = min(file.size - file.headerLength, Format.storedLineLimit + 2)
    let bytes = try folder.open(file.name, .read).bytes(at: file.size - count, count: count)
    guard bytes.last == Byte.lineFeed else { return nil }
    let start = (bytes.dropLast().lastIndex(of: Byte.lineFeed) ?? -1) + 1
    guard ByteText.stands(#"{"seq":"#, in: bytes, at: start),
      let end = bytes[start...].firstIndex(of: Byte.comma)
    else { return nil }
    return ByteText.decimal(bytes, start + 7..<end)
  }
}
