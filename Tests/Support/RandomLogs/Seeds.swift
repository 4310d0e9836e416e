private import Foundation

/// The seeds of random tests: `CALLFOLD_SEED=n` repeats one, `CALLFOLD_SEEDS=n` takes so many.
public enum Seeds {
  /// The seeds to try: those that were asked for, else a few.
  public static var some: [UInt64] { some(60) }

  /// The seeds to try: those that were asked for, else the first `count`.
  public static func some(_ count: UInt64) -> [UInt64] {
    let environment = ProcessInfo.processInfo.environment
    if let one = environment["CALLFOLD_SEED"].flatMap(UInt64.init) { return [one] }
    return Array(0..<(environment["CALLFOLD_SEEDS"].flatMap(UInt64.init) ?? count))
  }

  /// What to say of a failure with `seed`.
  public static func again(_ seed: UInt64) -> String { "repeat with CALLFOLD_SEED=\(seed)" }
}
