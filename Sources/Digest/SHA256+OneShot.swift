extension SHA256 {
  /// The digest of a message that is all there.
  public static func hash(_ bytes: Span<UInt8>) -> Digest {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finalized()
  }

  /// The digest of a message that is all there.
  public static func hash(_ bytes: [UInt8]) -> Digest {
    hash(bytes.span)
  }

  /// The digest of one byte and then a message: what an RFC 6962 leaf hash needs.
  ///
  /// Whole blocks are read where they lie; only the first and the last pass through the stack.
  public static func hash(prefix: UInt8, _ bytes: Span<UInt8>) -> Digest {
    unsafe bytes.withUnsafeBytes { unsafe hash(prefix: prefix, $0, engine: .sha256) }
  }

  /// The digest of one byte and then a message.
  public static func hash(prefix: UInt8, _ bytes: [UInt8]) -> Digest {
    hash(prefix: prefix, bytes.span)
  }

  /// SHA-256(`01` ‖ left ‖ right), the inner node of RFC 6962, section 2.1.
  public static func node(_ left: Digest, _ right: Digest) -> Digest {
    node(left, right, engine: .sha256)
  }

  static func hash(
    prefix: UInt8, _ bytes: UnsafeRawBufferPointer, engine: DigestEngine
  ) -> Digest {
    var state = initialState
    var block = InlineArray<16, UInt64>(repeating: 0)
    // Up to here the message lies in blocks that are already folded in.
    var folded = 0
    unsafe fill(&block, at: 1, with: bytes, from: 0)
    if bytes.count >= 63 {
      set(&block, 0, prefix)
      fold(&state, block, blocks: 1, engine: engine)
      let whole = (bytes.count - 63) & ~63
      unsafe compress(
        &state, UnsafeRawBufferPointer(rebasing: bytes[63..<63 + whole]), engine: engine)
      folded = 63 + whole
      block = InlineArray(repeating: 0)
      unsafe fill(&block, at: 0, with: bytes, from: folded)
    } else {
      set(&block, 0, prefix)
      folded = -1
    }
    let left = bytes.count - folded
    set(&block, left, 0x80)
    let blocks = left < 56 ? 1 : 2
    block[8 * blocks - 1] = (UInt64(bytes.count + 1) &* 8).bigEndian
    fold(&state, block, blocks: blocks, engine: engine)
    return Digest(state)
  }

  static func node(_ left: Digest, _ right: Digest, engine: DigestEngine) -> Digest {
    // 65 bytes, moved one byte along by the prefix, then the padding: two blocks.
    var block = InlineArray<16, UInt64>(repeating: 0)
    block[0] = (1 << 56 | left.word0 >> 8).bigEndian
    block[1] = (left.word0 << 56 | left.word1 >> 8).bigEndian
    block[2] = (left.word1 << 56 | left.word2 >> 8).bigEndian
    block[3] = (left.word2 << 56 | left.word3 >> 8).bigEndian
    block[4] = (left.word3 << 56 | right.word0 >> 8).bigEndian
    block[5] = (right.word0 << 56 | right.word1 >> 8).bigEndian
    block[6] = (right.word1 << 56 | right.word2 >> 8).bigEndian
    block[7] = (right.word2 << 56 | right.word3 >> 8).bigEndian
    block[8] = (right.word3 << 56 | 0x80 << 48).bigEndian
    block[15] = UInt64(65 * 8).bigEndian
    var state = initialState
    fold(&state, block, blocks: 2, engine: engine)
    return Digest(state)
  }

  @inline(__always)
  private static func fold(
    _ state: inout InlineArray<8, UInt32>, _ block: borrowing InlineArray<16, UInt64>, blocks: Int,
    engine: DigestEngine
  ) {
    unsafe block.span.withUnsafeBytes {
      unsafe compress(
        &state, UnsafeRawBufferPointer(rebasing: $0[..<(64 * blocks)]), engine: engine)
    }
  }

  @inline(__always)
  private static func set(_ block: inout InlineArray<16, UInt64>, _ index: Int, _ byte: UInt8) {
    let shift = UInt64(56 - 8 * (index & 7))
    block[index >> 3] |= (UInt64(byte) << shift).bigEndian
  }

  /// Copies what fits of `bytes[from...]` to the block's bytes from `start` on.
  @inline(__always)
  private static func fill(
    _ block: inout InlineArray<16, UInt64>, at start: Int, with bytes: UnsafeRawBufferPointer,
    from: Int
  ) {
    let count = min(64 - start, bytes.count - from)
    guard count > 0 else { return }
    var words = block.mutableSpan
    unsafe words.withUnsafeMutableBytes {
      unsafe UnsafeMutableRawBufferPointer(rebasing: $0[start...]).copyMemory(
        from: UnsafeRawBufferPointer(rebasing: bytes[from..<from + count]))
    }
  }
}
