package import EventLog
package import Platform

/// A storage that many threads may call at once, over one that they may not; its syncs take a while,
/// so that the threads meet.
package final class GatedStorage: Storage, @unchecked Sendable {
  // Safety: the storage is called under the gate alone.
  private let storage: any Storage
  private let gate = Gate()

  /// A gate before a storage.
  package init(_ storage: any Storage) { self.storage = storage }

  /// What messages call the folder.
  package var path: String { storage.path }

  /// The names in it.
  package func names() throws(SystemError) -> [String] {
    try alone { () throws(SystemError) in try storage.names() }
  }

  /// Whether a name is that of a regular file.
  package func isRegular(_ name: String) throws(SystemError) -> Bool {
    try alone { () throws(SystemError) in try storage.isRegular(name) }
  }

  /// The stamp of a file.
  package func stamp(_ name: String) throws(SystemError) -> FileStamp {
    try alone { () throws(SystemError) in try storage.stamp(name) }
  }

  /// Opens a file.
  package func file(
    _ name: String, _ mode: OpenFolder.Mode
  ) throws(SystemError) -> any StoredFile {
    File(try alone { () throws(SystemError) in try storage.file(name, mode) }, self)
  }

  /// Gives a file another name.
  package func rename(_ name: String, to other: String) throws(SystemError) {
    try alone { () throws(SystemError) in try storage.rename(name, to: other) }
  }

  /// Takes a name away.
  package func remove(_ name: String) throws(SystemError) {
    try alone { () throws(SystemError) in try storage.remove(name) }
  }

  /// Makes the names durable.
  package func sync() throws(SystemError) {
    try alone { () throws(SystemError) in try storage.sync() }
  }

  /// Takes the lock.
  package func lock() throws(SystemError) {
    try alone { () throws(SystemError) in try storage.lock() }
  }

  /// Frees the lock.
  package func unlock() {
    gate.lock()
    storage.unlock()
    gate.unlock()
  }

  /// Bytes that may still be written.
  package func freeSpace() throws(SystemError) -> UInt64 {
    try alone { () throws(SystemError) in try storage.freeSpace() }
  }

  /// Does something while no other thread is in the storage.
  package func alone<Value>(
    _ body: () throws(SystemError) -> Value
  ) throws(SystemError) -> Value {
    gate.lock()
    defer { gate.unlock() }
    return try body()
  }

  private final class File: StoredFile {
    private let file: any StoredFile
    private let storage: GatedStorage

    init(_ file: any StoredFile, _ storage: GatedStorage) {
      self.file = file
      self.storage = storage
    }

    func size() throws(SystemError) -> Int {
      try storage.alone { () throws(SystemError) in try file.size() }
    }

    func read(
      into buffer: inout [UInt8], range: Range<Int>, at offset: Int
    ) throws(SystemError) -> Int {
      try storage.alone { () throws(SystemError) in
        try file.read(into: &buffer, range: range, at: offset)
      }
    }

    func write(_ bytes: [UInt8], range: Range<Int>, at offset: Int) throws(SystemError) -> Int {
      try storage.alone { () throws(SystemError) in
        try file.write(bytes, range: range, at: offset)
      }
    }

    func truncate(to size: Int) throws(SystemError) {
      try storage.alone { () throws(SystemError) in try file.truncate(to: size) }
    }

    func syncData() throws(SystemError) {
      ChildProcess.pause(milliseconds: 1)
      try storage.alone { () throws(SystemError) in try file.syncData() }
    }

    func sync() throws(SystemError) {
      try storage.alone { () throws(SystemError) in try file.sync() }
    }

    func dropCache() throws(SystemError) {
      try storage.alone { () throws(SystemError) in try file.dropCache() }
    }
  }
}
