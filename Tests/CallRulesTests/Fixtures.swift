import Bytes
import CallRules
import Outcomes
import RandomLogs

/// The lines as bytes, each with its LF.
func bytes(_ lines: some Sequence<String>) -> [UInt8] {
  lines.flatMap { Array($0.utf8) + [0x0A] }
}

/// The fold of these lines.
func folded(_ lines: [String], from fold: Fold = Fold()) throws -> Fold {
  var stream = FoldStream(.effects, from: fold)
  try stream.read(bytes(lines).span)
  return stream.fold
}

/// The fold of a random log, and the lines that come next in it.
func randomFold(_ seed: UInt64, _ count: Int = 150) throws -> (fold: Fold, more: [String]) {
  var log = RandomLog(seed: seed)
  return (try folded(log.lines(count)), log.lines(20))
}
