/// The numbers of the format on disk; `FORMAT.md` explains each.
package enum Format {
  /// The format's version, in every header.
  package static let version = 1
  /// Bytes that a stored line may have, without its LF: numbers and references make it longer.
  package static let storedLineLimit = 16_640
  /// Bytes that a header line may have, with its LF.
  static let headerLimit = 8_192
  /// Bytes of a frame line, with its LF.
  static let frameLineLength = 88
  /// Bytes that a frame's body may have.
  static let bodyLimit = 4_194_304
  /// The unit in which a disk writes whole or not at all.
  static let sector = 512
  /// The highest sequence.
  static let lastSequence = UInt64(Int64.max)
  /// What each frame, and nothing else in a file, begins with.
  static let frameMark = Array(#"{"frame":""#.utf8)
  /// The name of the file of checkpoints.
  static let checkpoints = "checkpoints"
  /// The name of the file that says who writes.
  static let lock = "lock"
  /// Bytes of it that are read to learn who that is.
  static let lockLimit = 64
  /// The name of the record of what was handed to the anchor.
  static let anchor = "anchor"
  /// The most bytes that it may have.
  static let anchorLimit = 1 << 20
  /// The name of the writer's own snapshot.
  static let admission = "door"
  /// The name of the table of references that were erased.
  static let erased = "erased"
  /// The name of the reader's snapshot.
  static let snapshot = "snapshot"
  /// What the name of a file that is being written ends with.
  static let unfinished = ".new"
}
