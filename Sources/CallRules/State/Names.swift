import Bytes
package import CallModel

/// The names that a call has heard of, each once, and what it must remember of each.
package struct Names: Sendable {
  /// What a call remembers of whoever has a name, connected or not.
  struct Memory: OptionSet, Hashable, Sendable, BitwiseCopyable {
    let rawValue: UInt8
    /// An agent of this name was connected at some time.
    static let agentWasConnected = Memory(rawValue: 1)
    /// A number of this name was connected at some time.
    static let numberWasConnected = Memory(rawValue: 2)
    /// The latest answer of the number of this name is a denial.
    static let numberDenies = Memory(rawValue: 4)
  }

  struct Entry: Hashable, Sendable, BitwiseCopyable {
    /// Where its bytes end; they begin where those of the name before it end.
    var end: UInt32
    var memory: Memory
  }

  /// The bytes of the first names, one after another, for as long as a whole name fits.
  private var near = NearBytes()
  private var nearCount: UInt32 = 0
  var entries = ShortList<6, Entry>(blank: Entry(end: 0, memory: []))
  /// The bytes of all later names: those at `place` in all bytes stand at `place − nearCount`.
  private var far: [UInt8] = []
  /// Where the names are, once there are many; at most one, so that few names need no room for it.
  private var index: [HashIndex] = []

  /// A call has few names, and going through them is fastest; no call may be slow for having many.
  private static let few = 32

  /// No name has been heard.
  package init() {}

  /// How many names there are.
  package var count: Int { entries.count }

  /// The name with these bytes, which is noted if it is new.
  mutating func name(_ text: Span<UInt8>) -> Name {
    if count > Self.few { return nameOfMany(text) }
    return known(text) ?? add(text)
  }

  /// The name with these bytes, if it is among the few that there are.
  @inline(__always)
  private mutating func known(_ text: Span<UInt8>) -> Name? {
    var start = 0
    for place in 0..<count {
      let end = Int(entries[place].end)
      if end - start == text.count, areBytes(start..<end, text) {
        return Name(index: UInt32(truncatingIfNeeded: place))
      }
      start = end
    }
    return nil
  }

  /// Notes a name without asking whether it is there.
  mutating func add(_ text: Span<UInt8>) -> Name {
    let start = count == 0 ? 0 : Int(entries[count - 1].end)
    let end = start + text.count
    if far.isEmpty, end <= NearBytes.room {
      near.put(text, at: start)
      nearCount = UInt32(truncatingIfNeeded: end)
    } else {
      far.append(copying: text)
    }
    entries.append(Entry(end: UInt32(truncatingIfNeeded: end), memory: []))
    if count > Self.few { indexLast() }
    return Name(index: UInt32(truncatingIfNeeded: count - 1))
  }

  /// Forgets all names, and keeps only the room in place.
  mutating func removeAll() {
    entries.clear()
    nearCount = 0
    far.clear()
    index.clear()
  }

  /// Hands the bytes of `name` to `body`.
  @inline(__always)
  func withBytes<Result>(of name: Name, _ body: (Span<UInt8>) -> Result) -> Result {
    let range = range(of: name)
    if range.upperBound <= Int(nearCount) {
      return near.withBytes(range, body)
    }
    return body(far.span.extracting(inFar(range)))
  }

  /// Hands the bytes of `name` to `body`, where they are.
  package mutating func read(_ name: Name, _ body: (Span<UInt8>) -> Void) {
    let range = range(of: name)
    if range.upperBound <= Int(nearCount) { return near.read(range, body) }
    body(far.span.extracting(inFar(range)))
  }

  /// The bytes of `name`.
  package func bytes(of name: Name) -> [UInt8] { withBytes(of: name) { [UInt8](copying: $0) } }

  /// `name` as a string.
  package func text(of name: Name) -> String {
    withBytes(of: name) { String(decoding: [UInt8](copying: $0), as: UTF8.self) }
  }

  /// Whether `left` is written before `right`: by kind, then by the bytes of their names.
  package func precedes(_ left: Party, _ right: Party) -> Bool {
    switch (left, right) {
    case (.agent(let one), .agent(let other)), (.number(let one), .number(let other)):
      withBytes(of: one) { first in withBytes(of: other) { precedesBytes(first, $0) } }
    case (.agent, .caller), (.agent, .number), (.caller, .number): true
    case (.caller, .caller), (.caller, .agent), (.number, .agent), (.number, .caller): false
    }
  }

  subscript(memory name: Name) -> Memory {
    @inline(__always) get { entries[Int(name.index)].memory }
    @inline(__always) set { entries[Int(name.index)].memory = newValue }
  }

  /// Where the bytes of `name` are among those of all names.
  @inline(__always)
  private func range(of name: Name) -> Range<Int> {
    let place = Int(name.index)
    let start = place == 0 ? 0 : Int(entries[place - 1].end)
    return start..<Int(entries[place].end)
  }

  private func inFar(_ range: Range<Int>) -> Range<Int> {
    range.lowerBound - Int(nearCount)..<range.upperBound - Int(nearCount)
  }

  @inline(__always)
  private mutating func areBytes(_ range: Range<Int>, _ text: Span<UInt8>) -> Bool {
    if range.upperBound <= Int(nearCount) { return near.areBytes(range, text) }
    return sameBytes(far.span.extracting(inFar(range)), text)
  }
}

// Many names.
extension Names {
  @inline(never)
  private mutating func nameOfMany(_ text: Span<UInt8>) -> Name {
    let known = index[0].place(byteHash(text), of: text) { place in
      withBytes(of: Name(index: UInt32(truncatingIfNeeded: place))) { sameBytes($0, text) }
    }
    return known.map { Name(index: UInt32(truncatingIfNeeded: $0)) } ?? add(text)
  }

  /// Puts the last name into the index, and with the first that makes them many, those before it.
  @inline(never)
  private mutating func indexLast() {
    if index.isEmpty { index.append(HashIndex()) }
    let first = count == Self.few + 1 ? 0 : count - 1
    for place in first..<count {
      let text = bytes(of: Name(index: UInt32(truncatingIfNeeded: place)))
      index[0].insert(byteHash(text.span), place, of: text.span)
    }
  }
}

extension Names: Hashable {
  /// Whether both have the same names in the same order, and remember the same of them.
  package static func == (left: Names, right: Names) -> Bool {
    guard left.entries.elementsEqual(right.entries) else { return false }
    return left.allBytes == right.allBytes
  }

  /// What `==` compares.
  package func hash(into hasher: inout Hasher) {
    for entry in entries { hasher.combine(entry) }
    hasher.combine(allBytes)
  }

  /// The bytes of all names, one after another.
  private var allBytes: [UInt8] {
    near.withBytes(0..<Int(nearCount)) { [UInt8](copying: $0) } + far
  }
}

/// Whether `left` comes before `right` by the values of its bytes.
private func precedesBytes(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
  for place in 0..<min(left.count, right.count) where left[place] != right[place] {
    return left[place] < right[place]
  }
  return left.count < right.count
}
