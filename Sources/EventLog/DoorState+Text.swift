internal import Digest

extension DoorState {
  /// The state but for its tree, as lines of text.
  var text: [UInt8] {
    var text: [UInt8] = []
    if let tick { text.append("t \(tick)\n") }
    for (name, source) in zip(sources.names, sources.states) {
      text.append("s \(Hex.encode(name)) \(source.highest)\n")
      for gap in source.gaps { text.append("g \(gap.lowerBound) \(gap.upperBound)\n") }
      DoorState.append(source.entries, to: &text)
    }
    for call in calls.calls.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      text.append("c \(Hex.encode(call))\n")
      for person in calls.calls[call] ?? [] {
        text.append("p \(person.file) ")
        text.append(contentsOf: person.reference.text)
        text.append("\n")
      }
    }
    return text
  }

  /// Runs of numbers whose events lie equally far apart, a line each.
  private static func append(_ entries: [SourceState.Entry], to text: inout [UInt8]) {
    var start = 0
    while start < entries.count {
      let first = entries[start]
      var end = start + 1
      var step: UInt64 = 0
      while end < entries.count, entries[end].number == entries[end - 1].number &+ 1 {
        let next = entries[end].sequence &- entries[end - 1].sequence
        if end == start + 1 { step = next }
        guard next == step else { break }
        end += 1
      }
      text.append("n ")
      text.append(decimal: first.number)
      text.append(" ")
      text.append(decimal: first.sequence)
      text.append(" ")
      text.append(decimal: UInt64(end - start))
      text.append(" ")
      text.append(decimal: step)
      text.append("\n")
      start = end
    }
  }

  /// The state that text was made from; `nil` where it is no such text.
  init?(text: [UInt8]) {
    var name: [UInt8]?
    var highest: UInt64 = 0
    var gaps: [ClosedRange<UInt64>] = []
    var entries: [SourceState.Entry] = []
    var call: [UInt8]?
    func finishSource() {
      guard let name else { return }
      sources.add(name, SourceState(highest: highest, gaps: gaps, entries: entries))
    }
    for line in text.split(separator: Byte.lineFeed) {
      let words = line.split(separator: 0x20)
      func number(_ index: Int) -> UInt64? {
        guard index < words.count else { return nil }
        return ByteText.decimal(text, words[index].startIndex..<words[index].endIndex)
      }
      switch line.first {
      case UInt8(ascii: "t"):
        guard let number = number(1) else { return nil }
        tick = Int64(clamping: number)
      case UInt8(ascii: "s"):
        finishSource()
        guard words.count == 3, let text = try? Hex.decode(Array(words[1]).span),
          let number = number(2)
        else { return nil }
        (name, highest, gaps, entries) = (text, number, [], [])
      case UInt8(ascii: "g"):
        guard let low = number(1), let high = number(2), low <= high else { return nil }
        gaps.append(low...high)
      case UInt8(ascii: "n"):
        guard let first = number(1), let sequence = number(2), let count = number(3),
          let step = number(4), count <= 1 << 24
        else { return nil }
        for index in 0..<count {
          entries.append(
            SourceState.Entry(number: first &+ index, sequence: sequence &+ index &* step))
        }
      case UInt8(ascii: "c"):
        guard words.count == 2 else { return nil }
        call = try? Hex.decode(Array(words[1]).span)
      case UInt8(ascii: "p"):
        guard words.count == 3, let call, let file = number(1),
          let reference = Reference(text, words[2].startIndex..<words[2].endIndex)
        else { return nil }
        calls.add(OpenCalls.Person(reference: reference, value: nil, file: file), call: call)
      case _: return nil
      }
    }
    finishSource()
  }
}
