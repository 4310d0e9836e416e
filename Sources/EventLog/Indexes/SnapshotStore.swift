package import Digest
package import MerkleTree

/// A place for one snapshot of what was derived from a log, such as the fold's state.
///
/// It names the log, the size and the root that it was made from. What does not match the log, or
/// is damaged, counts as not there: it is never believed, and nothing but time is lost.
package struct SnapshotStore {
  private let folder: LogFolder

  /// The snapshot in a log's folder.
  package init(_ storage: any Storage) {
    folder = LogFolder(storage: storage)
  }

  /// Keeps a snapshot in the place of the one before; for the holder of the log's lock.
  ///
  /// - Parameters:
  ///   - content: what the caller makes of it.
  ///   - checkpoint: the log that it was made from.
  package func save(
    _ content: [UInt8], of checkpoint: Checkpoint, log: LogID
  ) throws(LogError) {
    let derived = Derived(
      kind: "snapshot", log: log, size: checkpoint.size, root: checkpoint.root, content: content)
    try folder.replace(Format.snapshot, with: derived.bytes)
  }

  /// The snapshot, if there is one that fits the log.
  ///
  /// It costs the reading of the log file that the snapshot was made in.
  package func load(for reader: LogReader) throws(LogError) -> (size: UInt64, content: [UInt8])? {
    guard let bytes = try folder.derived(Format.snapshot)?.contents(),
      let derived = Derived(bytes, kind: "snapshot", log: reader.id),
      try reader.root(at: derived.size) == derived.root
    else { return nil }
    return (derived.size, derived.content)
  }
}

extension LogReader {
  /// The root of the tree of the first events, so many; `nil` where the log has fewer.
  ///
  /// Reads at most one file.
  package func root(at size: UInt64) throws(LogError) -> SHA256.Digest? {
    if size == 0 { return manifest.files[0].header.edge.root }
    if let file = manifest.files.first(where: { $0.header.edge.size == size }) {
      return file.header.edge.root
    }
    var found: SHA256.Digest?
    var one = manifest
    one.files = [manifest.files[manifest.place(of: size)]]
    _ = try LogReplay(folder: folder, manifest: one).run(from: 0) {
      (_, _, _, edge) throws(LogError) in
      if edge.size == size { found = edge.root }
    }
    return found
  }
}
