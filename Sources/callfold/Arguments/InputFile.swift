import MerkleTree
import Platform
import Proofs

/// Files that are handed to a command by path; `-` is standard input.
enum InputFile {
  /// Why a file is of no use.
  struct Failure: Error {
    var message: String
    var status: ExitStatus
  }

  /// The bytes of a proof. Of a file that does not begin as one does, no more than its beginning is
  /// read, which shows that.
  static func proof(_ path: String) throws(Failure) -> [UInt8] {
    let titles = [EventProof.title, ConsistencyProofFile.title].map { Array($0.utf8) }
    return try bytes(path, limit: ProofCheck.largestFile) { beginning in
      titles.contains { beginning.starts(with: $0) }
    }
  }

  /// The checkpoints in a file, at least one, smallest first.
  static func checkpoints(_ path: String) throws(Failure) -> GivenCheckpoints {
    let bytes = try bytes(path, limit: GivenCheckpoints.largestFile) { beginning in
      // The text of one, up to the empty line, is not nearly so long.
      zip(beginning, beginning.dropFirst()).contains { $0 == 10 && $1 == 10 }
        || beginning.count < TextFiles.beginning
    }
    let list: [Checkpoint]
    do throws(CheckpointError) {
      list = try Checkpoint.list(parsing: bytes)
    } catch {
      throw Failure(message: "\(path): \(error). \(GivenCheckpoints.wanted)", status: .wrong)
    }
    guard list.allSatisfy({ $0.size > 0 }) else {
      throw Failure(
        message: "\(path): a checkpoint of size 0 confirms nothing. Give one that was made after "
          + "the first event", status: .wrong)
    }
    return GivenCheckpoints(list)
  }

  /// The whole file, which has at most `limit` bytes; where it does not begin as is wanted, only its
  /// beginning.
  private static func bytes(
    _ path: String, limit: Int, isWanted: ([UInt8]) -> Bool
  ) throws(Failure) -> [UInt8] {
    do throws(SystemError) {
      let bytes =
        path == "-"
        ? try TextFiles.contents(of: .input, limit: limit, isWanted: isWanted)
        : try TextFiles.contents(of: path, limit: limit, isWanted: isWanted)
      if bytes.count <= limit { return bytes }
    } catch {
      throw Failure(message: why(path, error), status: ExitStatus(of: error))
    }
    throw Failure(
      message: "\(path) is larger than \(limit) bytes, the largest such file that is read. Give "
        + "another", status: .wrong)
  }

  private static func why(_ path: String, _ error: SystemError) -> String {
    if error.isNotFound { return "there is no file \(path). Give an existing file" }
    if error.isOfWrongKind { return "\(path) is not a file. Give a file" }
    return "\(error). Check the file and its permissions"
  }
}

/// Checkpoints that were kept outside a log.
struct GivenCheckpoints {
  /// At least one, smallest first.
  let all: [Checkpoint]
  /// The one that covers most.
  let newest: Checkpoint

  /// Takes at least one.
  init(_ list: [Checkpoint]) {
    all = list.sorted { $0.size < $1.size }
    newest = all[all.count - 1]
  }

  /// The one to compare with a proof for these sizes: one of a size among them, or else the newest.
  func fitting(among sizes: [UInt64?]) -> Checkpoint {
    all.last { sizes.contains($0.size) } ?? newest
  }

  /// The longest file that is read: over a million checkpoints.
  static let largestFile = 256 << 20

  static let wanted =
    "Give a checkpoint as 'callfold checkpoint' printed it, or a copy of a log's file 'checkpoints'"
}
