internal import Bytes
internal import Digest

/// What tells that a file of personal data has not changed since every value in it was known to
/// belong to an event, and every event's value to be in it.
struct PersonalDataSavepoint: Hashable {
  /// The log file, by its first sequence.
  var file: UInt64
  var length: Int
  var checksum: UInt32

  /// The mark that a log file's personal data would have as they are.
  static func of(_ folder: LogFolder, file: UInt64, log: LogID) throws(LogError)
    -> PersonalDataSavepoint
  {
    let bytes = try folder.contents(FileName.personalData(file)) ?? []
    return PersonalDataSavepoint(
      file: file, length: bytes.count, checksum: log.checksum(bytes, bytes.indices))
  }

  init(file: UInt64, length: Int, checksum: UInt32) {
    self.file = file
    self.length = length
    self.checksum = checksum
  }

  /// What `text` was made from; `nil` for anything else.
  init?(text: ArraySlice<UInt8>) {
    let words = text.split(separator: 0x20).map { Array($0) }
    guard words.count == 3, let file = ByteText.decimal(words[0], words[0].indices),
      let length = ByteText.decimal(words[1], words[1].indices),
      let checksum = ByteText.hex(words[2], words[2].indices)
    else { return nil }
    self.init(file: file, length: Int(clamping: length), checksum: checksum)
  }

  var text: [UInt8] {
    var text: [UInt8] = []
    text.append(decimal: file)
    text.append(" ")
    text.append(decimal: UInt64(length))
    text.append(" ")
    text.append(hex: checksum)
    return text
  }
}
