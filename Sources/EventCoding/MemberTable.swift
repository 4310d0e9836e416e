import CallModel

/// The members of one line that are fields of ours, each at its field's place.
///
/// It has a place for each field, and a field has no other number than those of `allCases`: so no
/// access can lie outside of it.
@safe struct MemberTable: ~Copyable {
  private let places: UnsafeMutablePointer<Member>
  /// The fields that are there and not `null`.
  var present = FieldSet()
  /// The fields that are there.
  var seen = FieldSet()

  /// A table of empty members.
  init() {
    let nothing = Member(.null, Text(start: 0, count: 0))
    unsafe places = .allocate(capacity: Field.allCases.count)
    unsafe places.initialize(repeating: nothing, count: Field.allCases.count)
  }

  deinit { unsafe places.deallocate() }

  /// The member at the place of `field`.
  subscript(field: Field) -> Member {
    @inline(__always) get { unsafe places[Int(field.rawValue)] }
    @inline(__always) nonmutating set { unsafe places[Int(field.rawValue)] = newValue }
  }
}
