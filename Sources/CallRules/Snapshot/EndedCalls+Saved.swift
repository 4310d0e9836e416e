import Bytes

extension EndedCalls {
  func save(to writer: inout StateWriter) {
    writer.count(count)
    forEach { id, protection in
      writer.text(id)
      writer.flag(protection.isDenied)
      writer.flag(protection.isRestricted)
    }
  }

  init(from reader: inout StateReader) throws(SavedStateError) {
    self.init()
    let count = try reader.count(of: .endedCalls, eachAtLeast: 4)
    guard count <= Self.most else { throw reader.error(.outOfRange(.endedCalls)) }
    for _ in 0..<count {
      let id = try reader.id(of: .endedCalls)
      let key = ShortKey(id.span)
      let protection = Protection(isDenied: try reader.flag(), isRestricted: try reader.flag())
      note(key, key.isWhole ? nil : id, protection)
    }
  }
}
