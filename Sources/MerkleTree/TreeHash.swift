public import Digest

/// The three hashes that an RFC 6962 tree is made of (section 2.1).
///
/// The prefixes keep leaves and inner nodes apart: without them a node could be passed off as an
/// event.
public enum TreeHash {
  /// The root of a tree without leaves: SHA-256 of nothing.
  public static let empty = SHA256.hash([])

  /// SHA-256(`00` ‖ entry): the hash of one entry, here an event's line without its LF.
  public static func leaf(_ entry: Span<UInt8>) -> SHA256.Digest {
    SHA256.hash(prefix: 0x00, entry)
  }

  /// SHA-256(`00` ‖ entry).
  public static func leaf(_ entry: [UInt8]) -> SHA256.Digest {
    leaf(entry.span)
  }

  /// SHA-256(`01` ‖ left ‖ right): the hash of two neighbouring subtrees.
  public static func node(_ left: SHA256.Digest, _ right: SHA256.Digest) -> SHA256.Digest {
    SHA256.node(left, right)
  }

  /// The root over neighbouring perfect subtrees, given from left to right.
  static func fold(_ subtrees: some BidirectionalCollection<SHA256.Digest>) -> SHA256.Digest {
    guard var root = subtrees.last else { return empty }
    for left in subtrees.dropLast().reversed() { root = node(left, root) }
    return root
  }
}
