import Bytes
package import CallModel

/// The names that a call has heard of, each once, and what it must remember of each.
///
/// The first lie in place: the call's id, an address, a queue and two or three agents mostly fit.
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

  private struct Entry: Sendable, BitwiseCopyable {
    /// Where its bytes end; they begin where those of the name before it end.
    var end: UInt8 = 0
    var memory: Memory = []
  }

  /// How many names lie in place, for as long as their bytes fit too.
  private static let few = 8

  private var near = NearBytes()
  private var entries = InlineArray<8, Entry>(repeating: Entry())
  private var nearCount: UInt8 = 0
  /// All names after those in place; at most one.
  private var far: [FarNames] = []

  /// No name has been heard.
  package init() {}

  /// How many names there are.
  package var count: Int { Int(nearCount) + (far.isEmpty ? 0 : far[0].count) }

  /// The name with these bytes, which is noted if it is new.
  mutating func name(_ text: Span<UInt8>) -> Name {
    var start = 0
    for place in 0..<Int(nearCount) {
      let end = Int(entries[place].end)
      if end - start == text.count, near.areBytes(start..<end, text) { return Self.name(place) }
      start = end
    }
    if !far.isEmpty, let place = far[0].place(of: text) { return Self.name(place + Int(nearCount)) }
    return add(text)
  }

  /// Notes a name without asking whether it is there.
  mutating func add(_ text: Span<UInt8>) -> Name {
    let place = Int(nearCount)
    let start = place == 0 ? 0 : Int(entries[place - 1].end)
    guard far.isEmpty, place < Self.few, start + text.count <= NearBytes.room else {
      return addFar(text)
    }
    near.put(text, at: start)
    entries[place] = Entry(end: UInt8(truncatingIfNeeded: start + text.count))
    nearCount &+= 1
    return Self.name(place)
  }

  @inline(never)
  private mutating func addFar(_ text: Span<UInt8>) -> Name {
    if far.isEmpty { far.append(FarNames()) }
    far[0].add(text)
    return Self.name(count - 1)
  }

  /// Forgets all names, and keeps only the room in place.
  mutating func removeAll() {
    nearCount = 0
    far.clear()
  }

  /// Hands the bytes of `name` to `body`.
  @inline(__always)
  func withBytes<Result>(of name: Name, _ body: (Span<UInt8>) -> Result) -> Result {
    let place = Int(name.index)
    if place < Int(nearCount) { return near.withBytes(range(of: place), body) }
    return far[0].withBytes(at: place - Int(nearCount), body)
  }

  /// Hands the bytes of `name` to `body`, where they are.
  package mutating func read(_ name: Name, _ body: (Span<UInt8>) -> Void) {
    let place = Int(name.index)
    if place < Int(nearCount) { return near.read(range(of: place), body) }
    far[0].withBytes(at: place - Int(nearCount), body)
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
    @inline(__always) get {
      let place = Int(name.index)
      if place < Int(nearCount) { return entries[place].memory }
      return far[0].memories[place - Int(nearCount)]
    }
    @inline(__always) set {
      let place = Int(name.index)
      if place < Int(nearCount) {
        entries[place].memory = newValue
      } else {
        far[0].memories[place - Int(nearCount)] = newValue
      }
    }
  }

  /// What is remembered of each name.
  var memories: [Memory] { (0..<count).map { self[memory: Self.name($0)] } }

  private static func name(_ place: Int) -> Name { Name(index: UInt32(truncatingIfNeeded: place)) }

  /// Where the bytes of a name in place are.
  @inline(__always)
  private func range(of place: Int) -> Range<Int> {
    let start = place == 0 ? 0 : Int(entries[place - 1].end)
    return start..<Int(entries[place].end)
  }
}

/// Names that a call has no room in place for, however many.
private struct FarNames: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  var memories: [Names.Memory] = []
  /// Where the names are, once there are many.
  private var index = HashIndex()

  /// Going through a few names is fastest; no call may be slow for having many.
  private static let few = 32

  var count: Int { ends.count }

  func withBytes<Result>(at place: Int, _ body: (Span<UInt8>) -> Result) -> Result {
    body(bytes.span.extracting((place == 0 ? 0 : ends[place - 1])..<ends[place]))
  }

  private func isName(_ place: Int, _ text: Span<UInt8>) -> Bool {
    withBytes(at: place) { sameBytes($0, text) }
  }

  func place(of text: Span<UInt8>) -> Int? {
    if count > Self.few {
      return index.place(byteHash(text), of: text) { isName($0, text) }
    }
    return ends.indices.first { isName($0, text) }
  }

  mutating func add(_ text: Span<UInt8>) {
    bytes.append(copying: text)
    ends.append(bytes.count)
    memories.append([])
    if count == Self.few + 1 {
      for place in ends.indices { enter(place) }
    } else if count > Self.few {
      enter(count - 1)
    }
  }

  private mutating func enter(_ place: Int) {
    let text = withBytes(at: place) { [UInt8](copying: $0) }
    index.insert(byteHash(text.span), place, of: text.span)
  }
}

extension Names: Equatable {
  /// Whether both have the same names in the same order, and remember the same of them.
  package static func == (left: Names, right: Names) -> Bool {
    left.count == right.count
      && (0..<left.count).allSatisfy { place in
        let name = Self.name(place)
        return left[memory: name] == right[memory: name]
          && left.bytes(of: name) == right.bytes(of: name)
      }
  }
}

/// Whether `left` comes before `right` by the values of its bytes.
private func precedesBytes(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
  for place in 0..<min(left.count, right.count) where left[place] != right[place] {
    return left[place] < right[place]
  }
  return left.count < right.count
}
