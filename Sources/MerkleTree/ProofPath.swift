/// The way from a leaf up to the root, as the verifier of a proof walks it.
///
/// Up to the level where the leaf's way meets that of the tree's last leaf, every step has a
/// neighbour, on the side that a bit of the index tells. Above it the path runs along the right edge,
/// where a node without a neighbour just rises, so that all neighbours lie on the left.
struct ProofPath {
  /// The leaf's index; its lowest bit tells the side of the first step.
  let index: UInt64
  /// Steps whose side the index tells.
  let inner: Int
  /// Steps after those; the neighbour is always on the left.
  let border: Int

  /// The path of leaf `index` in a tree of `size` leaves; `index` is smaller than `size`.
  init(index: UInt64, size: UInt64) {
    self.index = index
    inner = 64 - (index ^ (size - 1)).leadingZeroBitCount
    // A smart shift: by 64 it gives 0.
    border = (index >> inner).nonzeroBitCount
  }

  /// Steps, and so hashes, in all.
  var stepCount: Int { inner + border }

  /// Whether the neighbour of a step lies on the left.
  func isNeighbourLeft(at step: Int) -> Bool {
    step >= inner || index >> step & 1 == 1
  }
}
