extension Checkpoint {
  /// Reads one checkpoint or several, one after another, each but the last with its empty line: such
  /// as the file that a log keeps of its own. Strict as the reading of one.
  ///
  /// - Returns: at least one, in the order in which they stand.
  /// - Throws: `CheckpointError` whose line counts from the beginning of `bytes`.
  public static func list(parsing bytes: [UInt8]) throws(CheckpointError) -> [Checkpoint] {
    var checkpoints: [Checkpoint] = []
    var start = 0
    var line = 0
    repeat {
      let end = end(of: bytes, from: start)
      do throws(CheckpointError) {
        checkpoints.append(try Checkpoint(parsing: Array(bytes[start..<end])))
      } catch {
        throw CheckpointError(line: line + error.line, problem: error.problem)
      }
      line += bytes[start..<end].count { $0 == UInt8(ascii: "\n") }
      start = end
    } while start < bytes.count
    return checkpoints
  }

  /// Where the checkpoint ends that begins at `start`: behind its empty line and the signatures under
  /// that, or where the bytes end.
  private static func end(of bytes: [UInt8], from start: Int) -> Int {
    var end = start
    var isBehindEmptyLine = false
    while end < bytes.count {
      let next = bytes[end...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
      if isBehindEmptyLine, !bytes[end..<next].starts(with: "\u{2014} ".utf8) { return end }
      isBehindEmptyLine = isBehindEmptyLine || next == end + 1
      end = next
    }
    return end
  }
}
