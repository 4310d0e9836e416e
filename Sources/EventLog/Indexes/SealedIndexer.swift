internal import MerkleTree

/// Makes the derived files of log files that are no longer written to: the index from calls to events,
/// and the table of the tree.
///
/// Nothing is wrong without them. It reads files that are written no more and touches nothing of a
/// writer's, so whoever holds the log's lock may run it beside the writer, on a thread of its own.
package struct SealedIndexer {
  private let folder: LogFolder
  private let log: LogID
  /// All files before this one have theirs.
  private var next: UInt64 = 0

  /// An indexer of the log with an id in a folder.
  package init(_ storage: any Storage, log: LogID) {
    folder = LogFolder(storage: storage)
    self.log = log
  }

  /// Makes what the next sealed file lacks; `false` where no file lacks anything.
  package mutating func step() throws(LogError) -> Bool {
    let firsts = try folder.names().compactMap { name -> UInt64? in
      if case .log(let first) = FileName(name), first >= next { first } else { nil }
    }
    for (first, following) in zip(firsts, firsts.dropFirst()) {
      let info = try Manifest.look(FileName.log(first), folder)
      let edge = try Manifest.look(FileName.log(following), folder).header.edge
      let isMade = try make(info, before: edge)
      next = following
      if isMade { return true }
    }
    return false
  }

  private func make(_ info: Manifest.File, before edge: RightEdge) throws(LogError) -> Bool {
    let first = info.header.first
    var isMade = false
    if try CallIndexFile(folder, first: first, log: log, edge: edge) == nil {
      let found = try CallTable.read(
        folder, info, parser: AdmissionParser(), judge: LineJudge())
      // An index of a damaged file would hide what stands behind the damage.
      guard found.edge == edge else { return isMade }
      let bytes = CallIndexFile.bytes(found.table, log: log, edge: edge)
      try folder.replace(FileName.index(first), with: bytes)
      isMade = true
    }
    if try TreeTable.kept(folder, info, before: edge) == nil {
      let found = try TreeTable.read(folder.open(info.name, .read), info)
      guard found.table.size == edge.size else { return isMade }
      try found.table.keep(folder, info, before: edge)
      isMade = true
    }
    return isMade
  }
}

extension TreeTable {
  /// The table beside a sealed log file, if there is one that fits.
  static func kept(
    _ folder: LogFolder, _ info: Manifest.File, before edge: RightEdge
  ) throws(LogError) -> TreeTable? {
    guard let bytes = try folder.derived(FileName.tree(info.header.first))?.contents(),
      let derived = Derived(bytes, kind: "tree", log: info.header.log),
      derived.size == edge.size, derived.root == edge.root
    else { return nil }
    return TreeTable(derived.content, after: info.header.edge, before: edge)
  }

  func keep(
    _ folder: LogFolder, _ info: Manifest.File, before edge: RightEdge
  ) throws(LogError) {
    let derived = Derived(
      kind: "tree", log: info.header.log, size: edge.size, root: edge.root, content: content)
    try folder.replace(FileName.tree(info.header.first), with: derived.bytes)
  }
}

extension LogWriter {
  /// Makes the derived files that sealed log files lack; says of how many files.
  @discardableResult
  package func indexSealedFiles() throws(LogError) -> Int {
    guard !isPoisoned else { return 0 }
    var indexer = SealedIndexer(folder.storage, log: id)
    var made = 0
    while try indexer.step() { made += 1 }
    return made
  }
}
