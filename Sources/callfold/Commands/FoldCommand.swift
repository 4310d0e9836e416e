import Outcomes
import Platform
import Presentation

/// `callfold fold`: events on standard input, outcomes or effects on standard output.
struct FoldCommand {
  private let output: FoldStream.Output

  /// What waits is written once it is this long, or when reading would wait.
  private static let longestWait = 1 << 16

  init(_ output: FoldStream.Output) {
    self.output = output
  }

  func run() -> ExitStatus {
    var stream = FoldStream(output)
    do throws(SystemError) {
      do throws(FoldFailure) {
        try fold(&stream)
      } catch {
        switch error {
        case .machine(let error): throw error
        case .refused(let refused):
          try Self.flush(&stream)
          Screen.complain(message(refused))
          return .wrong
        }
      }
      try Self.flush(&stream)
    } catch {
      if error.isBrokenPipe { return .done }
      Screen.complain("callfold fold: \(error)")
      return .machine
    }
    return .done
  }

  private enum FoldFailure: Error {
    case machine(SystemError)
    case refused(FoldStream.Refused)
  }

  /// Folds standard input, parsing on a thread of its own where there is a processor for it.
  private func fold(_ stream: inout FoldStream) throws(FoldFailure) {
    if Host.processors > 1, let thread = try? ParsingThread(Descriptor.input) {
      defer { thread.stop() }
      try fold(&stream, thread)
    } else {
      try foldAlone(&stream)
    }
  }

  private func fold(
    _ stream: inout FoldStream, _ thread: ParsingThread
  ) throws(FoldFailure) {
    while true {
      do throws(SystemError) {
        let waits = stream.writer.bytes.count
        if waits > Self.longestWait || (waits > 0 && thread.isIdle) {
          try Self.flush(&stream)
        }
      } catch {
        throw .machine(error)
      }
      guard var piece = thread.next() else { break }
      if let failure = piece.failure { throw .machine(failure) }
      do throws(FoldStream.Refused) {
        let bytes = piece.bytes
        try stream.apply(&piece.block, of: bytes.span.extracting(0..<piece.count))
      } catch {
        throw .refused(error)
      }
      thread.giveBack(piece)
    }
    do throws(FoldStream.Refused) { try stream.finish() } catch { throw .refused(error) }
  }

  private func foldAlone(_ stream: inout FoldStream) throws(FoldFailure) {
    var buffer = [UInt8](repeating: 0, count: ParsingThread.pieceSize)
    while true {
      let count: Int
      do throws(SystemError) {
        let waits = stream.writer.bytes.count
        if waits > Self.longestWait || (waits > 0 && Descriptor.input.wouldWait) {
          try Self.flush(&stream)
        }
        count = try Descriptor.input.read(into: &buffer)
      } catch {
        throw .machine(error)
      }
      do throws(FoldStream.Refused) {
        if count == 0 { return try stream.finish() }
        try stream.read(buffer.span.extracting(0..<count))
      } catch {
        throw .refused(error)
      }
    }
  }

  private static func flush(_ stream: inout FoldStream) throws(SystemError) {
    let written: Result<Void, SystemError> = unsafe stream.writer.bytes.withBytes { bytes in
      Result { () throws(SystemError) in try unsafe Descriptor.output.write(bytes) }
    }
    try written.get()
    stream.writer.bytes.removeAll()
  }

  private func message(_ refused: FoldStream.Refused) -> String {
    let place = refused.error.column.map { ", column \($0)" } ?? ""
    let line = "standard input, line \(refused.line)\(place)"
    return "callfold fold: \(line): \(refused.error.description.escapedForScreen)"
  }
}
