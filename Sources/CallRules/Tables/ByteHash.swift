/// A fast, fixed hash of bytes: the same on every machine and in every process, so that nothing
/// that is kept by it can depend on a seed.
///
/// Eight bytes at a time are folded in by a 64 by 64 bit multiplication, whose halves are joined.
func byteHash(_ bytes: Span<UInt8>) -> UInt64 {
  let count = bytes.count
  let raw = unsafe bytes.bytes
  var hash = 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: count)
  var index = 0
  while index + 8 <= count {
    // The loop's condition is the bounds check of this load.
    let word = unsafe raw.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self)
    hash = folded(hash ^ word, 0xA076_1D64_78BD_642F)
    index += 8
  }
  if index < count {
    var rest: UInt64 = 0
    while index < count {
      rest = rest << 8 | UInt64(bytes[index])
      index += 1
    }
    hash = folded(hash ^ rest, 0xE703_7ED1_A0B4_28DB)
  }
  return folded(hash, 0x8EBC_6AF0_9C88_C6E3)
}

private func folded(_ left: UInt64, _ right: UInt64) -> UInt64 {
  let product = left.multipliedFullWidth(by: right)
  return product.high ^ product.low
}

extension [UInt8] {
  /// A copy of `bytes`.
  package init(copying bytes: Span<UInt8>) {
    unsafe self.init(unsafeUninitializedCapacity: bytes.count) { buffer, count in
      for index in bytes.indices { unsafe buffer[index] = bytes[index] }
      count = bytes.count
    }
  }
}

/// Whether two stretches of bytes are the same.
func sameBytes(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
  guard left.count == right.count else { return false }
  for index in left.indices where left[index] != right[index] { return false }
  return true
}
