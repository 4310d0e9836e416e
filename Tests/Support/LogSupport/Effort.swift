internal import Platform

/// How much a test tries: a sample on every run, everything with `CALLFOLD_THOROUGH=1`.
///
/// Enumerations of every crash image, bit and call take minutes, which nobody waits for before each
/// change; their samples are spread evenly, and the same on every run.
package enum Effort {
  /// Whether everything is to be tried.
  package static let isThorough = Environment.value("CALLFOLD_THOROUGH") == "1"

  /// One of two numbers: that of a sample, or that of everything.
  package static func of(_ sample: Int, thorough: Int) -> Int {
    isThorough ? thorough : sample
  }

  /// Says aloud that a test takes a sample only, and of what.
  package static func announce(_ what: String) {
    if !isThorough { print("sampled: \(what); CALLFOLD_THOROUGH=1 tries everything") }
  }
}
