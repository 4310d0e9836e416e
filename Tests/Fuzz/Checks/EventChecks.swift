import Bytes
import CallModel
import CallRules
import EventCoding
import Outcomes

/// What must hold of any bytes that are handed to the event parser and the fold: no trap, and the
/// same bytes written however the input is cut; says what does not hold.
package func brokenEvents(_ input: [UInt8]) -> String? {
  let whole = Trial([input])
  if Trial([]).result != .finished { return "nothing is refused" }
  // The first byte says where the input is cut, so that a fuzzer can move the place.
  let place = input.isEmpty ? 0 : Int(input[0]) * input.count / 256
  let cut = Trial([Array(input[..<place]), Array(input[place...])])
  if cut != whole { return "cut at \(place) it is another outcome" }
  if whole.result == .finished, let broken = brokenTexts(input) { return broken }
  return nil
}

/// What a stream made of its input.
private struct Trial: Equatable {
  enum Result: Equatable {
    case finished
    case refused(FoldStream.Refused)
    case damaged(SavedStateError)
  }

  var result = Result.finished
  var written: [UInt8]

  /// Between the chunks the state is saved and restored, where no line is under way.
  init(_ chunks: [[UInt8]]) {
    var stream = FoldStream(.outcomes)
    var before: [UInt8] = []
    do {
      for chunk in chunks {
        try stream.read(chunk.span)
        let bytes = stream.fold.saved()
        let again = try Fold(saved: bytes).saved()
        precondition(again == bytes, "a saved state is restored as another")
      }
      try stream.finish()
    } catch let refused as FoldStream.Refused {
      result = .refused(refused)
    } catch let damaged as SavedStateError {
      result = .damaged(damaged)
    } catch {
      before = Array("\(error)".utf8)
    }
    written = before + stream.writer.bytes.bytes
  }
}

/// Each text of each event lies in its bytes and is UTF-8.
private func brokenTexts(_ input: [UInt8]) -> String? {
  var parser = EventParser()
  for line in input.split(separator: 0x0A) where !EventParser.isBlank(line.span) {
    guard let event = try? parser.parse(line.span) else { return "a line is taken and refused" }
    let texts = event.isDecoded ? parser.decoded : Array(line)
    guard let source = event.source else { continue }
    guard source.number > 0, texts.indices.contains(source.source.range.lowerBound),
      source.source.range.upperBound <= texts.count,
      String(validating: texts[source.source.range], as: UTF8.self) != nil
    else { return "a source that is no text" }
  }
  return nil
}
