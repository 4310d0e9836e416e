import Platform

/// How much is tried: little with every change, much where CALLFOLD_THOROUGH is set.
enum Effort {
  static let isThorough = Environment.value("CALLFOLD_THOROUGH") != nil
  /// Where the seeds begin; CALLFOLD_SEED sets another.
  static let seed = Environment.value("CALLFOLD_SEED").flatMap { UInt64($0) } ?? 1

  static func count(_ few: Int, thorough many: Int) -> Int { isThorough ? many : few }
}
