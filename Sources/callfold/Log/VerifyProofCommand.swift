import MerkleTree
import Proofs

/// What `verify-proof` is to check.
struct VerifyProofOptions: Equatable {
  var file: String
  var checkpoint: String?
  /// A file that proves growth between the proof's checkpoint and the given one.
  var growth: String?

  init(_ words: [String]) throws(UsageError) {
    let words = try LogWords(
      .verifyProof, words,
      valued: ["--against": VerifyOptions.meaning, "--growth": "a file that proves growth"])
    file = try words.arguments(.verifyProof, ["FILE"])[0]
    checkpoint = words.value("--against")
    growth = words.value("--growth")
    if growth != nil, checkpoint == nil {
      throw UsageError(message: "--growth leads to a checkpoint of yours: give that with --against")
    }
  }
}

/// `callfold verify-proof FILE`: checks a proof, without any log.
struct VerifyProofCommand {
  private let options: VerifyProofOptions
  private let complaint: LogComplaint

  init(_ options: VerifyProofOptions) {
    self.options = options
    complaint = LogComplaint(.verifyProof, options.file)
  }

  func run() -> ExitStatus {
    do throws(GivenFile.Failure) {
      let bytes = try GivenFile.bytes(options.file)
      let given: Checkpoint? =
        if let path = options.checkpoint { try GivenFile.checkpoint(path) } else { nil }
      let growth: [UInt8]? = if let path = options.growth { try GivenFile.bytes(path) } else { nil }
      return check(bytes, given, growth)
    } catch {
      complaint.say(error.message)
      return error.status
    }
  }

  private func check(_ bytes: [UInt8], _ given: Checkpoint?, _ growth: [UInt8]?) -> ExitStatus {
    do throws(ComparisonError) {
      if bytes.starts(with: Array(GrowthProof.title.utf8)) {
        if growth != nil {
          complaint.say("\(options.file) is itself a proof of growth: leave out --growth")
          return .wrong
        }
        let finding = try ProofCheck.growth(bytes, against: given)
        let origin = (try? GrowthProof(parsing: bytes))?.new.origin
        return VerdictText(finding.verdict, [finding.detail] + log(origin)).show()
      }
      let finding = try ProofCheck.events(bytes, against: given, growth: growth)
      let proof = finding.verdict == .damaged ? nil : try? EventProof(parsing: bytes)
      let events = proof.map { ["events \(SequenceList($0.events.map(\.sequence)))"] } ?? []
      let lines = [finding.detail] + events + log(proof?.checkpoint.origin)
      return VerdictText(finding.verdict, lines).show()
    } catch {
      complaint.say("\(error)")
      return .wrong
    }
  }

  private func log(_ origin: String?) -> [String] { origin.map { ["log \($0)"] } ?? [] }
}
