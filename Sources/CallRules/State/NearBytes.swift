import Bytes

/// Some bytes in place: room for what the id, an address, a queue and two or three agents of a
/// call mostly take.
///
/// Those who may change it get at the bytes where they lie; the span of an `InlineArray` that may
/// not be changed would be one of a copy of all of it.
struct NearBytes: Sendable, BitwiseCopyable {
  static let room = 64
  private var bytes = InlineArray<64, UInt8>(repeating: 0)

  /// Copies `text` to `start`, where there must be room for it.
  @inline(__always)
  mutating func put(_ text: Span<UInt8>, at start: Int) {
    precondition(start >= 0 && text.count <= Self.room - start)
    unsafe withUnsafeMutableBytes(of: &bytes) { bytes in
      guard let place = bytes.baseAddress else { return }
      unsafe text.withUnsafeBytes { text in
        guard let from = text.baseAddress else { return }
        unsafe (place + start).copyMemory(from: from, byteCount: text.count)
      }
    }
  }

  /// Whether the bytes in `range` are those of `text`.
  @inline(__always)
  mutating func areBytes(_ range: Range<Int>, _ text: Span<UInt8>) -> Bool {
    unsafe withUnsafeBytes(of: &bytes) { bytes in
      let bytes = unsafe Span<UInt8>(_unsafeBytes: bytes)
      return sameBytes(bytes.extracting(range), text)
    }
  }

  /// Hands the bytes in `range` to `body`, where they are.
  @inline(__always)
  mutating func read(_ range: Range<Int>, _ body: (Span<UInt8>) -> Void) {
    unsafe withUnsafeBytes(of: &bytes) { bytes in
      let bytes = unsafe Span<UInt8>(_unsafeBytes: bytes)
      body(bytes.extracting(range))
    }
  }

  /// Hands the bytes in `range` to `body`.
  @inline(__always)
  func withBytes<Result>(_ range: Range<Int>, _ body: (Span<UInt8>) -> Result) -> Result {
    let bytes = bytes
    return body(bytes.span.extracting(range))
  }
}
