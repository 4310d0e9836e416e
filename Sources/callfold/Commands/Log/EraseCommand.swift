import EventLog

/// What `erase` is to erase, and who says so.
struct EraseOptions: Equatable {
  var log: String
  var erasure: Erasure
  var user: String
  var reason: String

  init(_ words: [String]) throws(UsageError) {
    let words = try Arguments(
      .erase, words, flags: ["--missing"],
      valued: [
        "--value": "for example +4712345678", "--user": "the user who asks for it",
        "--reason": "the reason in words",
      ])
    if words.has("--missing") {
      guard words.value("--value") == nil else {
        throw UsageError(message: "erase takes --missing or --value, not both")
      }
      log = try words.arguments(.erase, ["LOG"])[0]
      erasure = .missing
    } else if let value = words.value("--value") {
      log = try words.arguments(.erase, ["LOG"])[0]
      erasure = .value(value)
    } else {
      let arguments = try words.arguments(.erase, ["LOG", "CALL (or --value V, or --missing)"])
      log = arguments[0]
      erasure = .call(arguments[1])
    }
    user = try Self.text("--user", words, 1...128)
    reason = try Self.text("--reason", words, 1...1_024)
  }

  private static func text(
    _ option: String, _ words: Arguments, _ length: ClosedRange<Int>
  ) throws(UsageError) -> String {
    guard let text = words.value(option) else {
      throw UsageError(message: "erase needs \(option): the log records it")
    }
    guard length.contains(text.utf8.count),
      text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
    else {
      throw UsageError(
        message: "\(option) needs 1 to \(length.upperBound) bytes without control characters")
    }
    return text
  }
}

/// `callfold erase LOG CALL`: takes personal data away; the log and its proofs stay.
struct EraseCommand {
  private let options: EraseOptions
  private let complaint: LogComplaint

  init(_ options: EraseOptions) {
    self.options = options
    complaint = LogComplaint(.erase, options.log)
  }

  func run() -> ExitStatus {
    do throws(LogError) {
      let writer = try LogOpening(complaint).open(options.log)
      let count = try writer.erase(options.erasure, user: options.user, reason: options.reason)
      try writer.close()
      guard count > 0 else {
        complaint.say("nothing was erased: \(nothing)")
        return .failed
      }
      let values = count == 1 ? "1 value" : "\(count) values"
      let done = options.erasure == .missing ? "recorded the loss of" : "erased"
      Screen.show("\(done) \(values); from now on they read 'erased'")
      return .done
    } catch {
      return complaint.status(error)
    }
  }

  private var nothing: String {
    switch options.erasure {
    case .call(let call): "there is no personal data of the call \(call), or it was already erased"
    case .value(let value): "the value \(value) is not there, or it was already erased"
    case .missing: "no value is missing"
    }
  }
}
