import CallRules

/// What must hold of any bytes behind the head of a saved state: no trap, and what is read is
/// exactly what would be written.
package func brokenState(_ input: [UInt8]) -> String? {
  let head = Fold().saved().prefix(14)
  let bytes = head + input
  guard let fold = try? Fold(saved: Array(bytes)) else { return nil }
  return fold.saved() == Array(bytes) ? nil : "a state is read that is never written"
}
