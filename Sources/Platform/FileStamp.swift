internal import Glibc

/// What tells that the file with a name is still the one that it was, and unchanged: another file in
/// its place, and any write to it, give another stamp.
public struct FileStamp: Hashable, Sendable {
  /// The number that the file system knows the file by.
  public var node: UInt64
  /// The length in bytes.
  public var size: Int
  /// When anything about the file changed last, in nanoseconds since 1970. No program can set it.
  public var changed: Int64

  /// Names a file in one of its states.
  public init(node: UInt64, size: Int, changed: Int64) {
    self.node = node
    self.size = size
    self.changed = changed
  }
}

extension OpenFolder {
  /// The stamp of the file with a name; links are not followed.
  public func stamp(_ name: String) throws(SystemError) -> FileStamp {
    var status = stat()
    guard unsafe fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      throw .current("fstatat", "\(path)/\(name)")
    }
    return FileStamp(
      node: UInt64(status.st_ino), size: Int(status.st_size),
      changed: Int64(status.st_ctim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_ctim.tv_nsec))
  }
}
