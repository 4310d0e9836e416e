internal import Glibc

/// Files that a command writes for a person: the one place where such a file is made or replaced.
///
/// The bytes are written beside the file, under a name that nobody has, and synced; only then do
/// they take its place. Whatever fails, what stood at the path stands there still.
public enum OutputFile {
  /// Why a file was not written.
  public enum Failure: Error, Hashable, Sendable {
    /// The path leads to something that is no regular file, and is not replaced by one.
    case notAFile(Kind)
    /// A call to the operating system failed.
    case system(SystemError)
  }

  /// What stands where a regular file was expected.
  public enum Kind: String, Hashable, Sendable {
    case folder, pipe, device, socket
    /// A link whose target is not there.
    case deadLink = "link that leads nowhere"
  }

  /// Makes the file at `path`, or replaces the regular one that stands there, or to which a link
  /// there leads: the link stays, and so do the file's mode and, as far as permitted, its owner.
  ///
  /// It returns when the file would survive a power cut. A file that this user may not write is
  /// not replaced either, though its folder would permit that.
  public static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    let target = try target(of: path)
    do throws(SystemError) {
      let folder = try OpenFolder(path: target.folder)
      let draft = try Draft(in: folder, replacing: target.status)
      do throws(SystemError) {
        try draft.fill(bytes, as: target.status)
        try folder.rename(draft.name, to: target.name)
      } catch {
        try? folder.remove(draft.name)
        throw error
      }
      try folder.sync()
    } catch {
      throw .system(error)
    }
  }

  /// A place for a file: the folder, the name in it, and what is known of the file that is there.
  private struct Target {
    var folder: String
    var name: String
    var status: stat?
  }

  /// Where the file is to stand in the end, links followed.
  private static func target(of path: String) throws(Failure) -> Target {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else {
      let error = SystemError.current("lstat", path)
      guard error.isNotFound else { throw .system(error) }
      if path.hasSuffix("/") { throw .notAFile(.folder) }
      return target(at: path, nil)
    }
    guard let resolved = unsafe realpath(path, nil) else {
      let error = SystemError.current("realpath", path)
      throw error.isNotFound ? .notAFile(.deadLink) : .system(error)
    }
    defer { unsafe free(resolved) }
    let real = unsafe String(cString: resolved)
    guard unsafe lstat(real, &status) == 0 else { throw .system(.current("lstat", real)) }
    if let kind = kind(status) { throw .notAFile(kind) }
    guard unsafe faccessat(AT_FDCWD, real, W_OK, AT_EACCESS) == 0 else {
      throw .system(.current("faccessat", real))
    }
    return target(at: real, status)
  }

  private static func target(at path: String, _ status: stat?) -> Target {
    guard let slash = path.lastIndex(of: "/") else {
      return Target(folder: ".", name: path, status: status)
    }
    let folder = slash == path.startIndex ? "/" : String(path[..<slash])
    return Target(folder: folder, name: String(path[path.index(after: slash)...]), status: status)
  }

  /// What it is where it is no regular file.
  private static func kind(_ status: stat) -> Kind? {
    switch status.st_mode & S_IFMT {
    case S_IFREG: nil
    case S_IFDIR: .folder
    case S_IFIFO: .pipe
    case S_IFSOCK: .socket
    default: .device
    }
  }

  /// The file that is written beside the target.
  private struct Draft {
    let name: String
    private let file: OpenFile
    private static let attempts = 16

    /// Makes it under a name that is free. Until it has its mode, only its owner may read what is
    /// to replace a file.
    init(in folder: OpenFolder, replacing old: stat?) throws(SystemError) {
      var attempt = 1
      while true {
        let digits = try Host.randomBytes(8).map { byte in
          let digits = String(byte, radix: 16)
          return digits.count == 1 ? "0" + digits : digits
        }
        let name = ".callfold-\(digits.joined()).new"
        do throws(SystemError) {
          file = try folder.make(name, mode: old == nil ? 0o666 : 0o600)
          self.name = name
          return
        } catch {
          guard error.isAlreadyThere, attempt < Self.attempts else { throw error }
          attempt += 1
        }
      }
    }

    /// Writes it whole, gives it the old file's owner and mode, and syncs it.
    func fill(_ bytes: [UInt8], as old: stat?) throws(SystemError) {
      try Descriptor(number: file.descriptor).write(bytes)
      if let old {
        // Only root may give a file away; a member of the group may keep the group.
        if fchown(file.descriptor, old.st_uid, old.st_gid) != 0 {
          _ = fchown(file.descriptor, uid_t.max, old.st_gid)
        }
        guard fchmod(file.descriptor, old.st_mode & 0o7777) == 0 else {
          throw .current("fchmod", file.path)
        }
      }
      try file.sync()
    }
  }
}

extension OutputFile.Failure: CustomStringConvertible {
  /// What is wrong and what to do, to be said behind the path.
  public var description: String {
    switch self {
    case .notAFile(let kind):
      "it is a \(kind.rawValue), and only regular files are replaced. Give a new or existing file"
    case .system(let error) where error.isNotFound:
      "there is no such folder. Give a file in an existing folder"
    case .system(let error) where error.isOutOfSpace:
      "\(error.text). Free some space; the existing file is unchanged"
    case .system(let error):
      "\(error.text). Check the permissions of the file and its folder, or give another file"
    }
  }
}
