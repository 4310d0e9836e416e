import Bytes
import CallModel

extension Names {
  func save(to writer: inout StateWriter) {
    writer.count(count)
    for place in 0..<count {
      let name = Name(index: UInt32(truncatingIfNeeded: place))
      withBytes(of: name) { writer.text($0) }
      writer.bytes.append(self[memory: name].rawValue)
    }
  }

  /// The first name is an id; others may be any string of an event.
  init(from reader: inout StateReader) throws(SavedStateError) {
    let count = try reader.count(of: .name, eachAtLeast: 2)
    guard count > 0 else { throw reader.error(.outOfRange(.name)) }
    for index in 0..<count {
      let text = try reader.text(index == 0 ? 1...128 : 0...4096, of: .name)
      let name = add(text.span)
      let memory = try reader.byte()
      guard memory <= 7 else { throw reader.error(.outOfRange(.flag)) }
      self[memory: name] = Memory(rawValue: memory)
    }
    reader.nameCount = count
  }
}
