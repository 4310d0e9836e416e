package import Digest
package import MerkleTree
internal import Platform

/// What the log's machine knows of its anchor: what was handed over last, and what has failed since.
///
/// It is for people who look after the log and proves nothing: that is what the copies elsewhere are
/// for. A record that is damaged, or of another log, counts as not there.
package struct AnchorRecord: Hashable, Sendable {
  /// Attempts that have failed since the last one that did not.
  package struct Failing: Hashable, Sendable {
    /// How many.
    package var count: UInt64
    /// The host's time of the first, in milliseconds since 1970.
    package var since: Int64
    /// The command that failed last.
    package var command: String
    /// Why.
    package var why: String
  }

  /// Events that the newest checkpoint has that was handed over; 0 for none.
  package private(set) var size: UInt64 = 0
  /// The root that it has.
  package private(set) var root = TreeHash.empty
  /// The host's time when that was done, in milliseconds since 1970.
  package private(set) var at: Int64 = 0
  /// The command that it was handed to.
  package private(set) var command = ""
  /// What has failed since; `nil` where nothing has.
  package private(set) var failing: Failing?

  /// Nothing was handed over yet.
  package init() {}

  /// Notes that a checkpoint was handed over.
  package mutating func pass(_ checkpoint: Checkpoint, to command: String, at time: Int64) {
    (size, root, at) = (checkpoint.size, checkpoint.root, time)
    self.command = command
    failing = nil
  }

  /// Notes that it was not.
  package mutating func fail(_ command: String, at time: Int64, _ why: String) {
    failing = Failing(
      count: (failing?.count ?? 0) + 1, since: failing?.since ?? time, command: command, why: why)
  }

  /// The record that a log's folder has, if any.
  package init?(_ storage: any Storage, log: LogID) throws(LogError) {
    // What is longer was not written here, and so is damaged.
    guard let file = try LogFolder(storage: storage).derived(Format.anchor),
      case let bytes = try file.bytes(count: min(file.size(), Format.anchorLimit + 1)),
      bytes.count <= Format.anchorLimit,
      let derived = Derived(bytes, kind: Format.anchor, log: log)
    else { return nil }
    let lines = String(decoding: derived.content, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard lines.count == 6, let at = Int64(lines[0]), let count = UInt64(lines[2]),
      let since = Int64(lines[3])
    else { return nil }
    (size, root, self.at, command) = (derived.size, derived.root, at, lines[1])
    if count > 0 {
      failing = Failing(count: count, since: since, command: lines[4], why: lines[5])
    }
  }

  /// Characters of a command, and of why it failed, that are kept.
  private static let longestWord = 4_096

  /// Keeps the record in a log's folder; for the holder of the log's lock.
  package func keep(_ storage: any Storage, log: LogID) throws(LogError) {
    let words = [
      "\(at)", command, "\(failing?.count ?? 0)", "\(failing?.since ?? 0)",
      failing?.command ?? "", failing?.why ?? "",
    ]
    let lines = words.map { String($0.replacing("\n", with: " ").prefix(Self.longestWord)) }
    let derived = Derived(
      kind: Format.anchor, log: log, size: size, root: root,
      content: Array(lines.joined(separator: "\n").utf8))
    try LogFolder(storage: storage).replace(Format.anchor, with: derived.bytes)
  }

  /// Keeps the record in the folder of a log that was closed, unless another process has the log by
  /// now, which keeps its own.
  package func keep(path: String, log: LogID) throws(LogError) {
    let folder: OpenFolder
    do throws(SystemError) {
      folder = try OpenFolder(path: path)
      try folder.lock()
    } catch {
      if error.isHeldElsewhere { return }
      throw LogError(path, .system(error))
    }
    defer { folder.unlock() }
    try keep(folder, log: log)
  }
}

extension LogReader {
  /// What is known of the log's anchor, if anything.
  package func anchorRecord() throws(LogError) -> AnchorRecord? {
    try AnchorRecord(folder.storage, log: id)
  }
}

extension LogWriter {
  /// What is known of the log's anchor, if anything.
  package func anchorRecord() throws(LogError) -> AnchorRecord? {
    try AnchorRecord(folder.storage, log: id)
  }

  /// Keeps what is known of the log's anchor.
  package func keep(_ record: AnchorRecord) throws(LogError) {
    try record.keep(folder.storage, log: id)
  }
}
