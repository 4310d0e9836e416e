internal import Bytes
internal import Platform

/// What stands behind the last good frame of the last file.
enum Tail: Hashable {
  /// Nothing at all: a clean stop.
  case clean
  /// Reserved space only: the writer ended without a clean stop, or is at work.
  case reserve
  /// What a crash leaves; so many bytes count as cut off, the LF at the end do not.
  case torn(bytes: Int)
  /// What no crash leaves.
  case damaged(Damage, offset: Int)
}

/// Tells a crash from damage, by the rules of `FORMAT.md`, "Opening, and what damage means".
struct TailClassifier {
  let log: LogID
  /// The bytes from the end of the last good frame to the file's end.
  let tail: [UInt8]
  /// Where they begin in the file.
  let offset: Int
  /// The sequence that a frame there would begin with.
  let sequence: UInt64

  /// Judges the tail; `found` is why the scanner stopped.
  func verdict(found: Damage) -> Tail {
    guard !tail.isEmpty else { return .clean }
    let content = contentLength
    if content == 0 { return .reserve }
    if let behind = frameBehind { return .damaged(.frameBehind(offset: behind), offset: offset) }
    let torn = Tail.torn(bytes: content)
    if let line = FrameLine(tail, at: 0, log: log) {
      guard line.first == sequence else { return .damaged(found, offset: offset) }
      return isTorn(line) ? torn : .damaged(found, offset: offset)
    }
    return hasTornLine ? torn : .damaged(found, offset: offset)
  }

  /// Bytes of the tail without the LF at its end.
  private var contentLength: Int {
    var end = tail.count
    while end > 0, tail[end - 1] == Byte.lineFeed { end -= 1 }
    return end
  }

  /// Where in the file a good frame line stands behind the tail's first byte.
  private var frameBehind: Int? {
    var start = 1
    while start < tail.count,
      let hit = ByteSearch.first(Format.frameMark, in: tail, start..<tail.count)
    {
      if FrameLine(tail, at: hit, log: log) != nil { return offset + hit }
      start = hit + 1
    }
    return nil
  }

  /// Whether the frame that the good line promises looks as a power cut leaves it.
  private func isTorn(_ line: FrameLine) -> Bool {
    let end = Format.frameLineLength + line.bodyLength
    if tail.count < end || contentLength < end - 1 { return true }
    let behind = tail[end...]
    guard behind.allSatisfy({ $0 == 0 || $0 == Byte.lineFeed }) else { return false }
    return pieces(of: end).contains { piece in
      isUnwritten(piece) && !(piece.count == 1 && piece.upperBound == end && tail[end - 1] != 0)
    }
  }

  /// Whether a frame line that is not good looks as a power cut leaves it.
  private var hasTornLine: Bool {
    let withoutFeed = Format.frameLineLength - 1
    let content = contentLength
    if content < withoutFeed || tail.count == withoutFeed,
      FrameLine.begins(tail, 0..<content, first: sequence)
    {
      return true
    }
    var start = 0
    for piece in pieces(of: min(withoutFeed, tail.count)) {
      if isUnwritten(piece) { return true }
      start = piece.upperBound
      guard FrameLine.begins(tail, 0..<start, first: sequence) else { return false }
    }
    return false
  }

  /// The first bytes of the tail, cut where a sector of the file ends.
  private func pieces(of count: Int) -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    var start = 0
    while start < count {
      let end = min(count, start + Format.sector - (offset + start) % Format.sector)
      pieces.append(start..<end)
      start = end
    }
    return pieces
  }

  private func isUnwritten(_ piece: Range<Int>) -> Bool {
    let bytes = tail[piece]
    return bytes.allSatisfy { $0 == 0 } || bytes.allSatisfy { $0 == Byte.lineFeed }
  }
}
