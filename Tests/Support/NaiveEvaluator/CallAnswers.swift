extension Call {
  /// An answer to the question for consent, or a variable.
  mutating func applyAnswer(_ event: Event) {
    if event.type == "ivr.consent" {
      let answer: Consent = event.word("answer") == "denied" ? .denied : .granted
      if let number = event.word("number") {
        numberAnswers.removeAll { $0.number == number }
        numberAnswers.append((number, answer))
      } else {
        consent = answer
      }
      return
    }

    // D2
    let name = event.word("name")?.inLowerASCII
    let value = event.word("value")?.inLowerASCII
    if name == "deny_recording" && value != "false" {
      consent = .denied
    }
    if name == "set_restricted" {
      isRestricted = value == "true"
    }
  }

  /// The caller's latest answer is a denial.
  var isDenied: Bool {
    consent == .denied
  }

  /// A number whose latest answer is a denial is never captured.
  func hasDenied(_ party: Party) -> Bool {
    numberAnswers.contains { party == .number($0.number) && $0.consent == .denied }
  }
}
