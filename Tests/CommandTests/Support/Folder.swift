import Foundation

/// A folder that goes away with its test.
final class Folder {
  let url: URL
  var path: String { url.path() }

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "callfold-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  func file(_ name: String) -> String { url.appending(path: name).path() }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Writes a file, with the folders that it needs, and returns its path.
  func write(_ name: String, _ text: String) throws -> String {
    let file = url.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    return file.path()
  }

  func read(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: url.appending(path: name)), as: UTF8.self)
  }
}
