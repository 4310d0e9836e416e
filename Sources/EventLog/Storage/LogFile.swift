internal import Platform

/// A file of the log whose calls are made until they are done: interruptions and short reads and
/// writes end here.
struct LogFile {
  let name: String
  private let file: any StoredFile

  init(name: String, _ file: any StoredFile) {
    self.name = name
    self.file = file
  }

  func size() throws(LogError) -> Int {
    try call { () throws(SystemError) in try file.size() }
  }

  /// Fills a range of the buffer; says how many bytes there were before the file's end.
  func read(
    into buffer: inout [UInt8], range: Range<Int>, at offset: Int
  ) throws(LogError) -> Int {
    var done = 0
    while done < range.count {
      let rest = range.lowerBound + done..<range.upperBound
      let count = try call { () throws(SystemError) in
        try file.read(into: &buffer, range: rest, at: offset + done)
      }
      if count == 0 { break }
      done += count
    }
    return done
  }

  /// The bytes from an offset on, at most so many.
  func bytes(at offset: Int = 0, count: Int) throws(LogError) -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: count)
    let got = try read(into: &buffer, range: 0..<count, at: offset)
    buffer.removeLast(count - got)
    return buffer
  }

  /// The file from an offset on.
  func contents(from offset: Int = 0) throws(LogError) -> [UInt8] {
    try bytes(at: offset, count: max(0, size() - offset))
  }

  /// Writes all of the bytes; where it fails, some of them may have been written.
  func write(_ bytes: [UInt8], at offset: Int) throws(LogError) {
    var done = 0
    try write(bytes, at: offset, done: &done)
  }

  /// Writes all of the bytes.
  ///
  /// - Parameter done: how many of them were written, also where it fails.
  func write(_ bytes: [UInt8], at offset: Int, done: inout Int) throws(LogError) {
    done = 0
    while done < bytes.count {
      let count = try call { () throws(SystemError) in
        try file.write(bytes, range: done..<bytes.count, at: offset + done)
      }
      // A disk that takes nothing and says nothing would be asked for ever.
      guard count > 0 else {
        throw error(SystemError(call: "pwrite", path: name, number: SystemError.Number.inputOutput))
      }
      done += count
    }
  }

  /// Cuts off what lies behind an offset, if anything does: on some file systems even the call that
  /// changes nothing needs space.
  func cut(to size: Int) throws(LogError) {
    guard try self.size() > size else { return }
    try call { () throws(SystemError) in try file.truncate(to: size) }
  }

  func syncData() throws(LogError) {
    try call { () throws(SystemError) in try file.syncData() }
  }

  func sync() throws(LogError) {
    try call { () throws(SystemError) in try file.sync() }
  }

  func dropCache() throws(LogError) {
    try call { () throws(SystemError) in try file.dropCache() }
  }

  private func call<Result>(
    _ body: () throws(SystemError) -> Result
  ) throws(LogError) -> Result {
    do { return try uninterrupted(body) } catch { throw self.error(error) }
  }

  private func error(_ error: SystemError) -> LogError {
    LogError(name, .system(error))
  }
}
