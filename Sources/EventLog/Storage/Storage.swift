public import Platform

/// A folder for a log's files: what the log asks of an operating system, and nothing more.
///
/// Each method may fail with an interruption (`EINTR`), and reading and writing may do less than
/// was asked: the log copes with both, so that a storage for tests can try it.
package protocol Storage: AnyObject {
  /// What messages call the folder.
  var path: String { get }
  /// The names in it, in no order.
  func names() throws(SystemError) -> [String]
  /// Whether a name is that of a regular file.
  func isRegular(_ name: String) throws(SystemError) -> Bool
  /// What tells whether the file with a name is still the one that it was, and unchanged.
  func stamp(_ name: String) throws(SystemError) -> FileStamp
  /// Opens a file.
  func file(_ name: String, _ mode: OpenFolder.Mode) throws(SystemError) -> any StoredFile
  /// Gives a file another name, in the place of what had that name.
  func rename(_ name: String, to other: String) throws(SystemError)
  /// Takes a name away.
  func remove(_ name: String) throws(SystemError)
  /// Returns when the names would survive a power cut.
  func sync() throws(SystemError)
  /// Takes the lock, or fails at once; it is held as long as this object.
  func lock() throws(SystemError)
  /// Frees the lock.
  func unlock()
  /// Bytes that may still be written.
  func freeSpace() throws(SystemError) -> UInt64
}

/// An open file of a `Storage`.
package protocol StoredFile: AnyObject {
  /// The length in bytes.
  func size() throws(SystemError) -> Int
  /// Reads into a range of the buffer; 0 at the file's end.
  func read(
    into buffer: inout [UInt8], range: Range<Int>, at offset: Int
  ) throws(SystemError) -> Int
  /// Writes a range of the bytes; says how many were written.
  func write(_ bytes: [UInt8], range: Range<Int>, at offset: Int) throws(SystemError) -> Int
  /// Makes the file this long.
  func truncate(to size: Int) throws(SystemError)
  /// Returns when the bytes would survive a power cut.
  func syncData() throws(SystemError)
  /// Returns when the bytes and the length would survive a power cut.
  func sync() throws(SystemError)
  /// Forgets clean cached pages.
  func dropCache() throws(SystemError)
}

extension OpenFile: StoredFile {}

extension OpenFolder: Storage {
  /// Opens a file; one that is made is readable by the folder's group if that is a log's, and the
  /// file for readers.
  package func file(_ name: String, _ mode: Mode) throws(SystemError) -> any StoredFile {
    try open(name, mode, isForReaders: FileName(name).isForReaders)
  }
}
