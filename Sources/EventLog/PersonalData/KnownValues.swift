/// The values of one log file's personal data, kept as long as that file is asked for now and then: a
/// producer that sends much again asks for one after the other.
struct KnownValues {
  /// The log file, by its first sequence.
  let file: UInt64
  private var values: [Reference: [UInt8]] = [:]
  /// Bytes of the file that were read.
  private var length = 0

  /// Files, and bytes of them, that are kept.
  private static let mostFiles = 64
  private static let mostBytes = 64 << 20

  /// Gives up the files that were asked for longest ago, where there are too many.
  static func keepFew(_ files: inout [KnownValues]) {
    var bytes = 0
    let kept = files.reversed().prefix(mostFiles).prefix { file in
      bytes += file.length
      return bytes <= mostBytes
    }
    if kept.count < files.count { files.removeFirst(files.count - max(1, kept.count)) }
  }

  init(file: UInt64) {
    self.file = file
  }

  /// The value of a reference; reads what has been added since the last time.
  ///
  /// - Parameter judge: throws where bad bytes, which the file has, are damage.
  mutating func value(
    of reference: Reference, _ folder: LogFolder, log: LogID, judge: () throws(LogError) -> Void
  ) throws(LogError) -> [UInt8]? {
    if let value = values[reference] { return value }
    let added = try PersonalDataContents.read(folder, first: file, log: log, from: length)
    if added.bad != nil { try judge() }
    values.merge(added.values()) { $1 }
    length += added.goodLength
    return values[reference]
  }
}
