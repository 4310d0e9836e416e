internal import Glibc
import Platform

/// The stores that the log is measured beside; each is a small program of its own.
struct Peers {
  enum Peer: String, CaseIterable {
    case bare, sqlite, lmdb
  }

  /// Where the programs are; `nil` where they were not built.
  let folder: String?
  /// The file of lines that they store.
  let lines: String

  /// Stores batches in a new store; `nil` where there is no such program.
  ///
  /// - Parameter producers: Threads that store at once.
  /// - Returns: Events a second.
  func run(
    _ peer: Peer, batch: Int, batches: Int, producers: Int
  ) throws(SystemError) -> Double? {
    guard let folder else { return nil }
    let program = "\(folder)/\(peer.rawValue)"
    guard unsafe access(program, X_OK) == 0 else { return nil }
    let store = Machine.temporaryPath(peer.rawValue)
    defer { Machine.deleteFolder(store) }
    try OpenFolder.make(path: store)
    let target = peer == .lmdb ? store : store + "/store"
    let answer = try Machine.output(
      "'\(program)' '\(lines)' \(batch) \(batches) '\(target)' \(producers)")
    guard let first = answer.split(separator: " ").first, let speed = Double(first) else {
      throw SystemError(call: "popen", path: program, number: ECHILD)
    }
    return speed
  }
}
