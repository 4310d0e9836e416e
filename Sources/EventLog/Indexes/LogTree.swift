package import Digest
package import MerkleTree

/// The tree of a log, without reading the log: hashes, single events, and which events are of
/// configuration.
///
/// Making it reads the newest log file. Of the others, the tables that stand beside them are used; a
/// file that has none is read. Whoever makes a proof with it has to verify it: where it does not hold,
/// the same again without trusting the tables either finds the damage or gives what is right.
package final class LogTree {
  private let reader: LogReader
  private let isTrusting: Bool
  private let newest: TreeTable
  /// The table of the file that was looked at last.
  private var recent: (index: Int, table: TreeTable)?
  /// Tables for which files had to be read, so many at most that memory does not grow with the log.
  private var read: [Int: TreeTable] = [:]
  private static let mostRead = 64
  /// The group that was read last: whoever asks for events in order has each group read once.
  private var group: (file: Int, lines: GroupLines)?
  /// The numbers of the events of configuration by the hash of their subject, in order.
  private var allSettings: [UInt64: [UInt64]]?

  /// The tree of a reader's log.
  ///
  /// - Parameter isTrusting: whether the tables beside the log are believed.
  package init(_ reader: LogReader, isTrusting: Bool = true) throws(LogError) {
    self.reader = reader
    self.isTrusting = isTrusting
    let last = reader.manifest.last
    let found = try TreeTable.read(reader.folder.open(last.name, .read), last)
    if case .stopped(let damage) = found.stop {
      _ = try reader.ending(found.scanner, found: damage)
    }
    newest = found.table
  }

  /// Leaves in the tree: the events up to the last whole frame.
  package var size: UInt64 { newest.size }

  /// The root of the tree of the first events, so many; `nil` where there are fewer.
  package func root(at size: UInt64) throws(LogError) -> SHA256.Digest? {
    guard size <= self.size else { return nil }
    let subtrees = Subtree.edge(ofSize: size)
    let found = try hashes(of: subtrees)
    return RightEdge(size: size, roots: subtrees.compactMap { found[$0] })?.root
  }

  /// The hashes of perfect subtrees.
  package func hashes(
    of subtrees: some Sequence<Subtree>
  ) throws(LogError) -> [Subtree: SHA256.Digest] {
    var missing = Set(subtrees)
    var found: [Subtree: SHA256.Digest] = [:]
    for info in reader.manifest.files {
      let edge = info.header.edge
      for (subtree, hash) in zip(edge.subtrees, edge.roots) where missing.contains(subtree) {
        found[subtree] = hash
        missing.remove(subtree)
      }
    }
    var ofFiles: [Int: [Subtree]] = [:]
    for subtree in missing {
      guard subtree.completeAtSize <= size else {
        throw LogError(reader.folder.path, sequence: subtree.completeAtSize, .noSuchEvent)
      }
      ofFiles[reader.manifest.place(of: subtree.completeAtSize), default: []].append(subtree)
    }
    for index in ofFiles.keys.sorted() {
      try collect(ofFiles[index] ?? [], index, into: &found)
    }
    return found
  }

  /// The line of an event; `nil` where there is none.
  package func line(_ sequence: UInt64) throws(LogError) -> [UInt8]? {
    guard sequence > 0, sequence <= size else { return nil }
    let group = try lines(of: sequence - 1, reader.manifest.place(of: sequence))
    return Array(group.bytes[group.lines[Int(sequence - 1 - group.first)]])
  }

  /// The numbers, up to one, of the events of configuration that may be about one of the subjects.
  package func settings(
    of subjects: some Sequence<SettingSubject>, upTo last: UInt64
  ) throws(LogError) -> [UInt64] {
    let all = try settingsBySubject()
    return Set(subjects.map(\.hash)).flatMap { all[$0]?.prefix { $0 <= last } ?? [] }.sorted()
  }

  private func settingsBySubject() throws(LogError) -> [UInt64: [UInt64]] {
    if let allSettings { return allSettings }
    var all: [UInt64: [UInt64]] = [:]
    for index in reader.manifest.files.indices {
      for setting in try table(index).settings {
        all[setting.subject, default: []].append(setting.sequence)
      }
    }
    allSettings = all
    return all
  }

  /// Subtrees that are complete in one file.
  private func collect(
    _ subtrees: [Subtree], _ index: Int, into found: inout [Subtree: SHA256.Digest]
  ) throws(LogError) {
    let edge = reader.manifest.files[index].header.edge
    let level = TreeTable.level
    let large = subtrees.filter { $0.level >= level }
    // The tree whose leaves are the groups.
    var upper = SubtreeCollector(
      for: large.map { Subtree(level: $0.level - level, index: $0.index) },
      after: edge.part(from: level))
    for group in try table(index).groups where !upper.isComplete {
      if let hash = group.hash { upper.append(hash) }
    }
    for subtree in large {
      found[subtree] = try? upper.hash(
        of: Subtree(level: subtree.level - level, index: subtree.index))
    }
    // Single groups, each a tree of its own.
    let small = Dictionary(grouping: subtrees.filter { $0.level < level }) {
      $0.firstLeaf >> UInt64(level)
    }
    for (number, subtrees) in small.sorted(by: { $0.key < $1.key }) {
      let start = number << UInt64(level)
      func within(_ subtree: Subtree) -> Subtree {
        Subtree(
          level: subtree.level, index: subtree.index - start >> UInt64(subtree.level))
      }
      var lower = SubtreeCollector(
        for: subtrees.map(within),
        after: start < edge.size ? edge.part(below: level) : RightEdge())
      let group = try lines(of: max(start, edge.size), index)
      for line in group.lines where !lower.isComplete {
        lower.append(SHA256.hash(prefix: 0, group.bytes.span.extracting(line)))
      }
      for subtree in subtrees { found[subtree] = try? lower.hash(of: within(subtree)) }
    }
  }

  private func table(_ index: Int) throws(LogError) -> TreeTable {
    let files = reader.manifest.files
    if index == files.count - 1 { return newest }
    if let recent, recent.index == index { return recent.table }
    if let table = read[index] { return table }
    let kept =
      isTrusting
      ? try TreeTable.kept(reader.folder, files[index], before: files[index + 1].header.edge) : nil
    let table = if let kept { kept } else { try readTable(index) }
    recent = (index, table)
    return table
  }

  /// Reads a file.
  private func readTable(_ index: Int) throws(LogError) -> TreeTable {
    let info = reader.manifest.files[index]
    let found = try TreeTable.read(reader.folder.open(info.name, .read), info)
    if case .stopped(let damage) = found.stop {
      throw LogError(
        info.name, offset: found.scanner.offset, sequence: found.scanner.sequence, .damage(damage))
    }
    if read.count < LogTree.mostRead { read[index] = found.table }
    return found.table
  }

  /// The lines of the group of a leaf, as far as they are in the file.
  private func lines(of leaf: UInt64, _ index: Int) throws(LogError) -> GroupLines {
    if let group, group.file == index, group.lines.has(leaf) { return group.lines }
    group = nil
    let lines = try readLines(of: leaf, index)
    group = (index, lines)
    return lines
  }

  private func readLines(of leaf: UInt64, _ index: Int) throws(LogError) -> GroupLines {
    let info = reader.manifest.files[index]
    let file = try reader.folder.open(info.name, .read)
    if let lines = try GroupLines(file, info, try table(index), of: leaf) { return lines }
    // The table is not that of this file, or the file is damaged: it is read from its beginning.
    let table = try readTable(index)
    recent = (index, table)
    if let lines = try GroupLines(file, info, table, of: leaf) { return lines }
    throw LogError(info.name, sequence: leaf + 1, .damage(.eventLine))
  }
}
