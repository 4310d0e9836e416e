import Bytes
import CallModel
import Testing
@testable import EventCoding

/// The one table of fields and the one of types: nothing in them may stand for something else.
@Suite struct Tables {
  @Test func `each field has a bit of its own`() {
    #expect(Field.allCases.count <= FieldSet.capacity)
    #expect(Set(Field.allCases.map { FieldSet($0) }).count == Field.allCases.count)
    for field in Field.allCases {
      let others = Field.allCases.filter { $0 != field }
      #expect(others.allSatisfy { !FieldSet(field).contains($0) }, "\(field)")
    }
  }

  @Test func `each type has a number of its own`() {
    #expect(EventKind.known.count <= WordTable.capacity)
    #expect(Set(EventKind.known.map(\.kind)).count == EventKind.known.count)
    var parser = EventParser()
    for (word, kind) in EventKind.known {
      let row =
        #""scope":"company","property":"p","value":1,"user":"u","direction":"inbound","#
        + #""answer":"granted","name":"n","agent":"a","queue":"q","toQueue":"q","number":"1""#
      let line = Array(#"{"at":"2026-11-22T10:15:04Z","call":"c","type":"\#(word)",\#(row)}"#.utf8)
      // Where the row has other fields only the type is read.
      _ = try? parser.parse(line.span)
      #expect(parser.kind == kind, "\(word)")
    }
  }

  @Test func `no word is longer than the tables can tell`() {
    #expect(Field.allCases.allSatisfy { $0.word.utf8CodeUnitCount <= FieldTable.longest })
    #expect(EventKind.known.allSatisfy { (1...24).contains($0.word.utf8CodeUnitCount) })
  }

  @Test func `a table knows its words and no others`() {
    let table = Vocabulary.shared.types
    for (code, (word, _)) in EventKind.known.enumerated() {
      let bytes = Array(word.description.utf8)
      #expect(table.code(of: bytes.span) == UInt8(code))
      for place in bytes.indices {
        var other = bytes
        other[place] ^= 1
        let known = EventKind.known.contains { $0.word.description.utf8.elementsEqual(other) }
        #expect((table.code(of: other.span) != nil) == known)
        #expect(table.code(of: Array(bytes[..<place]).span) == nil)
      }
    }
    #expect(table.code(of: [UInt8]().span) == nil)
  }

  @Test func `a field is found by its key, and by nothing that is like it`() {
    for field in Field.allCases {
      #expect(found(field.key + "\":")?.field == field)
      #expect(found(field.key + "\":")?.length == field.key.utf8.count + 2)
      #expect(found(field.key + "\" :") == nil)
      #expect(found(field.key + "x\":") == nil)
      #expect(found(String(field.key.dropLast()) + "\":")?.field != field)
      #expect(found(field.key.uppercased() + "\":") == nil)
    }
  }

  private func found(_ text: String) -> (field: Field, length: Int)? {
    let scanned = ScannedLine()
    let line = Array((text + String(repeating: "~", count: 20)).utf8)
    _ = scanned.scan(LineCursor(line.span))
    return FieldTable.shared.find(scanned, at: 0).map { ($0.field, $0.length) }
  }
}
