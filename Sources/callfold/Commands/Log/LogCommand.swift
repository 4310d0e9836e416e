/// A command about a log, its words checked.
enum LogCommand: Equatable {
  case append(AppendOptions)
  case cat(CatOptions)
  case status(StatusOptions)
  case verify(VerifyOptions)
  case checkpoint(CheckpointOptions)
  case erase(EraseOptions)
  case salvage(SalvageOptions)
  case prove(ProveOptions)
  case verifyProof(VerifyProofOptions)
  case fold(LogFoldOptions)

  /// Reads the words after the command's name; `nil` for one that is about no log.
  init?(_ topic: HelpTopic, _ words: [String]) throws(UsageError) {
    switch topic {
    case .append: self = .append(try AppendOptions(words))
    case .cat: self = .cat(try CatOptions(words))
    case .status: self = .status(try StatusOptions(words))
    case .verify: self = .verify(try VerifyOptions(words))
    case .checkpoint: self = .checkpoint(try CheckpointOptions(words))
    case .erase: self = .erase(try EraseOptions(words))
    case .salvage: self = .salvage(try SalvageOptions(words))
    case .prove: self = .prove(try ProveOptions(words))
    case .verifyProof: self = .verifyProof(try VerifyProofOptions(words))
    case .overview, .fold, .replay, .generate: return nil
    }
  }

  /// Does what was asked.
  func run() -> ExitStatus {
    switch self {
    case .append(let options): AppendCommand(options).run()
    case .cat(let options): CatCommand(options).run()
    case .status(let options): StatusCommand(options).run()
    case .verify(let options): VerifyCommand(options).run()
    case .checkpoint(let options): CheckpointCommand(options).run()
    case .erase(let options): EraseCommand(options).run()
    case .salvage(let options): SalvageCommand(options).run()
    case .prove(let options): ProveCommand(options).run()
    case .verifyProof(let options): VerifyProofCommand(options).run()
    case .fold(let options): LogFoldCommand(options).run()
    }
  }
}
