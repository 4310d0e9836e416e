import CallModel

/// Finds where the members of a flat object stand, in a line that the parser has accepted.
struct MemberScan {
  private struct Found {
    var key: Range<Int>
    var value: Range<Int>
  }

  private let line: [UInt8]
  private var members: [Found] = []

  init(_ line: Span<UInt8>) {
    self.line = unsafe line.withUnsafeBufferPointer { unsafe Array($0) }
    var index = (self.line.firstIndex(of: UInt8(ascii: "{")) ?? 0) + 1
    while let key = next(&index), let value = next(&index) {
      members.append(Found(key: key, value: value))
    }
  }

  /// The object without what stands around it.
  static func object(_ line: Span<UInt8>) -> Range<Int> {
    var start = 0
    var end = line.count
    while start < end, line[start] != UInt8(ascii: "{") { start += 1 }
    while end > start, line[end - 1] != UInt8(ascii: "}") { end -= 1 }
    return start..<end
  }

  /// The places of an event of this type.
  ///
  /// - Parameter variable: The decoded `name` of a `call.variable`.
  func places(type: [UInt8], variable: [UInt8]?) -> EventPlaces {
    var places = EventPlaces(object: Self.object(line.span))
    func note(_ member: Found, isOfCall: Bool) {
      places.personal.append(.init(range: member.value, isOfCall: isOfCall))
    }
    for (index, member) in members.enumerated() {
      guard let key = key(member) else { continue }
      // A null is the same as absent, but for the number that the log puts its own in place of.
      if key == "seq" { places.sequenceMember = whole(index) }
      if line[member.value.lowerBound] == UInt8(ascii: "n") { continue }
      switch key {
      case "call": places.call = inside(member)
      case "source": places.source = inside(member)
      case "caller", "number", "toNumber": note(member, isOfCall: true)
      case "value" where type.elementsEqual("call.variable".utf8):
        if !Variable.hasMeaning(variable ?? []) { note(member, isOfCall: true) }
      case "text" where type.starts(with: "archive.".utf8),
        "recipient" where type.elementsEqual("archive.link".utf8),
        "query" where type.elementsEqual("archive.audit".utf8):
        note(member, isOfCall: false)
      default: break
      }
    }
    if places.call == nil {
      for index in places.personal.indices { places.personal[index].isOfCall = false }
    }
    return places
  }

  /// Where a string's characters stand; `nil` for any other value.
  private func inside(_ member: Found) -> Range<Int>? {
    guard line[member.value.lowerBound] == UInt8(ascii: "\"") else { return nil }
    return member.value.lowerBound + 1..<member.value.upperBound - 1
  }

  /// A key, decoded.
  private func key(_ member: Found) -> String? {
    let bytes = Array(line[member.key])
    if !bytes.contains(UInt8(ascii: "\\")) {
      return String(decoding: bytes.dropFirst().dropLast(), as: UTF8.self)
    }
    var scanner = StringScanner()
    return unsafe bytes.withUnsafeBytes { buffer in
      var cursor = unsafe LineCursor(buffer)
      guard let text = try? scanner.string(&cursor).text else { return nil }
      return String(decoding: scanner.decoded[text.range], as: UTF8.self)
    }
  }

  /// A member from its key to before the next one's, or, if it is the last, from behind the value
  /// before it.
  private func whole(_ index: Int) -> Range<Int> {
    let member = members[index]
    if index + 1 < members.count {
      return member.key.lowerBound..<members[index + 1].key.lowerBound
    }
    let start = index == 0 ? member.key.lowerBound : members[index - 1].value.upperBound
    return start..<member.value.upperBound
  }

  /// The next string or other token, which begins behind `:`, `,` or white space.
  private func next(_ index: inout Int) -> Range<Int>? {
    while index < line.count, [0x20, 0x09, 0x0D, 0x3A, 0x2C].contains(line[index]) { index += 1 }
    guard index < line.count, line[index] != UInt8(ascii: "}") else { return nil }
    let start = index
    if line[index] == UInt8(ascii: "\"") {
      index += 1
      while index < line.count, line[index] != UInt8(ascii: "\"") {
        index += line[index] == UInt8(ascii: "\\") ? 2 : 1
      }
      index += 1
    } else {
      while index < line.count, ![0x20, 0x09, 0x0D, 0x2C, 0x7D].contains(line[index]) {
        index += 1
      }
    }
    return start..<min(index, line.count)
  }
}
