/// A fast, fixed hash of bytes: the same on every machine and in every process, so that nothing
/// that is kept by it can depend on a seed.
///
/// Eight bytes at a time are folded in by a 64 by 64 bit multiplication, whose halves are joined;
/// the last eight may overlap those before them.
@inlinable
package func byteHash(_ bytes: Span<UInt8>) -> UInt64 {
  let count = bytes.count
  var hash = 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: count)
  if count >= 8 {
    var index = 0
    while index + 8 < count {
      hash = folded(hash ^ word(bytes, at: index), 0xA076_1D64_78BD_642F)
      index += 8
    }
    hash = folded(hash ^ word(bytes, at: count - 8), 0xE703_7ED1_A0B4_28DB)
  } else {
    hash = folded(hash ^ shortWord(bytes), 0xE703_7ED1_A0B4_28DB)
  }
  return folded(hash, 0x8EBC_6AF0_9C88_C6E3)
}

@inlinable @inline(__always)
package func folded(_ left: UInt64, _ right: UInt64) -> UInt64 {
  let product = left.multipliedFullWidth(by: right)
  return product.high ^ product.low
}

/// Whether two stretches of bytes are the same.
@inlinable @inline(__always)
package func sameBytes(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
  let count = left.count
  guard count == right.count else { return false }
  if count < 8 { return shortWord(left) == shortWord(right) }
  var index = 0
  while index + 8 < count {
    if word(left, at: index) != word(right, at: index) { return false }
    index += 8
  }
  return word(left, at: count - 8) == word(right, at: count - 8)
}

/// The eight bytes at `index` as a number, the first one lowest.
@inlinable @inline(__always)
package func word(_ bytes: Span<UInt8>, at index: Int) -> UInt64 {
  precondition(index >= 0 && index <= bytes.count - 8)
  let word = unsafe bytes.bytes.unsafeLoadUnaligned(
    fromUncheckedByteOffset: index, as: UInt64.self)
  return UInt64(littleEndian: word)
}

/// Fewer than eight bytes as a number, different ones of one length as different numbers.
@inlinable @inline(__always)
package func shortWord(_ bytes: Span<UInt8>) -> UInt64 {
  let count = bytes.count
  let raw = unsafe bytes.bytes
  if count >= 4 {
    // The two halves overlap where there are fewer than eight.
    let low = unsafe raw.unsafeLoadUnaligned(fromUncheckedByteOffset: 0, as: UInt32.self)
    let high = unsafe raw.unsafeLoadUnaligned(fromUncheckedByteOffset: count - 4, as: UInt32.self)
    return UInt64(high) << 32 | UInt64(low)
  }
  if count == 0 { return 0 }
  return UInt64(bytes[0]) << 16 | UInt64(bytes[count / 2]) << 8 | UInt64(bytes[count - 1])
}

extension [UInt8] {
  /// A copy of `bytes`.
  package init(copying bytes: Span<UInt8>) {
    self = []
    append(copying: bytes)
  }

  /// Appends `bytes`.
  package mutating func append(copying bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
  }
}
