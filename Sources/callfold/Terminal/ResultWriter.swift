import Bytes
import Platform
import Presentation

/// Results on their way to standard output: as they are into a file or pipe, and with everything
/// that a terminal could act on escaped where a person looks at them.
struct ResultWriter {
  private var waiting: [UInt8] = []
  private let isTerminal = Descriptor.output.isTerminal
  /// Why nothing more can be written.
  private(set) var failure: SystemError?
  private static let longestWait = 1 << 16

  /// Adds bytes that end with a line; says whether there is any sense in going on.
  mutating func append(_ bytes: some Collection<UInt8>) -> Bool {
    waiting += bytes
    return waiting.count < Self.longestWait || flush()
  }

  /// Adds a line and its LF.
  mutating func append(line: some Collection<UInt8>) -> Bool {
    waiting += line
    return append(CollectionOfOne(UInt8(ascii: "\n")))
  }

  /// Empties a writer of lines.
  mutating func take(_ writer: inout ByteWriter) -> Bool {
    unsafe writer.withBytes { unsafe waiting.append(contentsOf: $0) }
    writer.removeAll()
    return flush()
  }

  /// Writes what waits.
  mutating func flush() -> Bool {
    guard failure == nil else { return false }
    do throws(SystemError) {
      try Descriptor.output.write(isTerminal ? waiting.escapedLines : waiting)
    } catch {
      failure = error
    }
    waiting.removeAll(keepingCapacity: true)
    return failure == nil
  }

  /// Writes what waits; what the process ends with where all else went well.
  mutating func status(_ command: HelpTopic) -> ExitStatus {
    _ = flush()
    guard let failure, !failure.isBrokenPipe else { return .done }
    Screen.complain("callfold \(command.rawValue): \(failure)")
    return .machine
  }
}

extension [UInt8] {
  /// The bytes, each line escaped for a screen.
  var escapedLines: [UInt8] {
    split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self).escapedForScreen }
      .joined(separator: "\n").utf8.map { $0 }
  }
}
