/// How a write can fail, and what may be done after it.
enum WriteFailure: Error {
  /// There is no space; nothing has changed, and the next batch may try again.
  case noSpace(LogError)
  /// Nothing is known of what is on the disk: the writer has to end.
  case broken(LogError)

  /// Runs a step after whose failure nothing is known, not even if space was lacking.
  static func breaking<Result>(
    _ body: () throws(LogError) -> Result
  ) throws(WriteFailure) -> Result {
    do { return try body() } catch { throw .broken(error) }
  }

  /// Runs a step that has changed nothing where space was lacking. A sync that fails for want of
  /// space is no such step: it may have kept a new name or not, and is not tried again.
  static func tolerating<Result>(
    _ body: () throws(LogError) -> Result
  ) throws(WriteFailure) -> Result {
    do {
      return try body()
    } catch {
      guard let system = error.system, system.isOutOfSpace, !system.isOfSync else {
        throw .broken(error)
      }
      throw .noSpace(error)
    }
  }

  /// Runs a step that may be done later where space is lacking.
  static func postponing(_ body: () throws(WriteFailure) -> Void) throws(WriteFailure) {
    do { try body() } catch {
      guard case .noSpace = error else { throw error }
    }
  }

  /// The error itself.
  var error: LogError {
    switch self {
    case .noSpace(let error), .broken(let error): error
    }
  }
}
