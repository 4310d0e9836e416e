import MerkleTree
import Proofs

/// What `verify-proof` is to check.
struct VerifyProofOptions: Equatable {
  var file: String
  var checkpoint: String?
  /// Whether without a checkpoint nothing is good enough.
  var demandsAnchor: Bool
  /// A file that proves growth between the proof's checkpoint and the given one.
  var growth: String?

  init(_ words: [String]) throws(UsageError) {
    let words = try Arguments(
      .verifyProof, words, flags: [VerifyOptions.anchored],
      valued: ["--against": VerifyOptions.meaning, "--growth": "a file that proves growth"])
    file = try words.arguments(.verifyProof, ["FILE"])[0]
    checkpoint = words.value("--against")
    growth = words.value("--growth")
    demandsAnchor = words.has(VerifyOptions.anchored)
    if growth != nil, checkpoint == nil {
      throw UsageError(message: "--growth needs your checkpoint: give it with --against")
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
    do throws(InputFile.Failure) {
      let bytes = try InputFile.proof(options.file)
      let given = try options.checkpoint.map { (path) throws(InputFile.Failure) in
        try InputFile.checkpoints(path)
      }
      let growth = try options.growth.map { (path) throws(InputFile.Failure) in
        try InputFile.proof(path)
      }
      return check(bytes, given, growth)
    } catch {
      complaint.say(error.message)
      return error.status
    }
  }

  private func check(
    _ bytes: [UInt8], _ given: GivenCheckpoints?, _ growth: [UInt8]?
  ) -> ExitStatus {
    do throws(ComparisonError) {
      if bytes.starts(with: Array(ConsistencyProofFile.title.utf8)) {
        if growth != nil {
          complaint.say("\(options.file) is itself a proof of growth: leave out --growth")
          return .wrong
        }
        let proof = try? ConsistencyProofFile(parsing: bytes)
        let fitting = given?.fitting(among: [proof?.new.size, proof?.old.size])
        let finding = try ProofCheck.growth(bytes, against: fitting)
        return show(finding, log(proof?.new.origin))
      }
      let proof = try? EventProof(parsing: bytes)
      let fitting = given?.fitting(among: [proof?.checkpoint.size])
      let finding = try ProofCheck.events(bytes, against: fitting, growth: growth)
      guard finding.verdict != .damaged, let proof else { return show(finding, []) }
      let events = "events \(SequenceList(proof.events.map(\.sequence)))"
      return show(finding, [events] + log(proof.checkpoint.origin))
    } catch {
      complaint.say("\(error)")
      return .wrong
    }
  }

  private func show(_ finding: Finding, _ lines: [String]) -> ExitStatus {
    VerdictText(finding.verdict, [finding.detail] + lines, demandsAnchor: options.demandsAnchor)
      .show()
  }

  private func log(_ origin: String?) -> [String] { origin.map { ["log \($0)"] } ?? [] }
}
