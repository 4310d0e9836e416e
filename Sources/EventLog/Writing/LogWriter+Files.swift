extension LogWriter {
  /// Whether there are events that no checkpoint covers.
  public var hasUncovered: Bool { size > checkpointer?.newest ?? 0 }
}
