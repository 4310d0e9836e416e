/// What `replay` is to do.
struct ReplayOptions: Equatable {
  var paths: [String] = []
  var isVerbose = false
  var updates = false
  var showsCoverage = false
  var isJSON = false

  /// Reads the words after `replay`.
  init(_ words: [String]) throws(UsageError) {
    for word in words {
      switch word {
      case "-v", "--verbose": isVerbose = true
      case "--update": updates = true
      case "--coverage": showsCoverage = true
      case "--json": isJSON = true
      case _ where word.hasPrefix("-") && word.count > 1:
        throw UsageError(message: "replay has no option '\(word)'; try 'callfold replay --help'")
      default: paths.append(word)
      }
    }
    if paths.isEmpty {
      throw UsageError(
        message: "replay needs a scenario file or a folder, such as 'callfold replay Scenarios'")
    }
    if isJSON, isVerbose || updates || showsCoverage {
      throw UsageError(message: "--json cannot be combined with another option of replay")
    }
  }
}
