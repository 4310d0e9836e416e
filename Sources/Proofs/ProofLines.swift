internal import Digest
internal import MerkleTree

/// Hands out the lines of a proof file one by one and knows where it is.
struct ProofLines {
  private let bytes: [UInt8]
  /// The line that comes next, counting from 1.
  private(set) var line = 1
  /// Bytes before it.
  private(set) var offset = 0
  /// The event that is being read; errors name it.
  var sequence: UInt64?

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Whether the next line begins with these bytes.
  func isNext(_ prefix: String) -> Bool {
    bytes[offset...].starts(with: prefix.utf8)
  }

  /// The next line without its LF.
  mutating func next() throws(ProofFileError) -> [UInt8] {
    guard let end = bytes[offset...].firstIndex(of: UInt8(ascii: "\n")) else {
      throw error(offset == bytes.count ? .ended : .notEnded)
    }
    defer {
      line += 1
      offset = end + 1
    }
    return Array(bytes[offset..<end])
  }

  /// Passes over a line that must be exactly this.
  mutating func expect(_ text: String, else problem: ProofFileError.Problem) throws(ProofFileError)
  {
    let before = self
    guard try next() == Array(text.utf8) else { throw before.error(problem) }
  }

  /// Hashes, a line each, up to the line for which `isEnd` holds.
  mutating func hashes(until isEnd: (ProofLines) -> Bool) throws(ProofFileError) -> [SHA256.Digest]
  {
    var hashes: [SHA256.Digest] = []
    while !isEnd(self) {
      let before = self
      let text = String(decoding: try next(), as: UTF8.self)
      do {
        hashes.append(try SHA256.Digest(base64: text))
      } catch {
        throw before.error(.hash(error))
      }
    }
    return hashes
  }

  /// A checkpoint in the next `lineCount` lines, or in all that are left.
  mutating func checkpoint(lineCount: Int?) throws(ProofFileError) -> Checkpoint {
    let before = self
    var text: [UInt8] = []
    if let lineCount {
      for _ in 0..<lineCount { text += try next() + [UInt8(ascii: "\n")] }
    } else {
      text = Array(bytes[offset...])
      offset = bytes.count
    }
    do {
      return try Checkpoint(parsing: text)
    } catch {
      throw before.error(.checkpoint(error))
    }
  }

  /// The end of the file must be here.
  func expectEnd() throws(ProofFileError) {
    guard offset == bytes.count else { throw error(.trailing) }
  }

  func error(_ problem: ProofFileError.Problem) -> ProofFileError {
    ProofFileError(line: line, offset: offset, sequence: sequence, problem: problem)
  }
}
