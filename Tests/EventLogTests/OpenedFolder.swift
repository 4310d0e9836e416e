import Platform

enum OpenedFolder {
  static func at(_ path: String) throws -> OpenFolder { try OpenFolder(path: path) }
}
