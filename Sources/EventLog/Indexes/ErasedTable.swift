internal import Bytes
internal import Digest
internal import MerkleTree

/// The references that were erased in log files that are no longer written to, so that nobody has
/// to read those to know them.
///
/// It is made when a new file is begun, of all before it, so its root is the one in that header.
enum ErasedTable {
  /// What was kept, and the place of the first log file that it knows nothing of; `nil` where there
  /// is none that fits the log, or where there is no right to read it.
  static func load(
    _ folder: LogFolder, _ manifest: Manifest
  ) throws(LogError) -> (place: Int, references: Set<Reference>)? {
    let bytes: [UInt8]?
    do throws(LogError) {
      bytes = try folder.derived(Format.erased)?.contents()
    } catch  where error.system?.isNotPermitted == true {
      return nil
    }
    guard let bytes, let derived = Derived(bytes, kind: "erased", log: manifest.log) else {
      return nil
    }
    let place = manifest.place(of: derived.size + 1)
    let edge = manifest.files[place].header.edge
    guard edge.size == derived.size, edge.root == derived.root,
      let references = references(derived.content)
    else { return nil }
    return (place, references)
  }

  /// Keeps the references; without space for them, later readers read more, and that is all.
  static func save(
    _ folder: LogFolder, log: LogID, _ references: Set<Reference>, before edge: RightEdge
  ) throws(LogError) -> Bool {
    var content: [UInt8] = []
    content.reserveCapacity(references.count * (Reference.length + 1))
    for reference in references.sorted() {
      reference.append(to: &content)
      content.append(Byte.lineFeed)
    }
    let derived = Derived(
      kind: "erased", log: log, size: edge.size, root: edge.root, content: content)
    do throws(WriteFailure) {
      try WriteFailure.tolerating { () throws(LogError) in
        try folder.replace(Format.erased, with: derived.bytes)
      }
      return true
    } catch {
      if case .broken(let error) = error { throw error }
      return false
    }
  }

  private static func references(_ content: [UInt8]) -> Set<Reference>? {
    let length = Reference.length + 1
    guard content.count % length == 0 else { return nil }
    var references = Set<Reference>(minimumCapacity: content.count / length)
    for start in stride(from: 0, to: content.count, by: length) {
      guard let reference = Reference(content, start..<start + Reference.length),
        content[start + Reference.length] == Byte.lineFeed
      else { return nil }
      references.insert(reference)
    }
    return references
  }
}

extension PersonalDataScan {
  /// What the log files before the newest say was erased: as it was kept, and what is not kept is
  /// read.
  func erasures() throws(LogError) -> (sealed: Erasures, keptBefore: UInt64) {
    let kept = try ErasedTable.load(folder, manifest)
    let place = kept?.place ?? 0
    var references = kept?.references ?? []
    for index in place..<manifest.files.count - 1 {
      references.formUnion(try erased(manifest.files[index]))
    }
    let last = manifest.last.header.first
    return (Erasures(references, before: last), manifest.files[place].header.first)
  }
}
