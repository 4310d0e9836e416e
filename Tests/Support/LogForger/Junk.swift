/// Bytes behind the last checkpoint, some of which a crash can have left.
struct Junk {
  /// What follows the log's own name, or stands in its place.
  private var text: String
  private var hasName: Bool
  var isTorn: Bool

  private init(_ text: String, hasName: Bool = true, isTorn: Bool) {
    self.text = text
    self.hasName = hasName
    self.isTorn = isTorn
  }

  func bytes(_ name: String) -> [UInt8] { Array(((hasName ? name : "") + text).utf8) }

  private static let root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="

  static let all = [
    Junk("", isTorn: true), Junk("\n", isTorn: true), Junk("\n99", isTorn: true),
    Junk("\n99\n", isTorn: true), Junk("\n99\n\(root.prefix(20))", isTorn: true),
    Junk("\n99\n\(root.prefix(43))", isTorn: true), Junk("\n99\n\(root)", isTorn: true),
    Junk("\n99\n\(root)\n", isTorn: true),
    // A line that is whole has to be right.
    Junk("0\n", isTorn: false), Junk("\n099", isTorn: false), Junk("\n\n", isTorn: false),
    Junk("\n9x", isTorn: false), Junk("\n9223372036854775808", isTorn: false),
    Junk("\n99\n\(root.prefix(43))\n", isTorn: false), Junk("\n99\n=", isTorn: false),
    Junk("\n99\n\(root.prefix(42))J", isTorn: false), Junk("\n99\n*", isTorn: false),
    Junk("\n99\n\(root.prefix(43))A", isTorn: false), Junk("\n99\n\(root)A", isTorn: false),
    Junk("\n99\n\(root)\nx", isTorn: false), Junk("\n99\n\(root)\n\r\n", isTorn: false),
    Junk("\n", hasName: false, isTorn: false), Junk("x", hasName: false, isTorn: false),
    Junk("\0\0\0\0\0\0\0\0\0\0", hasName: false, isTorn: true),
    // No checkpoint is as long.
    Junk(String(repeating: "\0", count: 300), hasName: false, isTorn: false),
  ]
}
