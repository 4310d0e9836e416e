internal import Glibc

/// Files that people write: read whole, and listed by folder. `OutputFile` writes them.
public enum TextFiles {
  /// What a path leads to.
  public enum Kind: Hashable, Sendable {
    case file
    case folder
    /// A pipe, a device or a socket.
    case other
  }

  /// What `path` leads to, links followed.
  public static func kind(of path: String) throws(SystemError) -> Kind {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { throw .current("stat", path) }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: return .folder
    case S_IFREG: return .file
    default: return .other
    }
  }

  private static func isLink(_ path: String) throws(SystemError) -> Bool {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { throw .current("lstat", path) }
    return status.st_mode & S_IFMT == S_IFLNK
  }

  /// All files below `folder` whose names end with `suffix`, sorted by path.
  ///
  /// Links to folders are not followed, so that none leads in a circle.
  ///
  /// - Parameter unreadable: Folders below it that could not be listed, and why.
  public static func paths(
    below folder: String, suffix: String, unreadable: inout [SystemError]
  ) throws(SystemError) -> [String] {
    var paths: [String] = []
    for name in try names(in: folder) where !name.hasPrefix(".") {
      let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
      do throws(SystemError) {
        switch try kind(of: path) {
        case .folder:
          if try isLink(path) { continue }
          paths += try self.paths(below: path, suffix: suffix, unreadable: &unreadable)
        case .file: if name.hasSuffix(suffix) { paths.append(path) }
        case .other: break
        }
      } catch {
        unreadable.append(error)
      }
    }
    return paths
  }

  /// How many bytes of a file show whether it is of the kind that is wanted.
  public static let beginning = 1 << 16

  /// The bytes of the file at `path`; of one with more than `limit`, a few more than that.
  ///
  /// - Parameter isWanted: is asked once, with the file's beginning or all of a shorter one. Where it
  ///   says no, nothing more is read.
  public static func contents(
    of path: String, limit: Int, isWanted: ([UInt8]) -> Bool = { _ in true }
  ) throws(SystemError) -> [UInt8] {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw .current("open", path) }
    defer { _ = close(file) }
    do throws(SystemError) {
      return try contents(of: Descriptor(number: file), limit: limit, isWanted: isWanted)
    } catch {
      throw SystemError(call: error.call, path: path, number: error.number)
    }
  }

  /// The bytes that can be read from a descriptor, as far as `contents(of:)` of a path reads them.
  public static func contents(
    of file: Descriptor, limit: Int, isWanted: ([UInt8]) -> Bool = { _ in true }
  ) throws(SystemError) -> [UInt8] {
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 1 << 16)
    var isDecided = false
    while true {
      let count = try file.read(into: &part)
      bytes += part[..<count]
      if !isDecided, count == 0 || bytes.count >= beginning {
        guard isWanted(bytes) else { return bytes }
        isDecided = true
      }
      if count == 0 || bytes.count > limit { return bytes }
    }
  }

  /// Whether two paths lead to one and the same file, links followed.
  public static func isSame(_ path: String, _ other: String) -> Bool {
    var (status, otherStatus) = (stat(), stat())
    return unsafe stat(path, &status) == 0 && stat(other, &otherStatus) == 0
      && status.st_dev == otherStatus.st_dev && status.st_ino == otherStatus.st_ino
  }

  private static func names(in folder: String) throws(SystemError) -> [String] {
    guard let stream = unsafe opendir(folder) else { throw .current("opendir", folder) }
    defer { _ = unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
        unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
