internal import Bytes
internal import Platform

/// What stands in a file of personal data, as it is: nothing is judged yet.
struct PersonalDataContents {
  /// The log file, by its first sequence.
  let first: UInt64
  let bytes: [UInt8]
  /// The good lines, in order.
  var lines: [PersonalDataLine] = []
  /// Where the first bad line begins, which a crash may have left, or damage; `nil` for none.
  private(set) var bad: Int?

  /// Reads the personal data of a log file; nothing where there are none.
  ///
  /// - Parameter offset: where a line begins, for whoever knows what stands before it; places in
  ///   the contents count from there.
  static func read(
    _ folder: LogFolder, first: UInt64, log: LogID, from offset: Int = 0
  ) throws(LogError) -> PersonalDataContents {
    let name = FileName.personalData(first)
    do throws(LogError) {
      guard try folder.isRegular(name) else { throw LogError(name, .damage(.kind)) }
    } catch  where error.system?.isNotFound == true {
      return PersonalDataContents(first: first)
    }
    return PersonalDataContents(
      first: first, bytes: try folder.contents(name, from: offset) ?? [], log: log)
  }

  /// No personal data.
  init(first: UInt64) {
    self.first = first
    bytes = []
  }

  private init(first: UInt64, bytes: [UInt8], log: LogID) {
    self.first = first
    self.bytes = bytes
    var start = 0
    while start < bytes.count {
      let end = ByteSearch.first(Byte.lineFeed, in: bytes, start..<bytes.count) ?? bytes.count
      if end < bytes.count, let line = PersonalDataLine(bytes, start..<end, log: log) {
        lines.append(line)
      } else {
        bad = bad ?? start
      }
      start = end + 1
    }
  }

  /// The same as if only the good lines were there.
  var withoutBadLines: PersonalDataContents {
    var contents = self
    contents.bad = nil
    return contents
  }

  /// Bytes before the first bad line.
  var goodLength: Int { bad ?? bytes.count }

  /// The values, decoded, of those references that are asked for.
  func values(where isWanted: (Reference) -> Bool = { _ in true }) -> [Reference: [UInt8]] {
    var values: [Reference: [UInt8]] = [:]
    for line in lines where isWanted(line.reference) {
      values[line.reference] = PersonalDataLine.decoded(bytes, line.value)
    }
    return values
  }
}
