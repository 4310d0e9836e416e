/// The values of one log file's personal data, kept as long as that file is asked for: a producer
/// that sends much again asks for one after the other.
struct KnownValues {
  /// The log file, by its first sequence.
  let file: UInt64
  private var values: [Reference: [UInt8]] = [:]
  /// Bytes of the file that were read.
  private var length = 0

  init(file: UInt64) {
    self.file = file
  }

  /// The value of a reference; reads what has been added since the last time.
  mutating func value(
    of reference: Reference, _ folder: LogFolder, log: LogID
  ) throws(LogError) -> [UInt8]? {
    if let value = values[reference] { return value }
    let added = try PeopleContents.read(folder, first: file, log: log, from: length)
    values.merge(added.values()) { $1 }
    length += added.length
    return values[reference]
  }
}
