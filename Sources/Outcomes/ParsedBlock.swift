import Bytes
import CallModel
import CallRules
import EventCoding

/// Events that were parsed together and wait to be folded in: made by a `BlockParser`, on whatever
/// thread, and taken by a `FoldStream`.
package struct ParsedBlock: Sendable {
  /// Some events whose texts lie in the same bytes.
  struct Batch: Sendable {
    var events = EventBatch()
    /// Whether their texts lie in the chunk of the block, or in `texts`.
    var isInChunk = true
  }

  /// The events, in order; those beyond `count` are room to be used again.
  var batches: [Batch] = []
  /// How many batches there are.
  private(set) var count = 0
  /// The texts that do not lie in the chunk: those of lines that began before it, and of lines with
  /// escapes.
  private(set) var texts: [UInt8] = []
  /// The line behind the events, where it is none; nothing behind it was parsed.
  package internal(set) var refused: FoldStream.Refused?

  /// A block of no events.
  package init() {}

  /// Forgets everything, and keeps the room.
  mutating func removeAll() {
    for index in 0..<count { batches[index].events.removeAll() }
    count = 0
    texts.removeAll(keepingCapacity: true)
    refused = nil
  }

  /// Adds an event whose texts lie in the chunk.
  @inline(__always)
  mutating func append(_ event: Event, _ number: Int64, inChunk place: Range<Int>) {
    makeRoom(isInChunk: true)
    batches[count - 1].events.append(event, number, place)
  }

  /// Adds an event with its texts.
  mutating func append(_ event: Event, _ number: Int64, copying texts: Span<UInt8>) {
    let start = self.texts.count
    self.texts.append(copying: texts)
    makeRoom(isInChunk: false)
    batches[count - 1].events.append(event, number, start..<self.texts.count)
  }

  /// Makes sure that the last batch takes another event with its texts in the chunk, or elsewhere.
  @inline(__always)
  private mutating func makeRoom(isInChunk: Bool) {
    if count > 0, batches[count - 1].isInChunk == isInChunk, !batches[count - 1].events.isFull {
      return
    }
    if count == batches.count { batches.append(Batch()) }
    batches[count].isInChunk = isInChunk
    count += 1
  }
}

/// Parses lines into blocks of events.
package struct BlockParser: ~Copyable {
  private var lines = LineReader()
  private var parser = EventParser()

  /// A parser at the start of its stream.
  package init() {}

  /// Parses all lines that `chunk` completes, as far as they are events.
  package mutating func parse(_ chunk: Span<UInt8>, into block: inout ParsedBlock) {
    block.removeAll()
    do throws(FoldStream.Refused) {
      try lines.read(placed: chunk) { line, number, place throws(FoldStream.Refused) in
        try Self.parse(line, number, place, &parser, &block)
      }
    } catch {
      block.refused = error
    }
  }

  /// Parses a last line without LF.
  package mutating func finish(into block: inout ParsedBlock) {
    block.removeAll()
    do throws(FoldStream.Refused) {
      try lines.finish { line, number throws(FoldStream.Refused) in
        try Self.parse(line, number, nil, &parser, &block)
      }
    } catch {
      block.refused = error
    }
  }

  /// Parses lines that a log keeps, which are never blank and may be longer than they were when they
  /// were received; they are counted from 1, and their events have no number.
  mutating func parse(
    stored lines: ArraySlice<Range<Int>>, in chunk: Span<UInt8>, limit: Int,
    into block: inout ParsedBlock
  ) {
    block.removeAll()
    var number: Int64 = 0
    for place in lines {
      number += 1
      do throws(EventError) {
        let event = try parser.parse(chunk.extracting(place), limit: limit)
        Self.append(event, 0, chunk.extracting(place), place, parser, &block)
      } catch {
        block.refused = FoldStream.Refused(line: number, error: error)
        return
      }
    }
  }

  /// Adds the event in a line, unless it is blank.
  @inline(__always)
  private static func parse(
    _ line: Span<UInt8>, _ number: Int64, _ place: Range<Int>?, _ parser: inout EventParser,
    _ block: inout ParsedBlock
  ) throws(FoldStream.Refused) {
    do throws(EventError) {
      let event = try parser.parse(line)
      append(event, number, line, place, parser, &block)
    } catch {
      if line.count <= Limits.line, EventParser.isBlank(line) { return }
      throw FoldStream.Refused(line: number, error: error)
    }
  }

  @inline(__always)
  private static func append(
    _ event: Event, _ number: Int64, _ line: Span<UInt8>, _ place: Range<Int>?,
    _ parser: borrowing EventParser, _ block: inout ParsedBlock
  ) {
    if event.isDecoded {
      let texts = parser.decoded
      block.append(event, number, copying: texts.span)
    } else if let place {
      block.append(event, number, inChunk: place)
    } else {
      block.append(event, number, copying: line)
    }
  }
}
