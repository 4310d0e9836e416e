/// What `replay` is to do.
struct ReplayOptions: Equatable {
  var paths: [String] = []
  var isVerbose = false
  var updates = false
  var showsCoverage = false
  var isJSON = false

  /// Reads the words after `replay`.
  init(_ words: [String]) throws(UsageError) {
    let words = try Arguments(
      .replay, words, flags: ["-v", "--verbose", "--update", "--coverage", "--json"])
    paths = words.positional
    isVerbose = words.has("-v") || words.has("--verbose")
    updates = words.has("--update")
    showsCoverage = words.has("--coverage")
    isJSON = words.has("--json")
    if paths.isEmpty {
      throw UsageError(
        message: "replay needs a scenario file or a folder, such as 'callfold replay Scenarios'")
    }
    if isJSON, isVerbose || updates || showsCoverage {
      throw UsageError(message: "--json cannot be combined with another option of replay")
    }
  }
}
