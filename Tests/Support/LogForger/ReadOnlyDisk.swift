package import EventLog
package import Platform

/// Files in memory that can only be read.
package final class ReadOnlyDisk: Storage {
  private let files: [String: [UInt8]]

  /// A folder of these files.
  package init(_ files: [String: [UInt8]]) { self.files = files }

  /// What messages call the folder.
  package var path: String { "memory" }

  /// The names, in no order.
  package func names() throws(SystemError) -> [String] { Array(files.keys) }

  /// All names are those of regular files.
  package func isRegular(_ name: String) throws(SystemError) -> Bool {
    _ = try bytes(name)
    return true
  }

  /// The stamp of a file, which nobody changes.
  package func stamp(_ name: String) throws(SystemError) -> FileStamp {
    FileStamp(node: 0, size: try bytes(name).count, changed: 0)
  }

  /// Opens a file to read it.
  package func file(
    _ name: String, _ mode: OpenFolder.Mode
  ) throws(SystemError) -> any StoredFile {
    guard mode == .read else { throw refusal("openat") }
    return ReadOnlyFile(try bytes(name))
  }

  /// Refuses.
  package func rename(_ name: String, to other: String) throws(SystemError) {
    throw refusal("renameat")
  }
  /// Refuses.
  package func remove(_ name: String) throws(SystemError) { throw refusal("unlinkat") }
  /// Refuses.
  package func sync() throws(SystemError) { throw refusal("fsync") }
  /// Refuses.
  package func lock() throws(SystemError) { throw refusal("flock") }
  /// Does nothing.
  package func unlock() {}
  /// None.
  package func freeSpace() throws(SystemError) -> UInt64 { 0 }

  private func bytes(_ name: String) throws(SystemError) -> [UInt8] {
    guard let bytes = files[name] else {
      throw SystemError(call: "openat", path: name, number: SystemError.Number.notFound)
    }
    return bytes
  }
}

private final class ReadOnlyFile: StoredFile {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func size() throws(SystemError) -> Int { bytes.count }

  func read(
    into buffer: inout [UInt8], range: Range<Int>, at offset: Int
  ) throws(SystemError) -> Int {
    let count = max(0, min(range.count, bytes.count - offset))
    guard count > 0 else { return 0 }
    buffer.replaceSubrange(
      range.lowerBound..<range.lowerBound + count, with: bytes[offset..<offset + count])
    return count
  }

  func write(_ bytes: [UInt8], range: Range<Int>, at offset: Int) throws(SystemError) -> Int {
    throw refusal("pwrite")
  }
  func truncate(to size: Int) throws(SystemError) { throw refusal("ftruncate") }
  func syncData() throws(SystemError) { throw refusal("fdatasync") }
  func sync() throws(SystemError) { throw refusal("fsync") }
  func dropCache() throws(SystemError) {}
}

private func refusal(_ call: String) -> SystemError {
  SystemError(call: call, path: "memory", number: SystemError.Number.inputOutput)
}
