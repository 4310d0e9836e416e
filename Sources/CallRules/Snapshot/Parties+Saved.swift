import Bytes
import CallModel

extension Party {
  func save(to writer: inout StateWriter) {
    switch self {
    case .caller: writer.bytes.append(0)
    case .agent(let name):
      writer.bytes.append(1)
      writer.name(name)
    case .number(let name):
      writer.bytes.append(2)
      writer.name(name)
    }
  }

  init(from reader: inout StateReader) throws(SavedStateError) {
    switch try reader.byte() {
    case 0: self = .caller
    case 1: self = .agent(try reader.name())
    case 2: self = .number(try reader.name())
    default: throw reader.error(.outOfRange(.party))
    }
  }
}

extension Target<Name> {
  func save(to writer: inout StateWriter) {
    switch self {
    case .queue(let name):
      writer.bytes.append(0)
      writer.name(name)
    case .agent(let name):
      writer.bytes.append(1)
      writer.name(name)
    case .number(let name):
      writer.bytes.append(2)
      writer.name(name)
    }
  }

  init(from reader: inout StateReader) throws(SavedStateError) {
    switch try reader.byte() {
    case 0: self = .queue(try reader.name())
    case 1: self = .agent(try reader.name())
    case 2: self = .number(try reader.name())
    default: throw reader.error(.outOfRange(.party))
    }
  }
}

extension HeldParties {
  func save(to writer: inout StateWriter) {
    writer.flag(hasCaller)
    let parties = parties
    writer.count(parties.count)
    for party in parties { party.save(to: &writer) }
  }

  /// Parties stand in the order of their names, an agent before a number of the same name.
  init(from reader: inout StateReader) throws(SavedStateError) {
    self.init()
    hasCaller = try reader.flag()
    var last = -1
    for _ in 0..<(try reader.count(of: .holds, eachAtLeast: 2)) {
      let party = try Party(from: &reader)
      guard let place = Self.place(party), place > last else {
        throw reader.error(.notInOrder(.holds))
      }
      last = place
      insert(party)
    }
  }
}

extension Participant {
  func save(to writer: inout StateWriter) {
    party.save(to: &writer)
    writer.flag(isHelper)
    writer.number(UInt64(since))
  }

  init(from reader: inout StateReader) throws(SavedStateError) {
    party = try Party(from: &reader)
    isHelper = try reader.flag()
    since = try reader.connection()
  }
}

extension Consult {
  func save(to writer: inout StateWriter) {
    switch self {
    case .none: writer.bytes.append(0)
    case .dialling(let target):
      writer.bytes.append(1)
      target.save(to: &writer)
    case .answered(let target, let consulted):
      writer.bytes.append(2)
      target.save(to: &writer)
      consulted.party.save(to: &writer)
      writer.number(UInt64(consulted.since))
    }
  }

  init(from reader: inout StateReader) throws(SavedStateError) {
    switch try reader.byte() {
    case 0: self = .none
    case 1: self = .dialling(try Target(from: &reader))
    case 2:
      let target = try Target(from: &reader)
      let party = try Party(from: &reader)
      self = .answered(target, Consulted(party: party, since: try reader.connection()))
    default: throw reader.error(.outOfRange(.word))
    }
  }
}

extension StateReader {
  /// The number of a connection.
  mutating func connection() throws(SavedStateError) -> UInt32 {
    UInt32(try number(upTo: UInt64(UInt32.max), of: .party))
  }
}
