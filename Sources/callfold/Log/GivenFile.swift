import MerkleTree
import Platform

/// Files that are handed to a command by path; `-` is standard input.
enum GivenFile {
  /// Why a file is of no use.
  struct Failure: Error {
    var message: String
    var status: ExitStatus
  }

  /// The whole file, which has at most `limit` bytes.
  static func bytes(_ path: String, limit: Int = 1 << 30) throws(Failure) -> [UInt8] {
    do throws(SystemError) {
      let bytes =
        path == "-" ? try standardInput(limit) : try TextFiles.contents(of: path, limit: limit)
      if bytes.count <= limit { return bytes }
    } catch {
      throw Failure(message: why(path, error), status: ExitStatus(of: error))
    }
    throw Failure(message: "\(path) is larger than \(limit) bytes", status: .wrong)
  }

  private static func why(_ path: String, _ error: SystemError) -> String {
    if error.isNotFound { return "there is no file \(path). Name one that is there" }
    if error.isOfWrongKind { return "\(path) is no file. Name a file" }
    return "\(error). Look to the file and its permissions"
  }

  /// The checkpoint in a file.
  static func checkpoint(_ path: String) throws(Failure) -> Checkpoint {
    let bytes = try bytes(path, limit: Checkpoint.maximumByteCount)
    let checkpoint: Checkpoint
    do throws(CheckpointError) {
      checkpoint = try Checkpoint(parsing: bytes)
    } catch {
      throw Failure(message: "\(path): \(error)", status: .wrong)
    }
    guard checkpoint.size > 0 else {
      throw Failure(
        message: "\(path): the checkpoint is of size 0, and confirms nothing. Give one that was "
          + "made after the first event", status: .wrong)
    }
    return checkpoint
  }

  private static func standardInput(_ limit: Int) throws(SystemError) -> [UInt8] {
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= limit {
      let count = try Descriptor.input.read(into: &part)
      if count == 0 { break }
      bytes += part[..<count]
    }
    return bytes
  }
}
