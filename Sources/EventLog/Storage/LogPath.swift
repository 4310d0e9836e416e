internal import Platform

extension LogWriter {
  /// Makes a folder, where there is none, and a log in it.
  public static func create(
    path: String, origin: String, options: LogOptions = LogOptions()
  ) throws(LogError) -> LogWriter {
    // Before anything is made.
    guard FileHeader.isOrigin(origin) else { throw LogError(path, .badOrigin) }
    do {
      try uninterrupted { () throws(SystemError) in try OpenFolder.make(path: path) }
      // The folder's own name has to survive a power cut too.
      try uninterrupted { () throws(SystemError) in try OpenFolder(path: path + "/..").sync() }
    } catch { throw LogError(path, .system(error)) }
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
  /// Looks at the log in a folder.
  public init(path: String) throws(LogError) {
    try self.init(openedFolder(path))
  }
}

private func openedFolder(_ path: String) throws(LogError) -> OpenFolder {
  do {
    return try uninterrupted { () throws(SystemError) in try OpenFolder(path: path) }
  } catch { throw LogError(path, .system(error)) }
}
