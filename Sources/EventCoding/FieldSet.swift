/// A set of fields, one bit for each.
struct FieldSet: Hashable, Sendable, BitwiseCopyable {
  /// The most fields that it can hold without taking one for another.
  static let capacity = 64

  private var bits: UInt64

  /// The set of no field.
  init() { bits = 0 }

  /// The set of these fields.
  init(_ fields: Field...) {
    bits = 0
    for field in fields { insert(field) }
  }

  var isEmpty: Bool {
    @inline(__always) get { bits == 0 }
  }

  @inline(__always)
  func contains(_ field: Field) -> Bool { bits & Self.bit(field) != 0 }

  @inline(__always)
  func intersects(_ other: FieldSet) -> Bool { bits & other.bits != 0 }

  @inline(__always)
  func subtracting(_ other: FieldSet) -> FieldSet {
    var rest = self
    rest.bits &= ~other.bits
    return rest
  }

  @inline(__always)
  mutating func formUnion(_ other: FieldSet) { bits |= other.bits }

  @inline(__always)
  mutating func insert(_ field: Field) { bits |= Self.bit(field) }

  @inline(__always)
  private static func bit(_ field: Field) -> UInt64 { 1 &<< UInt64(field.rawValue) }
}
