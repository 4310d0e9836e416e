/// SHA-256 (FIPS 180-4), computed piece by piece.
///
/// A value: a copy goes its own way, so a common beginning need be hashed only once. It allocates
/// nothing on the heap.
public struct SHA256: Sendable {
  /// The eight working words between blocks (FIPS 180-4, section 6.2).
  var state: InlineArray<8, UInt32> = SHA256.initialState
  /// The bytes of the block that is not yet full; only the first `pendingCount` mean anything.
  var pending = InlineArray<64, UInt8>(repeating: 0)
  /// Always 0 to 63: a full block is folded in at once.
  var pendingCount = 0
  /// Bytes taken in so far.
  var byteCount: UInt64 = 0
  let engine: DigestEngine

  /// The hash value before the first block (FIPS 180-4, section 5.3.3).
  static var initialState: InlineArray<8, UInt32> {
    [
      0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a,
      0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
    ]
  }

  /// A hash of nothing yet, with the fastest engine here.
  public init() {
    self.init(engine: .sha256)
  }

  /// A hash of nothing yet, with an engine of the caller's choice.
  ///
  /// `.processor` becomes `.portable` where the processor lacks the instructions.
  public init(engine: DigestEngine) {
    self.engine = engine.supportedForSHA256
  }

  /// Takes in more of the message.
  public mutating func update(_ bytes: RawSpan) {
    unsafe bytes.withUnsafeBytes { unsafe update($0) }
  }

  /// Takes in more of the message.
  public mutating func update(_ bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBytes { unsafe update($0) }
  }

  /// Takes in more of the message.
  public mutating func update(_ bytes: [UInt8]) {
    update(bytes.span)
  }

  /// Takes in more of the message.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    byteCount &+= UInt64(bytes.count)
    var rest = unsafe bytes
    if pendingCount > 0 {
      let taken = min(rest.count, 64 - pendingCount)
      unsafe keep(UnsafeRawBufferPointer(rebasing: rest[..<taken]))
      unsafe rest = UnsafeRawBufferPointer(rebasing: rest[taken...])
      guard pendingCount == 64 else { return }
      foldPending()
      pendingCount = 0
    }
    let whole = rest.count & ~63
    if whole > 0 {
      unsafe SHA256.compress(
        &state, UnsafeRawBufferPointer(rebasing: rest[..<whole]), engine: engine)
      unsafe rest = UnsafeRawBufferPointer(rebasing: rest[whole...])
    }
    unsafe keep(rest)
  }

  /// The digest of everything taken in so far; more may be taken in afterwards.
  public func finalized() -> Digest {
    var copy = self
    return copy.finish()
  }

  /// Puts bytes that do not fill the block behind those already waiting.
  private mutating func keep(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count > 0 else { return }
    let start = pendingCount
    var room = pending.mutableSpan
    unsafe room.withUnsafeMutableBytes {
      unsafe UnsafeMutableRawBufferPointer(rebasing: $0[start...]).copyMemory(from: bytes)
    }
    pendingCount += bytes.count
  }

  /// Pads (FIPS 180-4, section 5.1.1) and folds the last one or two blocks in.
  private mutating func finish() -> Digest {
    let bitCount = byteCount &* 8
    pending[pendingCount] = 0x80
    for index in pendingCount + 1..<64 { pending[index] = 0 }
    if pendingCount >= 56 {
      foldPending()
      pending = InlineArray(repeating: 0)
    }
    for index in 0..<8 {
      pending[56 + index] = UInt8(truncatingIfNeeded: bitCount >> UInt64(56 - 8 * index))
    }
    foldPending()
    return Digest(state)
  }

  private mutating func foldPending() {
    let block = pending
    unsafe block.span.withUnsafeBytes { unsafe SHA256.compress(&state, $0, engine: engine) }
  }
}
