internal import EventCoding
internal import EventLog

/// The personal data of a log file, line by line, each with what its checksum was made of.
struct ForgedPersonalData {
  struct Person {
    var reference: String
    /// The JSON values as they stand there.
    var call: String
    var value: String
    var seal: Seal

    var covered: [UInt8] {
      Array(#"{"reference":"\#(reference)","call":\#(call),"value":\#(value)"#.utf8)
    }
    var bytes: [UInt8] { covered + Array(",\"crc\":\"\(Bytes.hex(seal.checksum))\"}\n".utf8) }
    func isGood(_ log: [UInt8]) -> Bool { seal == Seal(log: log, bytes: covered) }
  }

  var lines: [Person] = []
  /// Bytes missing at the end of the last line.
  var cut = 0

  var bytes: [UInt8] { Array(lines.flatMap(\.bytes).dropLast(cut)) }
}

extension ForgedPersonalData {
  /// Takes a good file apart; `nil` where it has not the form.
  init?(_ bytes: [UInt8], _ log: [UInt8]) {
    for line in Bytes.lines(bytes) {
      guard let reference = Bytes.text(line, after: #""reference":""#, before: "\""),
        let call = Bytes.text(line, after: #""call":"#, before: #","value""#),
        let value = Bytes.text(line, after: #""value":"#, before: #","crc""#)
      else { return nil }
      var person = Person(
        reference: reference, call: call, value: value, seal: Seal(log: log, bytes: []))
      person.seal.bytes = person.covered
      lines.append(person)
    }
  }

  /// Whether they are what events need, of which some were erased.
  ///
  /// - Parameters:
  ///   - needs: each reference, with the call's JSON value in its first event.
  ///   - erased: what was erased.
  ///   - covered: what of it was erased by events that the log's newest checkpoint covers.
  func holds(
    _ needs: [String: String], erased: Set<String>, covered: Set<String>, _ log: [UInt8]
  ) -> Bool {
    var found: Set<String> = []
    var (firstBad, lastNeeded): (Int?, Int?) = (nil, nil)
    for (place, person) in lines.enumerated() {
      guard person.isGood(log), cut == 0 || place < lines.count - 1 else {
        firstBad = firstBad ?? place
        continue
      }
      if covered.contains(person.reference) { return false }
      guard let call = needs[person.reference] else { continue }
      if call != person.call { return false }
      found.insert(person.reference)
      lastNeeded = place
    }
    if let firstBad, let lastNeeded, firstBad < lastNeeded { return false }
    return needs.keys.allSatisfy { found.contains($0) || erased.contains($0) }
  }
}

/// What lines say of personal data, as far as the good logs have any.
enum PersonalData {
  /// The references of an event, and its call's JSON value.
  static func references(_ line: Line) -> [(reference: String, call: String)] {
    var parser = EventParser()
    // Whether a line is an event is the interchange's matter, and tried there.
    guard (try? parser.parse(line.span, limit: Format.storedLineLimit)) != nil,
      let call = Bytes.text(line, after: #""call":""#, before: "\"")
    else { return [] }
    return ["caller", "number"].compactMap { key in
      guard let text = Bytes.text(line, after: "\"\(key)\":\"", before: "\""), isReference(text)
      else { return nil }
      return (text, "\"\(call)\"")
    }
  }

  /// The references that a line says were erased.
  static func erased(_ line: Line) -> [String] {
    let text = String(decoding: line, as: UTF8.self)
    guard let start = text.firstRange(of: #""type":"log.erased","references":""#) else { return [] }
    var rest = text[start.upperBound...]
    var found: [String] = []
    while rest.count > 23, isReference(String(rest.prefix(23))) {
      found.append(String(rest.prefix(23)))
      rest = rest.dropFirst(24)
    }
    return found
  }

  private static func isReference(_ text: String) -> Bool {
    text.utf8.count == 23 && text.first == "~"
      && text.dropFirst().utf8.allSatisfy {
        switch $0 {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x5f: true
        case _: false
        }
      }
  }
}

extension ForgedLog {
  /// Whether the personal data are what the events of the log need, which are whole.
  func personalDataHold(_ found: Reading, covered: Int) -> Bool {
    let coveredErasures = Set(found.lines.prefix(covered).flatMap(PersonalData.erased))
    let erasures = Set(found.lines.flatMap(PersonalData.erased))
    return found.files.allSatisfy { file in
      var needs: [String: String] = [:]
      for (reference, call) in file.lines.flatMap(PersonalData.references)
      where needs[reference] == nil {
        needs[reference] = call
      }
      let personalData = personalData[file.name] ?? ForgedPersonalData()
      return personalData.holds(
        needs, erased: erasures, covered: coveredErasures, files[0].header.log)
    }
  }

  /// Puts each value beside the events that refer to it, with a right checksum.
  mutating func repairPeople() {
    var known: [String: ForgedPersonalData.Person] = [:]
    for person in personalData.values.flatMap(\.lines) where known[person.reference] == nil {
      known[person.reference] = person
    }
    personalData = [:]
    for file in files {
      var made = ForgedPersonalData()
      var seen: Set<String> = []
      for (reference, call) in file.frames.flatMap(\.lines).flatMap(PersonalData.references) {
        guard var person = known[reference], seen.insert(reference).inserted else { continue }
        person.call = call
        person.seal = Seal(log: file.header.log, bytes: person.covered)
        made.lines.append(person)
      }
      if !made.lines.isEmpty { personalData[file.name] = made }
    }
  }
}
