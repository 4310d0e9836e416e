internal import Glibc

/// An open folder: files are named in it, never by a path of their own.
///
/// No link is followed to a file. Every method is one system call, or as many as it needs to read
/// the folder; nothing is retried here.
public final class OpenFolder: Sendable {
  let descriptor: Int32
  /// What messages call it.
  public let path: String
  /// The group that may read the folder, and files that are made in it for readers: where the folder
  /// is readable by its group and has the set-group-ID bit, which `share` gives it.
  public let readers: UInt32?

  /// How a file is opened.
  public enum Mode: Hashable, Sendable {
    /// To read what is there.
    case read
    /// To read and write what is there.
    case update
    /// To write a file anew, empty, whatever was there.
    case replace
  }

  /// Opens a folder that is there.
  public init(path: String) throws(SystemError) {
    descriptor = unsafe Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    self.path = path
    var status = stat()
    let isThere = unsafe descriptor >= 0 && fstat(descriptor, &status) == 0
    let isShared = status.st_mode & OpenFolder.sharedMode == OpenFolder.sharedMode
    readers = isThere && isShared ? status.st_gid : nil
    guard isThere else { throw .current(descriptor < 0 ? "open" : "fstat", path) }
  }

  /// The group may list the folder, and what is made in it belongs to the group.
  private static let sharedMode = S_ISGID | S_IRGRP | S_IXGRP

  /// Lets a group read the folder, and nobody else but its owner; a folder that is opened anew knows
  /// it. Only a member of the group, or root, may do it.
  public func share(with group: UInt32) throws(SystemError) {
    guard fchown(descriptor, uid_t.max, group) == 0 else { throw .current("fchown", path) }
    guard fchmod(descriptor, OpenFolder.sharedMode | S_IRWXU) == 0 else {
      throw .current("fchmod", path)
    }
  }

  // An error of close is of no use: everything that counts was synced before.
  deinit { if descriptor >= 0 { _ = close(descriptor) } }

  /// Makes a folder; one that is there is no error.
  public static func make(path: String) throws(SystemError) {
    guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else { throw .current("mkdir", path) }
  }

  /// Takes away an empty folder.
  public static func remove(path: String) throws(SystemError) {
    guard unsafe rmdir(path) == 0 else { throw .current("rmdir", path) }
  }

  /// The names in it, in no order, `.` and `..` left out.
  public func names() throws(SystemError) -> [String] {
    // A descriptor of its own: its reading position is not shared with another listing.
    let copy = unsafe openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard copy >= 0 else { throw .current("openat", path) }
    guard let stream = unsafe fdopendir(copy) else {
      _ = close(copy)
      throw .current("fdopendir", path)
    }
    defer { _ = unsafe closedir(stream) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = unsafe readdir(stream) else { break }
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
        unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    guard errno == 0 else { throw .current("readdir", path) }
    return names
  }

  /// Whether the name is that of a regular file, and not of a link, a folder or a device.
  public func isRegular(_ name: String) throws(SystemError) -> Bool {
    var status = stat()
    guard unsafe fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      throw .current("fstatat", place(name))
    }
    return status.st_mode & S_IFMT == S_IFREG
  }

  /// Opens a file. Only its owner may read one that is made; or the folder's readers too, where it
  /// is made for them, which takes three calls more.
  public func open(
    _ name: String, _ mode: Mode, isForReaders: Bool = false
  ) throws(SystemError) -> OpenFile {
    let always = O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
    let flags =
      switch mode {
      case .read: O_RDONLY | always
      case .update: O_RDWR | always
      case .replace: O_RDWR | O_CREAT | O_TRUNC | always
      }
    let number = unsafe openat(descriptor, name, flags, 0o600)
    guard number >= 0 else { throw .current("openat", place(name)) }
    let file = OpenFile(descriptor: number, path: place(name))
    if mode == .replace, isForReaders, let readers { try file.share(with: readers) }
    return file
  }

  /// Makes a file, empty; fails where anything has the name already.
  ///
  /// - Parameter mode: who may read and write it, as far as the process's mask permits.
  func make(_ name: String, mode: mode_t) throws(SystemError) -> OpenFile {
    let flags = O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
    let file = unsafe openat(descriptor, name, flags, mode)
    guard file >= 0 else { throw .current("openat", place(name)) }
    return OpenFile(descriptor: file, path: place(name))
  }

  /// Gives a file another name, in the place of what had that name.
  public func rename(_ name: String, to other: String) throws(SystemError) {
    guard unsafe renameat(descriptor, name, descriptor, other) == 0 else {
      throw .current("renameat", place(name))
    }
  }

  /// Takes a name away.
  public func remove(_ name: String) throws(SystemError) {
    guard unsafe unlinkat(descriptor, name, 0) == 0 else {
      throw .current("unlinkat", place(name))
    }
  }

  /// Returns when the folder's names would survive a power cut.
  public func sync() throws(SystemError) {
    guard fsync(descriptor) == 0 else { throw .current("fsync", path) }
  }

  /// Takes the kernel's advisory lock on the folder itself, which no one can unlink or replace.
  ///
  /// It is held until this object, and every process forked from this one, is gone.
  public func lock() throws(SystemError) {
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw .current("flock", path) }
  }

  /// Frees the lock.
  public func unlock() {
    _ = flock(descriptor, LOCK_UN)
  }

  /// Bytes that an ordinary user may still write to the file system.
  public func freeSpace() throws(SystemError) -> UInt64 {
    var status = statvfs()
    guard unsafe fstatvfs(descriptor, &status) == 0 else { throw .current("fstatvfs", path) }
    return UInt64(status.f_bavail) &* UInt64(status.f_frsize)
  }

  private func place(_ name: String) -> String { "\(path)/\(name)" }
}
