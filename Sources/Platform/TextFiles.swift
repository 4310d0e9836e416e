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

  /// The bytes of the file at `path`; of one with more than `limit`, a few more than that.
  public static func contents(
    of path: String, limit: Int = .max
  ) throws(SystemError) -> [UInt8] {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw .current("open", path) }
    defer { _ = close(file) }
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = try uninterrupted { () throws(SystemError) in
        let count = unsafe part.withUnsafeMutableBytes {
          unsafe Glibc.read(file, $0.baseAddress, $0.count)
        }
        guard count >= 0 else { throw .current("read", path) }
        return count
      }
      bytes += part[..<count]
      if count == 0 || bytes.count > limit { return bytes }
    }
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
