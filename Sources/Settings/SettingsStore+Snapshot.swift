package import Bytes
import CallModel

extension SettingsStore {
  /// Writes what is set, of each scope in the order of the ids.
  package func save(to writer: inout StateWriter) {
    company.save(to: &writer)
    groups.save(to: &writer, leavingOut: PropertySheet()) { $0.save(to: &$1) }
    users.save(to: &writer, leavingOut: User()) { $0.save(to: &$1) }
    queues.save(to: &writer, leavingOut: PropertySheet()) { $0.save(to: &$1) }
  }

  /// Reads what `save` has written.
  ///
  /// - Throws: `SavedStateError` for anything else.
  package init(from reader: inout StateReader) throws(SavedStateError) {
    company = try PropertySheet(from: &reader, in: .company)
    groups = try Registry(from: &reader, of: .settings) { reader throws(SavedStateError) in
      try PropertySheet(from: &reader, in: .group).orNil
    }
    users = try Registry(from: &reader, of: .settings) { reader throws(SavedStateError) in
      let group = try reader.flag() ? try reader.id(of: .settings) : nil
      let user = User(group: group, sheet: try PropertySheet(from: &reader, in: .user))
      return user == User() ? nil : user
    }
    queues = try Registry(from: &reader, of: .settings) { reader throws(SavedStateError) in
      try PropertySheet(from: &reader, in: .queue).orNil
    }
  }
}

extension SettingsStore.User {
  fileprivate func save(to writer: inout StateWriter) {
    writer.flag(group != nil)
    if let group { writer.text(group.span) }
    sheet.save(to: &writer)
  }
}

extension PropertySheet {
  fileprivate var orNil: PropertySheet? { self == PropertySheet() ? nil : self }

  /// Each property that is set, in the order of `Property`, with its value.
  fileprivate func save(to writer: inout StateWriter) {
    let properties = Property.allCases.filter { value(of: $0) != nil }
    writer.count(properties.count)
    for property in properties {
      writer.word(property)
      value(of: property)?.save(to: &writer)
    }
  }

  fileprivate init(from reader: inout StateReader, in scope: Scope) throws(SavedStateError) {
    self.init()
    var last = -1
    for _ in 0..<(try reader.count(of: .setting, eachAtLeast: 2)) {
      let property = try reader.word(Property.self)
      guard Int(property.rawValue) > last else { throw reader.error(.notInOrder(.settings)) }
      last = Int(property.rawValue)
      let value = try SettingValue(from: &reader)
      guard property.exists(in: scope), property.domain.takes(value) else {
        throw reader.error(.outOfRange(.setting))
      }
      change(property, to: value)
    }
  }
}

extension SettingValue {
  fileprivate func save(to writer: inout StateWriter) {
    switch self {
    case .bool(false): writer.bytes.append(0)
    case .bool(true): writer.bytes.append(1)
    case .queueRecording(let recording):
      writer.bytes.append(2)
      writer.word(recording)
    case .days(let days):
      writer.bytes.append(3)
      writer.number(UInt64(days))
    case .unlimited: writer.bytes.append(4)
    case .archiveScope(let scope):
      writer.bytes.append(6)
      writer.word(scope)
    case .text(let text):
      writer.bytes.append(5)
      writer.text(text.span)
    }
  }

  fileprivate init(from reader: inout StateReader) throws(SavedStateError) {
    switch try reader.byte() {
    case 0: self = .bool(false)
    case 1: self = .bool(true)
    case 2: self = .queueRecording(try reader.word())
    case 3: self = .days(Int64(try reader.number(upTo: UInt64(Int64.max), of: .setting)))
    case 4: self = .unlimited
    case 5: self = .text(Array(try reader.text(0...4096, of: .setting)))
    case 6: self = .archiveScope(try reader.word())
    default: throw reader.error(.outOfRange(.setting))
    }
  }
}

extension Property.Domain {
  /// Whether S3 lets a property of this domain have `value`.
  fileprivate func takes(_ value: SettingValue) -> Bool {
    switch (value, self) {
    case (.bool, .bool), (.queueRecording, .queueRecording), (.archiveScope, .archiveScope):
      return true
    case (.days(let days), .days(let range, _)): return range.contains(days)
    case (.unlimited, .days(_, let unlimited)): return unlimited
    case (.text(let text), _):
      let whole = Text(start: 0, count: UInt32(truncatingIfNeeded: text.count))
      if case .sets(value) = judge(.string(whole), text.span) { return true }
      return false
    case (.bool, _), (.queueRecording, _), (.archiveScope, _), (.days, _), (.unlimited, _):
      return false
    }
  }
}

// The parts, as messages name them.
extension SavedStateError.Part {
  static let setting = Self("a setting")
  static let settings = Self("the settings")
}
