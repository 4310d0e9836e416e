import Outcomes
import Platform

/// Reads and parses on a thread of its own, a few pieces ahead of whoever folds them in.
///
/// Memory is bounded: there are `pieces` pieces, and the thread waits for one to be given back.
final class ParsingThread: @unchecked Sendable {
  /// Bytes that were read at once, and the events of the lines that they complete.
  struct Piece: Sendable {
    var bytes: [UInt8]
    /// How many bytes there are.
    var count = 0
    var block = ParsedBlock()
    /// Why nothing could be read; then there are no events, and no more pieces.
    var failure: SystemError?
  }

  /// How many bytes are read at once.
  static let pieceSize = 1 << 16
  private static let pieces = 4

  // Safety: all that changes is touched under the gate alone; a piece is either in one of the lists
  // or in the hands of one thread.
  private let gate = Gate()
  private var free: [Piece] = []
  private var ready: [Piece] = []
  /// The last piece has been parsed.
  private var isOver = false
  /// Nobody wants more pieces.
  private var isStopped = false
  /// The thread is about to wait for bytes, as far as it knows.
  private var waitsForInput = false
  private var worker: Worker?

  /// Begins to read.
  ///
  /// - Throws: where the host gives no thread.
  convenience init(_ input: Descriptor) throws(SystemError) {
    try self.init(wouldWait: { input.wouldWait }) { bytes throws(SystemError) in
      try input.read(into: &bytes)
    }
  }

  /// Begins to read by `read`, which gives how many bytes have come, 0 at the end.
  ///
  /// - Parameter wouldWait: whether a read would have to wait.
  /// - Throws: where the host gives no thread.
  init(
    wouldWait: @escaping @Sendable () -> Bool,
    _ read: @escaping @Sendable (inout [UInt8]) throws(SystemError) -> Int
  ) throws(SystemError) {
    for _ in 0..<Self.pieces {
      free.append(Piece(bytes: [UInt8](repeating: 0, count: Self.pieceSize)))
    }
    worker = try Worker { [self] in run(wouldWait, read) }
  }

  // MARK: - The thread that folds

  /// Whether no piece is ready and the thread waits for input, so that it is time to write.
  var isIdle: Bool {
    gate.lock()
    defer { gate.unlock() }
    while ready.isEmpty, !isOver, !waitsForInput { gate.wait() }
    return ready.isEmpty
  }

  /// The next piece; `nil` behind the last one. Waits for it.
  func next() -> Piece? {
    gate.lock()
    defer { gate.unlock() }
    while ready.isEmpty, !isOver { gate.wait() }
    return ready.isEmpty ? nil : ready.removeFirst()
  }

  /// Lets the thread use a piece again.
  func giveBack(_ piece: consuming Piece) {
    gate.lock()
    free.append(piece)
    gate.wakeAll()
    gate.unlock()
  }

  /// Ends the thread, as soon as it reads no more: it is not waited for.
  func stop() {
    gate.lock()
    isStopped = true
    gate.wakeAll()
    gate.unlock()
  }

  // MARK: - The thread that parses

  private func run(
    _ wouldWait: () -> Bool, _ read: (inout [UInt8]) throws(SystemError) -> Int
  ) {
    var parser = BlockParser()
    var isLast = false
    while !isLast, var piece = freePiece() {
      if wouldWait() { set(waits: true) }
      do throws(SystemError) {
        piece.count = try read(&piece.bytes)
        if piece.count == 0 {
          parser.finish(into: &piece.block)
        } else {
          let bytes = piece.bytes
          parser.parse(bytes.span.extracting(0..<piece.count), into: &piece.block)
        }
      } catch {
        piece.count = 0
        piece.failure = error
      }
      isLast = piece.count == 0 || piece.block.refused != nil
      hand(piece, isLast: isLast)
    }
  }

  /// A piece to fill; `nil` where nobody wants it. Waits for one.
  private func freePiece() -> Piece? {
    gate.lock()
    defer { gate.unlock() }
    while free.isEmpty, !isStopped { gate.wait() }
    return isStopped ? nil : free.removeLast()
  }

  private func set(waits: Bool) {
    gate.lock()
    waitsForInput = waits
    gate.wakeAll()
    gate.unlock()
  }

  private func hand(_ piece: consuming Piece, isLast: Bool) {
    gate.lock()
    waitsForInput = false
    ready.append(piece)
    isOver = isLast
    gate.wakeAll()
    gate.unlock()
  }
}
