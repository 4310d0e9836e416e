extension LogWriter {
  /// Whether there are events that no checkpoint covers.
  public var hasUncovered: Bool { size > checkpointer?.newest ?? 0 }

  /// How many log files there are. All but the newest are written no more.
  public var fileCount: Int { tail.files.count }
}
