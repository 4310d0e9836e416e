internal import Bytes
internal import Digest
internal import MerkleTree
internal import Platform

/// The writer's own state as of some event, so that opening need not read the whole log.
enum AdmissionSnapshot {
  /// Where reading begins, and from which event on the state still has to be derived.
  struct Start {
    /// The place of the first file to be read.
    var place = 0
    /// The state has all events up to this one.
    var size: UInt64 = 0
    /// The root that the tree must have there.
    var root: SHA256.Digest?
    /// Whether the tree was seen to be the one that the state was made from.
    private(set) var isConfirmed = true

    init() {}

    init(place: Int, size: UInt64, root: SHA256.Digest, isConfirmed: Bool) {
      self.place = place
      self.size = size
      self.root = root
      self.isConfirmed = isConfirmed
    }

    /// Takes note of the tree after an event.
    mutating func pass(_ edge: RightEdge) {
      if !isConfirmed, edge.size == size, edge.root == root { isConfirmed = true }
    }
  }

  /// What was kept.
  struct Kept {
    var start: Start
    var state: AdmissionState
    /// The personal data of the newest log file, where nothing was to be done about them.
    var personalData: PersonalDataSavepoint?
    /// Those of other log files in which nothing stood that was erased by then.
    var stamps: [UInt64: FileStamp]
  }

  /// Loads the state if there is one that may fit the log.
  static func load(_ folder: LogFolder, _ manifest: Manifest) throws(LogError) -> Kept? {
    guard let bytes = try folder.derived(Format.admission)?.contents(),
      let derived = Derived(bytes, kind: "door", log: manifest.log),
      let end = derived.content.firstIndex(of: Byte.lineFeed),
      let state = try? AdmissionState(bytes: Array(derived.content[(end + 1)...]))
    else { return nil }
    let words = derived.content[..<end].split(separator: Byte.semicolon)
    let place = manifest.place(of: derived.size + 1)
    let edge = manifest.files[place].header.edge
    let isAtStart = edge.size == derived.size
    if isAtStart, edge.root != derived.root { return nil }
    return Kept(
      start: Start(
        place: place, size: derived.size, root: derived.root, isConfirmed: isAtStart),
      state: state, personalData: words.first.flatMap { PersonalDataSavepoint(text: $0) },
      stamps: stamps(words.dropFirst()))
  }

  /// Files and their stamps, in words; what is none is left out, and its file is looked at.
  private static func stamps(_ texts: ArraySlice<ArraySlice<UInt8>>) -> [UInt64: FileStamp] {
    var stamps: [UInt64: FileStamp] = [:]
    for text in texts {
      let words = String(decoding: text, as: UTF8.self).split(separator: " ")
      guard words.count == 4, let file = UInt64(words[0]), let node = UInt64(words[1]),
        let size = Int(words[2]), let changed = Int64(words[3])
      else { continue }
      stamps[file] = FileStamp(node: node, size: size, changed: changed)
    }
    return stamps
  }

  /// Keeps the state. It is derived: where there is no space for it, the next opening reads more,
  /// and that is all. A disk that fails here fails elsewhere too, so that is thrown.
  ///
  /// - Returns: whether there was space for it.
  static func save(
    _ folder: LogFolder, log: LogID, _ state: AdmissionState, tree: RightEdge,
    personalData: PersonalDataSavepoint?,
    stamps: [UInt64: FileStamp]
  ) throws(LogError) -> Bool {
    // A line for the personal data, and then the state.
    var content = personalData?.text ?? [UInt8(ascii: "-")]
    for (file, stamp) in stamps.sorted(by: { $0.key < $1.key }) {
      content.append(";\(file) \(stamp.node) \(stamp.size) \(stamp.changed)")
    }
    content.append(Byte.lineFeed)
    content.append(contentsOf: state.bytes)
    let derived = Derived(
      kind: "door", log: log, size: tree.size, root: tree.root, content: content)
    do throws(WriteFailure) {
      try WriteFailure.tolerating { () throws(LogError) in
        try folder.replace(Format.admission, with: derived.bytes)
      }
      return true
    } catch {
      if case .broken(let error) = error { throw error }
      return false
    }
  }
}
