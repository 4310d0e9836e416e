internal import Glibc

/// An open file. Every method is one system call; nothing is retried here.
public final class OpenFile: Sendable {
  let descriptor: Int32
  /// What messages call it.
  public let path: String

  init(descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  // An error of close is of no use: everything that counts was synced before.
  deinit { _ = close(descriptor) }

  /// Lets a group read the file, and nobody else but its owner; does nothing where that is so.
  func share(with group: UInt32) throws(SystemError) {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw .current("fstat", path) }
    if status.st_gid != group, fchown(descriptor, uid_t.max, group) != 0 {
      throw .current("fchown", path)
    }
    let mode: mode_t = 0o640
    if status.st_mode & 0o7777 != mode, fchmod(descriptor, mode) != 0 {
      throw .current("fchmod", path)
    }
  }

  /// The length in bytes.
  public func size() throws(SystemError) -> Int {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw .current("fstat", path) }
    return Int(status.st_size)
  }

  /// Reads into a range of the buffer; fewer bytes than asked for, and 0 at the file's end, may come.
  public func read(
    into buffer: inout [UInt8], range: Range<Int>, at offset: Int
  ) throws(SystemError) -> Int {
    precondition(range.lowerBound >= 0 && range.upperBound <= buffer.count, "outside the buffer")
    let count = unsafe buffer.withUnsafeMutableBytes {
      unsafe pread(
        descriptor, $0.baseAddress.map { unsafe $0 + range.lowerBound }, range.count,
        off_t(offset))
    }
    guard count >= 0 else { throw .current("pread", path) }
    return count
  }

  /// Writes a range of the bytes; fewer than asked for may be written.
  public func write(
    _ bytes: [UInt8], range: Range<Int>, at offset: Int
  ) throws(SystemError) -> Int {
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "outside the bytes")
    let count = unsafe bytes.withUnsafeBytes {
      unsafe pwrite(
        descriptor, $0.baseAddress.map { unsafe $0 + range.lowerBound }, range.count,
        off_t(offset))
    }
    guard count >= 0 else { throw .current("pwrite", path) }
    return count
  }

  /// Makes the file this long.
  public func truncate(to size: Int) throws(SystemError) {
    guard ftruncate(descriptor, off_t(size)) == 0 else { throw .current("ftruncate", path) }
  }

  /// Returns when the bytes, and the length where it grew, would survive a power cut.
  public func syncData() throws(SystemError) {
    guard fdatasync(descriptor) == 0 else { throw .current("fdatasync", path) }
  }

  /// Returns when the bytes and all that is known about the file would survive a power cut.
  public func sync() throws(SystemError) {
    guard fsync(descriptor) == 0 else { throw .current("fsync", path) }
  }

  /// Forgets clean cached pages, so that the next read comes from the disk.
  public func dropCache() throws(SystemError) {
    let number = posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED)
    guard number == 0 else {
      throw SystemError(call: "posix_fadvise", path: path, number: number)
    }
  }
}
