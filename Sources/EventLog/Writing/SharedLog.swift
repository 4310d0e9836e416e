internal import Platform

/// A writer that many threads share: what arrives while a sync runs goes into the next frame.
///
/// Whoever finds nobody writing writes for all that wait; the others wait for their answers.
public final class SharedLog: @unchecked Sendable {
  // Safety: `writer` is touched only by the thread that has set `isWriting`; all else only under
  // the gate.
  private let gate = Gate()
  private let writer: LogWriter
  private var isWriting = false
  private var waiting: [Request] = []

  private final class Request {
    let lines: [UInt8]
    let firstLine: Int
    var answer: Result<[Receipt], LogError>?

    init(_ lines: [UInt8], firstLine: Int) {
      self.lines = lines
      self.firstLine = firstLine
    }
  }

  /// Shares a writer, which nobody may use otherwise from now on.
  public init(_ writer: sending LogWriter) {
    self.writer = writer
  }

  /// Appends events, one a line, and returns when all that were taken would survive a power cut;
  /// as `LogWriter.append`, for any number of threads at once.
  public func append(_ lines: [UInt8], firstLine: Int = 1) throws(LogError) -> [Receipt] {
    let request = Request(lines, firstLine: firstLine)
    gate.lock()
    waiting.append(request)
    while request.answer == nil, isWriting { gate.wait() }
    if request.answer == nil {
      isWriting = true
      let batch = waiting
      waiting = []
      gate.unlock()
      serve(batch)
      gate.lock()
      isWriting = false
      gate.wakeAll()
    }
    gate.unlock()
    guard let answer = request.answer else { throw LogError("", .poisoned) }
    return try answer.get()
  }

  /// Does something with the writer while nobody appends, such as a checkpoint that is due.
  public func withWriter<Value>(
    _ body: (LogWriter) throws(LogError) -> Value
  ) throws(LogError) -> Value {
    gate.lock()
    while isWriting { gate.wait() }
    isWriting = true
    gate.unlock()
    defer {
      gate.lock()
      isWriting = false
      gate.wakeAll()
      gate.unlock()
    }
    return try body(writer)
  }

  /// Appends several producers' lines as one batch and parts the receipts again.
  private func serve(_ batch: [Request]) {
    do {
      let receipts = try writer.append(batch.map { ($0.lines, $0.firstLine) })
      for (request, own) in zip(batch, receipts) { request.answer = .success(own) }
    } catch {
      for request in batch { request.answer = .failure(error) }
    }
  }
}
