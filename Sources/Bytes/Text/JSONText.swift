/// The inside of a JSON string, decoded.
package enum JSONText {
  /// The UTF-8 that the inside of a string stands for.
  ///
  /// A parser has refused what is no escape before: here it becomes U+FFFD.
  package static func decoded(_ bytes: [UInt8], _ inside: Range<Int>) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(inside.count)
    var index = inside.lowerBound
    while index < inside.upperBound {
      if bytes[index] != Byte.backslash {
        text.append(bytes[index])
        index += 1
        continue
      }
      let escape = try? JSONEscape.read(at: index) { $0 < inside.upperBound ? bytes[$0] : 0 }
      text.append(contentsOf: String(escape?.scalar ?? "\u{FFFD}").utf8)
      index += escape?.length ?? 1
    }
    return text
  }
}
