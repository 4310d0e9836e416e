import Bytes

/// A list whose first elements lie in place: the short lists of a call are where the call is, so
/// that an event about it touches one stretch of memory instead of one for each list.
///
/// Inlinable, because other modules go through the lists of a call's record.
public struct ShortList<let room: Int, Element: BitwiseCopyable & Sendable>: Sendable {
  @usableFromInline var first: InlineArray<room, Element>
  /// What `first` has no room for.
  @usableFromInline var more: [Element] = []
  @usableFromInline var length: UInt32 = 0

  /// An empty list; `blank` stands where nothing is yet, and is never seen.
  @inlinable
  package init(blank: Element) { first = InlineArray(repeating: blank) }

  /// How many elements there are.
  @inlinable
  public var count: Int { Int(truncatingIfNeeded: length) }

  /// Appends an element.
  @inlinable @inline(__always)
  package mutating func append(_ element: Element) {
    let place = count
    if place < room { first[place] = element } else { appendMore(element) }
    length &+= 1
  }

  @inlinable @inline(never)
  mutating func appendMore(_ element: Element) { more.append(element) }

  /// Removes the elements from `count` on, where there are so many.
  @inlinable
  package mutating func shorten(to count: Int) {
    guard count < self.count else { return }
    if self.count > room { more.removeLast(self.count - Swift.max(count, room)) }
    length = UInt32(truncatingIfNeeded: count)
  }

  /// Removes all elements, and keeps only the room in place.
  @inline(__always)
  package mutating func clear() {
    length = 0
    more.clear()
  }
}

extension ShortList: RandomAccessCollection, MutableCollection {
  /// The place of the first element: 0.
  @inlinable
  public var startIndex: Int { 0 }

  /// The place behind the last element.
  @inlinable
  public var endIndex: Int { count }

  /// The element at `place`, which must be there.
  @inlinable
  public subscript(place: Int) -> Element {
    @inline(__always) get {
      precondition(place < count)
      guard place < room else { return more[place - room] }
      return first[place]
    }
    @inline(__always) set {
      precondition(place < count)
      if place < room { first[place] = newValue } else { more[place - room] = newValue }
    }
  }
}
