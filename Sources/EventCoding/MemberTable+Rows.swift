import Bytes
import CallModel

// The rows of the contract's tables: which fields an event of each type has.
extension MemberTable {
  /// The event that the members of the line make.
  @inline(always)
  func event(
    _ at: Instant, _ type: Text, _ kind: EventKind, _ line: LineCursor,
    _ strings: borrowing StringScanner, _ words: Vocabulary
  ) throws(EventError) -> Event {
    let source = try source(line, strings)
    let sequence = try number(.seq, line, strings)
    let body: Event.Body
    switch kind {
    case .call(let type):
      body = .call(try needed(.call, line, strings), try row(type, line, strings, words))
    case .settingChanged: body = .setting(try change(line, strings, words))
    case .userGrouped:
      body = .grouping(
        user: try needed(.user, line, strings), group: try id(.group, line, strings),
        by: try id(.by, line, strings))
    case .tick:
      _ = try id(.call, line, strings)
      body = .tick
    case .archive, .media, .info, .log:
      _ = try id(.call, line, strings)
      body = .silent
    case .unknown: body = .unknown(type: type, call: try id(.call, line, strings))
    }
    return Event(
      at: at, sequence: sequence, source: source, body: body, isDecoded: strings.isDecoding)
  }

  @inline(always)
  func time(
    _ times: inout TimeReader, _ line: LineCursor, _ strings: borrowing StringScanner
  ) throws(EventError) -> Instant {
    let text = try needed(.at)
    do throws(TimeReader.Failure) {
      if !line.has(text) {
        return Instant(milliseconds: try times.read(strings.bytes(of: text, line)))
      }
      return Instant(
        milliseconds: try unsafe times.read(line.bytes, Int(text.start), Int(text.count)))
    } catch {
      let member = self[.at]
      switch error {
      case .form:
        throw member.error(.badTime(TimeMistake(in: strings.bytes(of: text, line))))
      case .range: throw member.error(.timeOutOfRange)
      }
    }
  }

  @inline(always)
  private func source(
    _ line: LineCursor, _ strings: borrowing StringScanner
  ) throws(EventError) -> SourceNumber? {
    switch (try id(.source, line, strings), try number(.n, line, strings)) {
    case (let source?, let number?): return SourceNumber(source: source, number: number)
    case (nil, nil): return nil
    case (nil, _?), (_?, nil): throw EventError(column: nil, problem: .sourceWithoutNumber)
    }
  }

  @inline(always)
  private func row(
    _ type: EventType, _ line: LineCursor, _ strings: borrowing StringScanner, _ words: Vocabulary
  ) throws(EventError) -> CallEvent<Text> {
    switch type {
    case .callStarted: return try started(line, strings, words)
    case .ivrConsent: return try consent(line, strings, words)
    case .callVariable:
      return .variable(variable(try needed(.name), try needed(.value), line, strings))
    case .queueEntered: return .queueEntered(try needed(.queue, line, strings))
    case .callerAnswered: return .callerAnswered
    case .callerRejoined: return .callerRejoined
    case .agentJoined:
      let agent = try needed(.agent, line, strings)
      return .agentJoined(agent, try word(.role, words.roles, \Role.word, line, strings) ?? .agent)
    case .agentLeft: return .agentLeft(try needed(.agent, line, strings))
    case .callerLeft: return .callerLeft
    case .partyHeld: return .partyHeld(try heldParty(line, strings))
    case .partyResumed: return .partyResumed(try heldParty(line, strings))
    case .callHeld: return .held(by: try needed(.agent, line, strings))
    case .callResumed: return .resumed(by: try needed(.agent, line, strings))
    case .consultStarted:
      return .consultStarted(by: try needed(.agent, line, strings), try target(line, strings))
    case .consultAnswered:
      return .consultAnswered(
        by: try needed(.agent, line, strings), answerer: try answerer(line, strings))
    case .consultEnded: return .consultEnded(by: try needed(.agent, line, strings))
    case .consultMerged: return .consultMerged(by: try needed(.agent, line, strings))
    case .numberJoined: return .numberJoined(try needed(.number, line, strings))
    case .numberLeft: return .numberLeft(try needed(.number, line, strings))
    case .callTransferred:
      return .transferred(by: try needed(.agent, line, strings), try target(line, strings))
    case .transferFailed: return .transferFailed(try needed(.agent, line, strings))
    case .manualStart: return .request(.manualStart, by: try needed(.agent, line, strings))
    case .manualStop: return .request(.manualStop, by: try needed(.agent, line, strings))
    case .pendingSave: return .request(.pendingSave, by: try needed(.agent, line, strings))
    case .pendingUnsave: return .request(.pendingUnsave, by: try needed(.agent, line, strings))
    case .censorStart: return .request(.censorStart, by: try needed(.agent, line, strings))
    case .censorStop: return .request(.censorStop, by: try needed(.agent, line, strings))
    case .secureStarted: return .secureStarted
    case .secureEnded: return .secureEnded
    case .recorderFailed:
      _ = try string(.reason)
      return .recorderFailed
    case .recorderRecovered:
      _ = try string(.reason)
      return .recorderRecovered
    case .callEnded:
      _ = try string(.reason)
      return .ended
    }
  }

  @inline(always)
  private func started(
    _ line: LineCursor, _ strings: borrowing StringScanner, _ words: Vocabulary
  ) throws(EventError) -> CallEvent<Text> {
    guard let direction = try word(.direction, words.directions, \Direction.word, line, strings)
    else {
      throw missing("direction")
    }
    let caller = try string(.caller)
    let agent = try id(.agent, line, strings)
    if direction == .internal, agent == nil { throw missing("agent") }
    return .started(direction, caller: caller, agent: agent, parent: try id(.parent, line, strings))
  }

  @inline(always)
  private func consent(
    _ line: LineCursor, _ strings: borrowing StringScanner, _ words: Vocabulary
  ) throws(EventError) -> CallEvent<Text> {
    guard let answer = try word(.answer, words.answers, \Answer.word, line, strings) else {
      throw missing("answer")
    }
    _ = try id(.by, line, strings)
    _ = try string(.prompt)
    return .consent(answer, number: try id(.number, line, strings))
  }

  @inline(always)
  private func change(
    _ line: LineCursor, _ strings: borrowing StringScanner, _ words: Vocabulary
  ) throws(EventError) -> SettingChange {
    guard let scope = try word(.scope, words.scopes, \Scope.word, line, strings) else {
      throw missing("scope")
    }
    let property = try needed(.property)
    return SettingChange(
      scope: scope, subject: try id(.subject, line, strings), property: property,
      value: try flatValue(), by: try id(.by, line, strings))
  }

  @inline(never)
  private func variable(
    _ name: Text, _ value: Text, _ line: LineCursor, _ strings: borrowing StringScanner
  ) -> Variable {
    strings.withBytes(of: name, line) { name in
      strings.withBytes(of: value, line) { value in Variable(name: name, value: value) }
    }
  }

  /// The one field in which `null` is not the same as absent.
  private func flatValue() throws(EventError) -> FlatValue {
    let value = self[.value]
    guard seen.contains(.value) else { throw missing("value") }
    switch value.form {
    case .null: return .null
    case .true: return .bool(true)
    case .false: return .bool(false)
    case .number: return .number(value.text)
    case .plainString, .string: return .string(value.text)
    }
  }
}
