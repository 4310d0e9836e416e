internal import Platform
internal import Synchronization

/// A disk in memory that keeps apart what was synced and what was not, fails on demand, and hands
/// back what a power cut may leave.
///
/// It is honest the way Linux file systems are: bytes count once their file was synced, a name
/// once its folder was; before that, each sector and each name may be old or new on its own.
package final class FakeDisk {
  /// The content of a file, whatever its names are.
  final class Node {
    /// Counts all nodes and changes of all disks, so that no two states have the same stamp.
    private static let stamps = Atomic<UInt64>(0)

    /// What reading gives.
    var bytes: [UInt8] = [] { didSet { touch() } }
    /// Of the state that the file is in.
    private(set) var stamp = Node.next()

    /// Changes the stamp, as any change to a file does.
    func touch() { stamp = Node.next() }

    private static func next() -> UInt64 {
      stamps.add(1, ordering: .relaxed).newValue
    }

    /// What a power cut cannot take away.
    var synced: [UInt8] = []
    /// The writes since the last sync, oldest first.
    var pending: [Change] = []
  }

  /// Something that was done to a file and not synced yet.
  enum Change {
    case write(at: Int, [UInt8])
    case truncate(to: Int)
  }

  var names: [String: Node] = [:]
  var syncedNames: [String: Node] = [:]
  /// Names that are no regular file.
  package var odd: Set<String> = []
  /// What is to go wrong, and what has been called.
  package var faults = Faults()
  /// The most bytes that were asked of each file at once.
  package var asked: [String: Int] = [:]
  /// How many bytes of each file were read, again and again counted.
  package var read: [String: Int] = [:]
  /// Bytes that fit on the disk.
  package var capacity = Int.max
  /// What happens before the next call, once: what other processes do meanwhile.
  package var meanwhile: (() -> Void)?
  private weak var holder: FakeMount?

  /// An empty disk.
  package init() {}

  /// A disk with files that are synced.
  package init(_ files: [String: [UInt8]]) {
    for (name, bytes) in files {
      let node = Node()
      node.bytes = bytes
      node.synced = bytes
      names[name] = node
    }
    syncedNames = names
  }

  /// What reading gives, by name.
  package var files: [String: [UInt8]] { names.mapValues(\.bytes) }

  /// What a power cut cannot take away, by name.
  package var syncedFiles: [String: [UInt8]] { syncedNames.mapValues(\.synced) }

  /// The folder as a new process finds it; the lock is free unless a mount of before still has it.
  package func mount() -> FakeMount { FakeMount(self) }

  /// Frees the lock, as the kernel does when its holder dies.
  package func killHolder() { holder = nil }

  /// Puts another file, synced, in the place of what has its name; `nil` takes the name away.
  package func put(_ bytes: [UInt8]?, as name: String) {
    let node = bytes.map { bytes in
      let node = Node()
      (node.bytes, node.synced) = (bytes, bytes)
      return node
    }
    (names[name], syncedNames[name]) = (node, node)
  }

  /// Turns a bit of a byte that is on the disk.
  package func rot(_ name: String, at offset: Int) {
    guard let node = names[name], offset < node.synced.count else { return }
    node.bytes[offset] ^= 1
    node.synced[offset] ^= 1
  }

  /// Gives a file other bytes, which a power cut cannot take away.
  package func rewrite(_ name: String, _ bytes: [UInt8]) {
    let node = Node()
    (node.bytes, node.synced) = (bytes, bytes)
    (names[name], syncedNames[name]) = (node, node)
  }

  var used: Int { names.values.reduce(0) { $0 + $1.bytes.count } }

  func unlock(_ mount: FakeMount) {
    if holder === mount { holder = nil }
  }

  func lock(_ mount: FakeMount) -> Bool {
    if let holder, holder !== mount { return false }
    holder = mount
    return true
  }
}

/// Which call is to fail, and how.
package struct Faults {
  /// What happens to a call.
  package enum Kind: Hashable, Sendable {
    /// The call fails with this number; a write or sync has had no effect.
    case error(Int32)
    /// A write writes half of what it was asked to; other calls are as ever.
    case short
    /// A write writes half, and what should have written the rest finds no space.
    case shortThenFull
    /// Power is lost before the call.
    case powerCut
    /// So many calls that may need space find none; counted are only such calls: making, writing,
    /// shortening, renaming and removing a file. With `half` the first of them, where it is a write,
    /// writes half.
    case full(calls: Int, half: Bool)
  }

  /// Calls made so far, by name and file.
  package var calls: [String] = []
  /// The number of the call that is hit, from 0; `nil` for none.
  package var hit: Int?
  /// The name of the calls that are counted for `hit`; `nil` for all.
  package var only: String?
  var counted = 0
  /// Whether all calls from that one on are hit.
  package var forEver = false
  /// Bytes that a write leaves out which is cut short; `nil` for half of them.
  package var shortBy: Int?
  /// What happens.
  package var kind = Kind.error(SystemError.Number.inputOutput)
  /// Set once a call was hit.
  package var wasHit = false

  /// No faults.
  package init() {}
}
