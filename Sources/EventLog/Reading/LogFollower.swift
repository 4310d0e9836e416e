internal import Platform

/// Hands on a log's events as they come, without the log's lock.
///
/// It keeps its place: looking again costs no more than what is new.
public struct LogFollower {
  private let folder: LogFolder
  private let log: LogID
  private let manifest: Manifest
  private var file: LogFile
  /// The sequence of the first event of the file.
  private var first: UInt64
  private var offset: Int
  private var sequence: UInt64
  private let judge = LineJudge()
  /// How often in a row bytes stood here that no crash explains.
  private var doubts = 0
  /// A writer at work may be seen in the middle; more often than this at one place it is none.
  private static let mostDoubts = 8

  /// A follower of a reader's log, at the start of the file that has a sequence.
  public init(_ reader: LogReader, from sequence: UInt64) throws(LogError) {
    folder = reader.folder
    log = reader.id
    manifest = reader.manifest
    let info = reader.manifest.files[reader.manifest.place(of: sequence)]
    file = try folder.open(info.name, .read)
    first = info.header.first
    offset = info.headerLength
    self.sequence = first
  }

  /// A follower of a reader's log, behind what was read of it before.
  init(_ reader: LogReader, after place: LogReader.Place) throws(LogError) {
    try self.init(reader, from: place.file)
    if place.next > first { (offset, sequence) = (place.offset, place.next) }
  }

  /// Hands on what has come since the last time.
  ///
  /// - Parameter visit: as of `LogReader.forEach`; gives `false` to stop.
  /// - Returns: `false` where the visitor stopped.
  public mutating func forEach(
    _ visit: (_ sequence: UInt64, _ bytes: [UInt8], _ line: Range<Int>) throws(LogError) -> Bool
  ) throws(LogError) -> Bool {
    if sequence == first { try lookAgain() }
    repeat {
      var scanner = FrameScanner(
        file, log: log, offset: offset, sequence: sequence, limit: try file.size(),
        judge: judge)
      reading: while true {
        switch try scanner.next() {
        case .frame(let frame):
          for (place, line) in scanner.lines.enumerated() {
            let sequence = frame.first + UInt64(place)
            try manifest.checkEdition(scanner.buffer, line, in: file.name, sequence: sequence)
            guard try visit(sequence, scanner.buffer, line) else { return false }
          }
          (offset, sequence, doubts) = (scanner.offset, scanner.sequence, 0)
        case .end: break reading
        case .stopped(let damage):
          try doubt(damage)
          break reading
        }
      }
    } while try goOnInNextFile()
    return true
  }

  /// A recovery puts another file in the place of one that has no whole frame.
  private mutating func lookAgain() throws(LogError) {
    do throws(LogError) {
      let same = try folder.open(file.name, .read)
      let header = try FileHeader(
        same.bytes(count: min(same.size(), Format.headerLimit)), file: same.name)
      guard header.log == log else { throw LogError(same.name, offset: 0, .damage(.foreign)) }
      (file, offset) = (same, header.line.count)
    } catch  where error.system?.isNotFound == true {}
  }

  private mutating func doubt(_ damage: Damage) throws(LogError) {
    let tail = try file.bytes(at: offset, count: max(0, file.size() - offset))
    let judge = TailClassifier(log: log, tail: tail, offset: offset, sequence: sequence)
    guard case .damaged(let damage, let place) = judge.verdict(found: damage) else { return }
    doubts += 1
    if doubts > Self.mostDoubts {
      throw LogError(file.name, offset: place, sequence: sequence, .damage(damage))
    }
  }

  /// Whether there is a file that begins with the next event, in which the log then goes on.
  private mutating func goOnInNextFile() throws(LogError) -> Bool {
    guard sequence > first else { return false }
    do throws(LogError) {
      let next = try folder.open(FileName.log(sequence), .read)
      let header = try FileHeader(
        next.bytes(count: min(next.size(), Format.headerLimit)), file: next.name)
      guard header.log == log else { throw LogError(next.name, offset: 0, .damage(.foreign)) }
      (file, first, offset, doubts) = (next, sequence, header.line.count, 0)
      return true
    } catch  where error.system?.isNotFound == true {
      return false
    }
  }
}

extension ReceivedEvent.Value {
  /// The decoded text, in the bytes of the line.
  public func text(in bytes: [UInt8]) -> [UInt8] { decoded(bytes) }
}
