public import Digest
public import MerkleTree

extension LogReader {
  /// The hashes of perfect subtrees of the log's tree.
  ///
  /// What stands in a file's header is taken from there; for the others, the files that hold their
  /// last leaves are read, and no more. Whoever makes a proof of them has to verify it.
  public func hashes(
    of subtrees: some Sequence<Subtree>
  ) throws(LogError) -> [Subtree: SHA256.Digest] {
    var missing = Set(subtrees)
    var found: [Subtree: SHA256.Digest] = [:]
    for info in survey.files {
      let edge = info.header.edge
      for (subtree, hash) in zip(edge.subtrees, edge.roots) where missing.contains(subtree) {
        found[subtree] = hash
        missing.remove(subtree)
      }
    }
    for (index, info) in survey.files.enumerated() where !missing.isEmpty {
      let start = info.header.edge.size
      let end = index + 1 < survey.files.count ? survey.files[index + 1].header.edge.size : .max
      let here = missing.filter { $0.completeAtSize > start && $0.completeAtSize <= end }
      if here.isEmpty { continue }
      let collector = try collect(here, info)
      for subtree in here {
        do { found[subtree] = try collector.hash(of: subtree) } catch {
          throw LogError(folder.path, sequence: subtree.completeAtSize, .noSuchEvent)
        }
      }
      missing.subtract(here)
    }
    return found
  }

  /// Reads a file until what is looked for is found.
  private func collect(
    _ subtrees: Set<Subtree>, _ info: Survey.File
  ) throws(LogError) -> SubtreeCollector {
    var collector = SubtreeCollector(for: subtrees, after: info.header.edge)
    var scanner = FrameScanner(
      try folder.open(info.name, .read), log: survey.log, offset: info.headerLength,
      sequence: info.header.first, limit: info.size)
    while !collector.isComplete, case .frame = try scanner.next() {
      for line in scanner.lines {
        collector.append(SHA256.hash(prefix: 0, scanner.buffer.span.extracting(line)))
      }
    }
    return collector
  }
}
