internal import Platform

extension LogWriter {
  /// Makes a folder, where there is none, and a log in it.
  ///
  /// - Parameter readers: the number of a group that may read the log, now and whatever is added to
  ///   it, but not the personal data. The folder's group and mode keep that.
  public static func create(
    path: String, origin: String, readers: UInt32? = nil, options: LogOptions = LogOptions()
  ) throws(LogError) -> LogWriter {
    // Before anything is made.
    guard FileHeader.isOrigin(origin) else { throw LogError(path, .badOrigin) }
    let wasThere = (try? TextFiles.kind(of: path)) != nil
    do {
      try uninterrupted { () throws(SystemError) in try OpenFolder.make(path: path) }
      // The folder's own name has to survive a power cut too.
      try uninterrupted { () throws(SystemError) in try OpenFolder(path: path + "/..").sync() }
    } catch { throw LogError(path, .system(error)) }
    if let readers {
      try LogWriter.checkIsNew(LogFolder(storage: openedFolder(path)))
      do throws(SystemError) {
        try OpenFolder(path: path).share(with: readers)
      } catch {
        if !wasThere { try? OpenFolder.remove(path: path) }
        throw LogError(path, .system(error))
      }
    }
    return try create(in: openedFolder(path), origin: origin, options: options)
  }

  /// Opens the log in a folder.
  public static func open(
    path: String, options: LogOptions = LogOptions()
  ) throws(LogError) -> LogWriter {
    try open(openedFolder(path), options: options)
  }
}

extension LogReader {
  /// Looks at the log in a folder; as `init(_:asBytesAlone:)`.
  public init(path: String, asBytesAlone: Bool = false) throws(LogError) {
    try self.init(openedFolder(path), asBytesAlone: asBytesAlone)
  }
}

private func openedFolder(_ path: String) throws(LogError) -> OpenFolder {
  do {
    return try uninterrupted { () throws(SystemError) in try OpenFolder(path: path) }
  } catch { throw LogError(path, .system(error)) }
}
