internal import Platform

/// The log's folder, whose calls are made until they are done.
struct LogFolder {
  let storage: any Storage

  var path: String { storage.path }

  /// The names in it, sorted.
  func names() throws(LogError) -> [String] {
    try call(path) { () throws(SystemError) in try storage.names() }.sorted()
  }

  func isRegular(_ name: String) throws(LogError) -> Bool {
    try call(name) { () throws(SystemError) in try storage.isRegular(name) }
  }

  /// The stamp of a file, or `nil` where there is none.
  func stamp(_ name: String) throws(LogError) -> FileStamp? {
    do {
      return try call(name) { () throws(SystemError) in try storage.stamp(name) }
    } catch  where error.system?.isNotFound == true {
      return nil
    }
  }

  func open(_ name: String, _ mode: OpenFolder.Mode) throws(LogError) -> LogFile {
    LogFile(
      name: name,
      try call(name) { () throws(SystemError) in try storage.file(name, mode) })
  }

  /// A file from an offset on, or `nil` where there is none.
  func contents(_ name: String, from offset: Int = 0) throws(LogError) -> [UInt8]? {
    do {
      return try open(name, .read).contents(from: offset)
    } catch  where error.system?.isNotFound == true {
      return nil
    }
  }

  /// A derived file, to read it; `nil` where there is none, or something else has its name: a link,
  /// a folder, a device.
  func derived(_ name: String) throws(LogError) -> LogFile? {
    do throws(LogError) {
      return try isRegular(name) ? open(name, .read) : nil
    } catch  where error.system?.isNotFound == true {
      return nil
    }
  }

  /// Puts a whole file in the place of what has its name, so that a crash leaves the one or the
  /// other.
  func replace(_ name: String, with bytes: [UInt8]) throws(LogError) {
    let unfinished = name + Format.unfinished
    do {
      let file = try open(unfinished, .replace)
      try file.write(bytes, at: 0)
      try file.sync()
      try rename(unfinished, to: name)
    } catch {
      // What was written of it takes up space that others lack; the next opening removes it too.
      if error.system?.isOutOfSpace == true { try? remove(unfinished) }
      throw error
    }
    try sync()
  }

  func rename(_ name: String, to other: String) throws(LogError) {
    try call(name) { () throws(SystemError) in try storage.rename(name, to: other) }
  }

  /// Takes a name away; one that is gone already is no error.
  func remove(_ name: String) throws(LogError) {
    do {
      try call(name) { () throws(SystemError) in try storage.remove(name) }
    } catch  where error.system?.isNotFound == true {}
  }

  func sync() throws(LogError) {
    try call(path) { () throws(SystemError) in try storage.sync() }
  }

  func freeSpace() throws(LogError) -> UInt64 {
    try call(path) { () throws(SystemError) in try storage.freeSpace() }
  }

  private func call<Result>(
    _ name: String, _ body: () throws(SystemError) -> Result
  ) throws(LogError) -> Result {
    do { return try uninterrupted(body) } catch { throw LogError(name, .system(error)) }
  }
}
