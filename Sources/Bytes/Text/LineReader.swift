public import CIntrinsics

/// Cuts a stream of bytes into lines, however the bytes arrive, and counts them.
///
/// A last line without LF counts. Memory is bounded by the longest line that an event may have: a
/// longer one is handed on cut off one byte beyond that, for its parser to refuse.
public struct LineReader: ~Copyable {
  /// The number of the line that was handed on last, from 1.
  @usableFromInline package internal(set) var line: Int64 = 0
  /// The beginning of a line whose end has not come.
  @usableFromInline var begun: [UInt8] = []
  /// The line under way is longer than any event: the rest of it is passed over.
  @usableFromInline var isOverlong = false

  /// A reader at the start of its stream.
  package init() {}

  /// Hands each line that `chunk` completes to `body`, without its LF.
  @inlinable
  package mutating func read<Failure: Error>(
    _ chunk: Span<UInt8>, _ body: (_ line: Span<UInt8>, _ number: Int64) throws(Failure) -> Void
  ) throws(Failure) {
    try read(placed: chunk) { line, number, _ throws(Failure) in try body(line, number) }
  }

  /// The same, and says where in `chunk` each line is; `nil` for one that began before it.
  @inlinable @inline(__always)
  package mutating func read<Failure: Error>(
    placed chunk: Span<UInt8>,
    _ body: (_ line: Span<UInt8>, _ number: Int64, _ place: Range<Int>?) throws(Failure) -> Void
  ) throws(Failure) {
    var start = 0
    while let end = Self.lineFeed(in: chunk, from: start) {
      let place = start..<end
      let part = chunk.extracting(place)
      start = end + 1
      if begun.isEmpty, !isOverlong {
        line += 1
        try body(part, line, place)
      } else {
        keep(part)
        try finish { line, number throws(Failure) in try body(line, number, nil) }
      }
    }
    keep(chunk.extracting(start..<chunk.count))
  }

  /// Hands on the last line, if it has no LF.
  @inlinable
  package mutating func finish<Failure: Error>(
    _ body: (_ line: Span<UInt8>, _ number: Int64) throws(Failure) -> Void
  ) throws(Failure) {
    if begun.isEmpty, !isOverlong { return }
    line += 1
    defer {
      begun.removeAll(keepingCapacity: true)
      isOverlong = false
    }
    try body(begun.span, line)
  }

  @usableFromInline
  mutating func keep(_ part: Span<UInt8>) {
    let room = Limits.line + 1 - begun.count
    if part.count > room { isOverlong = true }
    for index in 0..<min(part.count, room) { begun.append(part[index]) }
  }

  /// Where the first LF at or after `start` is.
  @inlinable @inline(__always)
  static func lineFeed(in bytes: Span<UInt8>, from start: Int) -> Int? {
    let count = bytes.count - start
    let found = unsafe bytes.withUnsafeBytes { bytes in
      guard let first = bytes.baseAddress else { return count }
      return unsafe cscan_byte(first + start, count, Byte.lineFeed)
    }
    return found == count ? nil : start + found
  }
}
