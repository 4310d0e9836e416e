package import Platform

/// A file of the project, read whole.
package enum TextFile {
  /// The text of the file at a path.
  package static func read(_ path: String) throws(SystemError) -> String {
    let end = path.lastIndex(of: "/") ?? path.startIndex
    let folder = try OpenFolder(path: String(path[..<end]))
    let file = try folder.open(String(path[path.index(after: end)...]), .read)
    var bytes = [UInt8](repeating: 0, count: try file.size())
    _ = try file.read(into: &bytes, range: bytes.indices, at: 0)
    return String(decoding: bytes, as: UTF8.self)
  }
}
