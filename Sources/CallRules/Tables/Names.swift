package import CallModel

/// The names that a call has heard of, each once, and what it must remember of each.
package struct Names: Hashable, Sendable {
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

  package internal(set) var bytes: [UInt8] = []
  var entries: [Entry] = []
  /// Where the names are, once there are many.
  private var index = HashIndex()

  /// A call has few names, and going through them is fastest; no call may be slow for having many.
  private static let few = 32

  /// No name has been heard.
  package init() {}

  /// How many names there are.
  package var count: Int { entries.count }

  /// The name with these bytes, which is noted if it is new.
  mutating func name(_ text: Span<UInt8>) -> Name {
    if entries.count > Self.few { return nameOfMany(text) }
    var start = 0
    for index in entries.indices {
      let end = Int(entries[index].end)
      if end - start == text.count, sameBytes(bytes.span.extracting(start..<end), text) {
        return Name(index: UInt32(truncatingIfNeeded: index))
      }
      start = end
    }
    return add(text)
  }

  /// Notes a name without asking whether it is there.
  mutating func add(_ text: Span<UInt8>) -> Name {
    bytes.append(copying: text)
    entries.append(Entry(end: UInt32(truncatingIfNeeded: bytes.count), memory: []))
    if entries.count > Self.few { indexLast() }
    return Name(index: UInt32(truncatingIfNeeded: entries.count - 1))
  }

  /// Forgets all names and keeps their room, but for more of it than most calls need.
  mutating func removeAll() {
    bytes.clear(keeping: 512)
    entries.clear(keeping: Self.few)
    index.removeAll()
  }

  @inline(never)
  private mutating func nameOfMany(_ text: Span<UInt8>) -> Name {
    let known = index.place(byteHash(text)) { place in
      sameBytes(bytes.span.extracting(range(of: Name(index: UInt32(place)))), text)
    }
    return known.map { Name(index: UInt32(truncatingIfNeeded: $0)) } ?? add(text)
  }

  /// Puts the last name into the index, and with the first that makes them many, those before it.
  @inline(never)
  private mutating func indexLast() {
    let first = entries.count == Self.few + 1 ? 0 : entries.count - 1
    for place in first..<entries.count {
      let name = Name(index: UInt32(truncatingIfNeeded: place))
      index.insert(byteHash(bytes.span.extracting(range(of: name))), place)
    }
  }

  /// Hands the bytes of `name` to `body`.
  package func withBytes<Result>(of name: Name, _ body: (Span<UInt8>) -> Result) -> Result {
    body(bytes.span.extracting(range(of: name)))
  }

  /// The places of the bytes of `name` in `bytes`.
  package func range(of name: Name) -> Range<Int> {
    let index = Int(name.index)
    let start = index == 0 ? 0 : Int(entries[index - 1].end)
    return start..<Int(entries[index].end)
  }

  /// `name` as a string.
  package func text(of name: Name) -> String {
    String(decoding: bytes[range(of: name)], as: UTF8.self)
  }

  /// Whether `left` is written before `right`: by kind, then by the bytes of their names.
  package func precedes(_ left: Party, _ right: Party) -> Bool {
    switch (left, right) {
    case (.agent(let one), .agent(let other)), (.number(let one), .number(let other)):
      bytes[range(of: one)].lexicographicallyPrecedes(bytes[range(of: other)])
    case (.agent, .caller), (.agent, .number), (.caller, .number): true
    case (.caller, .caller), (.caller, .agent), (.number, .agent), (.number, .caller): false
    }
  }

  subscript(memory name: Name) -> Memory {
    get { entries[Int(name.index)].memory }
    set { entries[Int(name.index)].memory = newValue }
  }
}
