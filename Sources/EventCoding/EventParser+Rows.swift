import Bytes
import CallModel

/// A type whose row the parser knows.
enum KnownType: Sendable, BitwiseCopyable {
  case call(EventType)
  case settingChanged
  case userGrouped
  case tick

  static let words: [(StaticString, KnownType)] =
    EventType.allCases.map { ($0.word, .call($0)) }
    + [("setting.changed", .settingChanged), ("user.grouped", .userGrouped), ("log.tick", .tick)]
}

// The rows of the contract's tables: which fields an event of each type has.
extension EventParser {
  // What is asked of the parser more than once is `mutating`, though it changes nothing: a parser
  // that is only read is copied first, as it might be changed meanwhile.

  /// The event that the members of the line make.
  mutating func event(at: Instant, _ cursor: LineCursor) throws(EventError) -> Event {
    let type = try neededString(.type)
    let source = try source(cursor)
    let sequence = try number(.seq, cursor)
    let body: Event.Body
    switch known(type, cursor) {
    case .call(let type): body = .call(try needed(.call, cursor), try row(type, cursor))
    case .settingChanged: body = .setting(try change(cursor))
    case .userGrouped:
      body = .grouping(
        user: try needed(.user, cursor), group: try id(.group, cursor), by: try id(.by, cursor))
    case .tick:
      _ = try id(.call, cursor)
      body = .tick
    case nil:
      let call = try id(.call, cursor)
      body = isSilent(type, cursor) ? .silent : .unknown(type: type, call: call)
    }
    return Event(
      at: at, sequence: sequence, source: source, body: body, isDecoded: strings.isDecoding)
  }

  @inline(__always)
  mutating func time(_ cursor: LineCursor) throws(EventError) -> Instant {
    let text = try neededString(.at)
    do throws(TimeReader.Failure) {
      if strings.isDecoding {
        return Instant(milliseconds: try times.read(bytes(of: text, cursor)))
      }
      return Instant(
        milliseconds: try unsafe times.read(cursor.bytes, Int(text.start), Int(text.count)))
    } catch {
      let member = members[.at]
      switch error {
      case .form:
        throw self.error(member, .badTime(TimeMistake(in: bytes(of: text, cursor))))
      case .range: throw self.error(member, .timeOutOfRange)
      }
    }
  }

  @inline(__always)
  private func source(_ cursor: LineCursor) throws(EventError) -> SourceNumber? {
    switch (try id(.source, cursor), try number(.n, cursor)) {
    case (let source?, let number?): return SourceNumber(source: source, number: number)
    case (nil, nil): return nil
    case (nil, _?), (_?, nil): throw EventError(column: nil, problem: .sourceWithoutNumber)
    }
  }

  @inline(__always)
  private func known(_ type: Text, _ cursor: LineCursor) -> KnownType? {
    if strings.isDecoding {
      let bytes = bytes(of: type, cursor)
      return KnownType.words.first { $0.0.description.utf8.elementsEqual(bytes) }?.1
    }
    return unsafe types.value(cursor.bytes, Int(type.start), Int(type.count))
  }

  private mutating func isSilent(_ type: Text, _ cursor: LineCursor) -> Bool {
    let bytes = bytes(of: type, cursor)
    return Self.silentBeginnings.contains { bytes.starts(with: $0) }
  }

  private static let silentBeginnings = ["info.", "media.", "archive.", "log."].map {
    Array($0.utf8)
  }

  private mutating func row(
    _ type: EventType, _ cursor: LineCursor
  ) throws(EventError) -> CallEvent<Text> {
    switch type {
    case .callStarted: return try started(cursor)
    case .ivrConsent: return try consent(cursor)
    case .callVariable:
      return .variable(
        Variable(
          name: bytes(of: try neededString(.name), cursor),
          value: bytes(of: try neededString(.value), cursor)))
    case .queueEntered: return .queueEntered(try needed(.queue, cursor))
    case .callerAnswered: return .callerAnswered
    case .callerRejoined: return .callerRejoined
    case .agentJoined:
      let agent = try needed(.agent, cursor)
      return .agentJoined(agent, try word(.role, roles, \.word, cursor) ?? .agent)
    case .agentLeft: return .agentLeft(try needed(.agent, cursor))
    case .callerLeft: return .callerLeft
    case .partyHeld: return .partyHeld(try heldParty(cursor))
    case .partyResumed: return .partyResumed(try heldParty(cursor))
    case .callHeld: return .held(by: try needed(.agent, cursor))
    case .callResumed: return .resumed(by: try needed(.agent, cursor))
    case .consultStarted:
      return .consultStarted(by: try needed(.agent, cursor), try target(cursor))
    case .consultAnswered:
      return .consultAnswered(by: try needed(.agent, cursor), answerer: try answerer(cursor))
    case .consultEnded: return .consultEnded(by: try needed(.agent, cursor))
    case .consultMerged: return .consultMerged(by: try needed(.agent, cursor))
    case .numberJoined: return .numberJoined(try needed(.number, cursor))
    case .numberLeft: return .numberLeft(try needed(.number, cursor))
    case .callTransferred:
      return .transferred(by: try needed(.agent, cursor), try target(cursor))
    case .transferFailed: return .transferFailed(try needed(.agent, cursor))
    case .manualStart: return .request(.manualStart, by: try needed(.agent, cursor))
    case .manualStop: return .request(.manualStop, by: try needed(.agent, cursor))
    case .pendingSave: return .request(.pendingSave, by: try needed(.agent, cursor))
    case .pendingUnsave: return .request(.pendingUnsave, by: try needed(.agent, cursor))
    case .censorStart: return .request(.censorStart, by: try needed(.agent, cursor))
    case .censorStop: return .request(.censorStop, by: try needed(.agent, cursor))
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

  private mutating func started(_ cursor: LineCursor) throws(EventError) -> CallEvent<Text> {
    guard let direction = try word(.direction, directions, \.word, cursor) else {
      throw missing("direction")
    }
    let caller = try string(.caller)
    let agent = try id(.agent, cursor)
    if direction == .internal, agent == nil { throw missing("agent") }
    return .started(direction, caller: caller, agent: agent, parent: try id(.parent, cursor))
  }

  private mutating func consent(_ cursor: LineCursor) throws(EventError) -> CallEvent<Text> {
    guard let answer = try word(.answer, answers, \.word, cursor) else {
      throw missing("answer")
    }
    _ = try id(.by, cursor)
    _ = try string(.prompt)
    return .consent(answer, number: try id(.number, cursor))
  }

  private mutating func change(_ cursor: LineCursor) throws(EventError) -> SettingChange {
    guard let scope = try word(.scope, scopes, \.word, cursor) else { throw missing("scope") }
    let property = try neededString(.property)
    return SettingChange(
      scope: scope, subject: try id(.subject, cursor), property: property,
      value: try flatValue(), by: try id(.by, cursor))
  }

  /// The one field in which `null` is not the same as absent.
  private func flatValue() throws(EventError) -> FlatValue {
    let value = members[.value]
    guard isSeen(.value) else { throw missing("value") }
    switch value.form {
    case .null: return .null
    case .true: return .bool(true)
    case .false: return .bool(false)
    case .number: return .number(value.text)
    case .plainString, .string: return .string(value.text)
    }
  }
}
