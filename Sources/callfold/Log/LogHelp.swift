extension HelpTopic {
  /// The help text of a command about a log.
  var logText: String { "" }
}
