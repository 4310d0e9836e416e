internal import Platform

/// Makes references from the operating system's randomness, which is asked for a block at a time:
/// a call for each would cost more than all else that is done with it.
struct ReferenceSource {
  private let random: (_ count: Int) throws(SystemError) -> [UInt8]
  private var block: [UInt8] = []
  /// Bytes of the block that were used.
  private var used = 0

  /// References that a block makes.
  private static let blockCount = 64

  init(_ random: @escaping (_ count: Int) throws(SystemError) -> [UInt8]) {
    self.random = random
  }

  /// Sees to it that so many references, a block's worth at most, can be made without fail.
  mutating func prepare(_ count: Int) throws(SystemError) {
    guard block.count - used < 16 * count else { return }
    block = try random(16 * Self.blockCount)
    used = 0
  }

  /// A new reference, for which `prepare` has seen to it that it can be made.
  mutating func next() -> Reference {
    defer { used += 16 }
    return Reference(random: block, at: used)
  }
}
