internal import Bytes

/// Which log it is, where not every file can be believed.
struct LogName: Hashable {
  var log: LogID
  var origin: String

  /// What the log's checkpoints call it.
  var checkpointOrigin: String { "\(origin)/\(log)" }
}

extension Salvage {
  /// The log's name: what its checkpoints say, or else most of its files' headers; `nil` where
  /// nothing says it.
  ///
  /// - Parameter checkpoints: the bytes of their file, if there is one.
  func logName(_ checkpoints: [UInt8]?) throws(LogError) -> LogName? {
    if let name = nameInCheckpoints(checkpoints ?? []) { return name }
    var names: [(name: LogName, count: Int)] = []
    for file in try source.names() {
      switch FileName(file) {
      case .log, .malformed: break
      case .personalData, .index, .tree, .cut, .checkpoints, .lock, .anchor, .admission, .erased,
        .snapshot,
        .unfinished,
        .unknownFile:
        continue
      }
      guard try source.isRegular(file) else { continue }
      guard let header = try header(file) else { continue }
      let name = LogName(log: header.log, origin: header.origin)
      if let index = names.firstIndex(where: { $0.name == name }) {
        names[index].count += 1
      } else {
        names.append((name, 1))
      }
    }
    let most = names.map(\.count).max() ?? 0
    return names.first { $0.count == most }?.name
  }

  private func nameInCheckpoints(_ bytes: [UInt8]) -> LogName? {
    let line = bytes.prefix { $0 != Byte.lineFeed }
    guard let slash = line.lastIndex(of: UInt8(ascii: "/")),
      let log = LogID(hex: Array(line[(slash + 1)...]).span),
      let origin = String(validating: line[..<slash], as: UTF8.self), FileHeader.isOrigin(origin),
      // A line that was spoilt names another log: it has to be followed by a checkpoint of that.
      (try? CheckpointFile.reading(bytes, origin: "\(origin)/\(log)"))?.reading.newest != nil
    else { return nil }
    return LogName(log: log, origin: origin)
  }
}
