package import Bytes
import CallModel
import CallRules
package import EventLog
package import Outcomes

/// Folds a log's events into outcomes or effects, as `FoldStream` folds lines of NDJSON, and puts
/// personal data back where they are written.
///
/// The fold runs on the references; their values are held for the calls in progress and for the
/// log file that is being read, so memory does not grow with the log.
package struct LogFold: ~Copyable {
  /// The fold, and what it has written.
  package private(set) var stream: FoldStream
  private let reader: LogReader
  private let personalData: PersonalData

  /// Values of references; shared with the writer of outcomes.
  private final class PersonalData {
    let reader: PersonalDataReader
    var ofCalls: [[UInt8]: [UInt8]] = [:]
    var ofFile = PersonalDataValues()
    /// Why it was not found out what has become of a value.
    var failure: LogError?

    init(_ reader: LogReader) { self.reader = PersonalDataReader(reader) }

    subscript(reference: [UInt8]) -> [UInt8]? { ofFile[reference] ?? ofCalls[reference] }

    /// What is written for a reference; `nil` for itself.
    func text(_ reference: [UInt8]) -> [UInt8]? {
      if let value = self[reference] { return value }
      guard reader.unread.isEmpty, failure == nil else { return nil }
      do throws(LogError) {
        return Array(try reader.absence(of: reference).rawValue.utf8)
      } catch {
        failure = error
        return nil
      }
    }
  }

  /// Events that are folded in before what was written is handed on.
  private static let most = 256

  /// The names of the files of personal data that there was no right to read: their references are
  /// written as they are stored.
  package var unreadPeople: [String] { personalData.reader.unread }

  /// A fold of a reader's log, before its first event.
  package init(_ reader: LogReader, _ output: FoldStream.Output) {
    self.reader = reader
    stream = FoldStream(output)
    let personalData = PersonalData(reader)
    self.personalData = personalData
    stream.writer.revealed = { name in
      Self.isReference(name) ? personalData.text(Array(name)) : nil
    }
  }

  /// Folds the whole log, and then, for outcomes, writes the calls that are still in progress.
  ///
  /// - Parameters:
  ///   - isUnverified: the log's tree is not compared with its checkpoints.
  ///   - written: is handed what was written after some events, and the sequence of the last of them,
  ///     to empty it when it is much; gives `false` to stop.
  /// - Returns: what stands behind the log's last whole frame; `nil` where it was stopped.
  /// - Throws: also where all events are folded in and turn out not to be those of the log's
  ///   checkpoints: then the calls in progress are not written.
  package mutating func run(
    isUnverified: Bool = false,
    _ written: (_ bytes: inout ByteWriter, _ sequence: UInt64) -> Bool
  ) throws(LogError) -> LogReader.Ending? {
    var starts = reader.fileStarts.reversed().map { $0 }
    // The stream parses each line itself.
    let ending = try reader.forEachFrame(without: isUnverified ? [.events, .root] : .events) {
      sequence, bytes, lines throws(LogError) in
      if sequence == starts.last {
        starts.removeLast()
        try enterFile(sequence)
      }
      var sequence = sequence
      var rest = lines
      while !rest.isEmpty {
        let some = rest.prefix(Self.most)
        do throws(FoldStream.Refused) {
          try stream.read(stored: some, in: bytes.span, limit: Format.storedLineLimit)
        } catch {
          throw try reader.unreadable(sequence + UInt64(error.line) - 1)
        }
        if let failure = personalData.failure { throw failure }
        sequence += UInt64(some.count)
        guard written(&stream.writer.bytes, sequence - 1) else { return false }
        rest = rest.dropFirst(some.count)
      }
      return true
    }
    guard let ending else { return nil }
    // It writes the calls in progress: there is no line left that could be refused.
    try? stream.finish()
    if let failure = personalData.failure { throw failure }
    return ending
  }

  /// Hands on what was written and not yet taken.
  package mutating func withWritten(_ body: (_ bytes: inout ByteWriter) -> Void) {
    body(&stream.writer.bytes)
  }

  /// Keeps the values that calls in progress have from the file before, and gets those of this one.
  private mutating func enterFile(_ first: UInt64) throws(LogError) {
    var kept: [[UInt8]: [UInt8]] = [:]
    for place in stream.fold.placesInProgress {
      stream.fold.withCall(at: place) { call in
        for reference in Self.references(call) { kept[reference] = personalData[reference] }
      }
    }
    personalData.ofFile = try personalData.reader.values(ofFile: first)
    // What was erased since the file before was read is not shown any more.
    for reference in kept.keys where try personalData.reader.absence(of: reference) == .erased {
      kept[reference] = nil
    }
    personalData.ofCalls = kept
  }

  /// The names of a call that are references.
  private static func references(_ call: borrowing Call) -> [[UInt8]] {
    let names = call.names
    return (0..<names.count).map { index in
      names.bytes(of: Name(index: UInt32(index)))
    }.filter(isReference)
  }

  private static func isReference(_ name: [UInt8]) -> Bool {
    name.count == 23 && name.first == UInt8(ascii: "~")
  }
}
