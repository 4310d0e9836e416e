internal import EventCoding
internal import EventLog

/// What a verifier has to say.
package enum Answer: String, Hashable, Sendable {
  case anchored = "valid and anchored to the checkpoint you gave"
  case consistent = "consistent in itself, nothing outside to compare with"
  case damaged = "damaged"
  case contradicts = "contradicts your checkpoint"
  /// No verdict: what was handed in is of no use.
  case none = ""

  /// What it exits with.
  package var status: Int32 {
    switch self {
    case .anchored, .consistent: 0
    case .damaged, .contradicts: 1
    case .none: 2
    }
  }
}

extension ForgedLog {
  /// What has to be said of the log, by `FORMAT.md` and nothing else: bytes at fault first, then
  /// the checkpoint from outside, then the log's own headers and checkpoints, then personal data.
  package func expectation(against given: ForgedCheckpoint?) -> Answer {
    if files.isEmpty || given?.size == 0 { return .none }
    guard let found = reading else { return .damaged }
    if let given, given.origin != name || !found.begins(with: given.lines) { return .contradicts }
    if !found.holds { return .damaged }
    if !personalDataHold(found, covered: wholeCheckpoints?.last?.size ?? 0) { return .damaged }
    return given == nil ? .consistent : .anchored
  }

  /// What the log calls itself.
  var name: String {
    guard let first = files.min(by: { $0.name < $1.name })?.header else { return "" }
    return "\(first.origin)/\(Trees.hex(first.log))"
  }

  struct Reading {
    var lines: [Line] = []
    /// The same, by their files.
    var files: [(name: UInt64, lines: [Line])] = []
    /// Whether the headers' edges and the own checkpoints are those of the lines.
    var holds = true

    func begins(with other: [Line]) -> Bool {
      other.count <= lines.count && Array(lines.prefix(other.count)) == other
    }
  }

  /// The events of a log whose bytes are as a writer writes them; `nil` where they are not.
  var reading: Reading? {
    guard flip == nil else { return nil }
    let inOrder = files.sorted { $0.name < $1.name }
    let (log, origin) = (inOrder[0].header.log, inOrder[0].header.origin)
    var found = Reading()
    var length = 0
    for (index, file) in inOrder.enumerated() {
      let header = file.header
      guard header.first == file.name, header.seal == Seal(log: header.log, bytes: header.covered),
        header.log == log, header.origin == origin, header.tree.count == Int(header.first) - 1,
        header.tree.count == found.lines.count, header.previous == length
      else { return nil }
      if header.tree != found.lines { found.holds = false }
      let isLast = index == inOrder.count - 1
      guard let lines = file.goodLines(log, from: found.lines.count + 1, isLast: isLast),
        isLast || !lines.isEmpty
      else { return nil }
      found.lines += lines
      found.files.append((file.name, lines))
      length = file.bytes.count
    }
    guard let own = wholeCheckpoints else { return nil }
    if !own.allSatisfy({ found.begins(with: $0.lines) }) { found.holds = false }
    return found
  }

  /// The log's own checkpoints without a torn last one; `nil` where they are no such file.
  private var wholeCheckpoints: [ForgedCheckpoint]? {
    var own = checkpoints ?? []
    if let junk, checkpoints != nil, !Junk.all[junk].isTorn { return nil }
    if checkpointsCut > 0, let torn = own.popLast(), torn.origin != name {
      guard name.utf8.starts(with: torn.note.dropLast(checkpointsCut)) else { return nil }
    }
    guard own.allSatisfy({ $0.origin == name }) else { return nil }
    guard zip(own, own.dropFirst()).allSatisfy({ $0.size <= $1.size }) else { return nil }
    return own
  }
}

extension ForgedFile {
  /// The events of the good frames; `nil` where what follows them is no reserve and no crash.
  fileprivate func goodLines(_ log: [UInt8], from first: Int, isLast: Bool) -> [Line]? {
    var lines: [Line] = []
    for (index, frame) in frames.enumerated() {
      let isEnd = index == frames.count - 1
      let next = first + lines.count
      if !(isEnd && cut > 0), frame.isGood(log, first: next) {
        lines += frame.lines
        continue
      }
      let isBehind = frames.indices[(index + 1)...].contains { behind in
        let isWhole = behind < frames.count - 1 || frames[behind].bytes.count - cut >= 88
        return isWhole && frames[behind].hasGoodLine(log)
      }
      guard isLast, !isBehind else { return nil }
      let rest = Array(frames[index...].flatMap(\.bytes).dropLast(cut)) + tail
      return frame.isCut(rest, log, first: next) ? lines : nil
    }
    guard tail.allSatisfy({ $0 == 10 }), isLast || tail.isEmpty else { return nil }
    return lines
  }
}

extension ForgedFrame {
  fileprivate func hasGoodLine(_ log: [UInt8]) -> Bool {
    check == Seal(log: log, bytes: covered) && first > 0 && length > 0
  }

  fileprivate func isGood(_ log: [UInt8], first: Int) -> Bool {
    hasGoodLine(log) && self.first == first && length == bodyBytes.count
      && body == Seal(log: log, bytes: bodyBytes)
      && lines.enumerated().allSatisfy { index, line in
        line.starts(with: "{\"seq\":\(first + index),".utf8) && line.last == UInt8(ascii: "}")
          && ForgedFrame.isEvent(line)
      }
  }

  /// Whether a line is an event: that is the interchange's matter, and tried there.
  private static func isEvent(_ line: Line) -> Bool {
    var parser = EventParser()
    return (try? parser.parse(line.span, limit: Format.storedLineLimit)) != nil
  }

  /// Whether the frame, which is bad, is one whose end a crash has left out; `rest` is what stands
  /// from its beginning on.
  fileprivate func isCut(_ rest: [UInt8], _ log: [UInt8], first: Int) -> Bool {
    // Nothing here writes zeros or LF into a frame, so no sector looks as if it was not written.
    guard rest.count >= 88 else {
      // The digits that are left may be those of the expected sequence, though the frame had another.
      let expected = Array(#"{"frame":"\#(Bytes.decimal(UInt64(first), digits: 20))"#.utf8)
      return rest.starts(with: expected.prefix(rest.count))
    }
    guard self.first == first else { return false }
    let content = rest.count - rest.reversed().prefix { $0 == 10 }.count
    let end = 88 + length
    return hasGoodLine(log) && (rest.count < end || content < end - 1)
  }
}
