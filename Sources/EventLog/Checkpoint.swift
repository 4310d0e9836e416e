public import Digest

/// A promise about a log: so many events, with this root (C2SP tlog-checkpoint, unsigned).
public struct Checkpoint: Hashable, Sendable {
  /// The log's origin and id, parted by `/`.
  public var origin: String
  /// How many events it covers.
  public var size: UInt64
  /// The root of their tree.
  public var root: SHA256.Digest

  /// Names a promise.
  public init(origin: String, size: UInt64, root: SHA256.Digest) {
    self.origin = origin
    self.size = size
    self.root = root
  }

  /// Three lines and an empty one, each ended by LF.
  public var text: String { "\(origin)\n\(size)\n\(root.base64)\n\n" }
}

extension Survey {
  /// What the log's checkpoints call it.
  var checkpointOrigin: String { "\(origin)/\(log)" }
}
