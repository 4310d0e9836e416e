internal import Bytes
internal import Digest
internal import MerkleTree

/// A sealed log file's table of calls on the disk: pages of 4,096 bytes, each with a checksum of
/// its own, so that looking up one call reads and checks a few of them.
///
/// Page 0 says of which log and which events the index was made. Each other page has up to 340
/// entries of 12 bytes, hash and place, highest byte first; what is free is FF. The last four bytes
/// of a page are the CRC of the log id, the page's number and the page before them.
struct CallIndexFile {
  static let pageLength = 4_096
  static let entriesInPage = 340
  private static let entryLength = 12

  /// What page 0 must say.
  static func head(_ log: LogID, _ edge: RightEdge, entries: Int) -> [UInt8] {
    Array("callfold index 1 \(log) \(edge.size) \(edge.root.hex) \(entries)\n".utf8)
  }

  /// The whole file.
  static func bytes(_ table: CallTable, log: LogID, edge: RightEdge) -> [UInt8] {
    var bytes = page(0, head(log, edge, entries: table.entries.count), log)
    var start = 0
    while start < table.entries.count {
      let end = min(table.entries.count, start + entriesInPage)
      var content: [UInt8] = []
      for entry in table.entries[start..<end] {
        for shift in stride(from: 56, through: 0, by: -8) {
          content.append(UInt8(truncatingIfNeeded: entry.hash >> UInt64(shift)))
        }
        for shift in stride(from: 24, through: 0, by: -8) {
          content.append(UInt8(truncatingIfNeeded: entry.offset >> UInt32(shift)))
        }
      }
      bytes += page(start / entriesInPage + 1, content, log)
      start = end
    }
    return bytes
  }

  private static func page(_ number: Int, _ content: [UInt8], _ log: LogID) -> [UInt8] {
    var page = content
    page += [UInt8](repeating: 0xff, count: pageLength - 4 - content.count)
    let checksum = checksum(number, page, log)
    for shift in stride(from: 24, through: 0, by: -8) {
      page.append(UInt8(truncatingIfNeeded: checksum >> UInt32(shift)))
    }
    return page
  }

  private static func checksum(_ number: Int, _ page: [UInt8], _ log: LogID) -> UInt32 {
    var checksum = log.checksum
    checksum.update(Array("\(number)".utf8))
    checksum.update(page.span.extracting(0..<pageLength - 4))
    return checksum.value
  }

  private let file: LogFile
  private let log: LogID
  private let pages: Int

  /// Opens an index; `nil` where there is none, or not that of these events, or damaged.
  init?(_ folder: LogFolder, first: UInt64, log: LogID, edge: RightEdge) throws(LogError) {
    guard let file = try folder.derived(FileName.index(first)) else { return nil }
    let size = try file.size()
    guard size >= CallIndexFile.pageLength, size % CallIndexFile.pageLength == 0 else {
      return nil
    }
    self.file = file
    self.log = log
    pages = size / CallIndexFile.pageLength - 1
    guard let page = try page(0) else { return nil }
    let words = String(decoding: page.prefix { $0 != Byte.lineFeed }, as: UTF8.self)
      .split(separator: " ")
    guard let entries = words.last.flatMap({ Int($0) }), entries >= 0, entries <= 1 << 32,
      page.starts(with: CallIndexFile.head(log, edge, entries: entries)),
      pages == (entries + CallIndexFile.entriesInPage - 1) / CallIndexFile.entriesInPage
    else { return nil }
  }

  /// The places of the frames that may have events of a call; `nil` where a page is damaged.
  func offsets(_ hash: UInt64) throws(LogError) -> [Int]? {
    var low = 1
    var high = pages + 1
    // The first page that begins with the hash or a later one; the hash may begin a page before.
    while low < high {
      let middle = (low + high) / 2
      guard let page = try page(middle), let first = entry(page, 0) else { return nil }
      if first.hash < hash { low = middle + 1 } else { high = middle }
    }
    var found: [Int] = []
    for number in max(1, low - 1)..<max(2, pages + 1) where number <= pages {
      guard let page = try page(number) else { return nil }
      for index in 0..<CallIndexFile.entriesInPage {
        guard let entry = entry(page, index), entry.hash <= hash else { break }
        if entry.hash == hash { found.append(Int(entry.offset)) }
      }
      guard let last = entry(page, CallIndexFile.entriesInPage - 1), last.hash <= hash else {
        break
      }
    }
    return found
  }

  private func page(_ number: Int) throws(LogError) -> [UInt8]? {
    let page = try file.bytes(
      at: number * CallIndexFile.pageLength, count: CallIndexFile.pageLength)
    guard page.count == CallIndexFile.pageLength,
      page[(CallIndexFile.pageLength - 4)...].reduce(0, { $0 << 8 | UInt32($1) })
        == CallIndexFile.checksum(number, page, log)
    else { return nil }
    return page
  }

  private func entry(_ page: [UInt8], _ index: Int) -> CallTable.Entry? {
    let start = index * CallIndexFile.entryLength
    let hash = page[start..<start + 8].reduce(0) { $0 << 8 | UInt64($1) }
    let offset = page[start + 8..<start + 12].reduce(0) { $0 << 8 | UInt32($1) }
    return offset == .max ? nil : CallTable.Entry(hash: hash, offset: offset)
  }
}
