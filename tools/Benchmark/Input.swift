import Generator
import Platform

/// A file of events, read in pieces of one size by everything that is measured.
struct Input {
  /// What `callfold fold` reads at once.
  static let readSize = 1 << 16

  let path: String
  /// How its lines are written.
  var style = EventGenerator.Style.varied

  /// Lets another process write the file, so that this one has no memory of its own to use again.
  func make(_ events: Int, callsAtOnce: Int) throws {
    let words = ["make", path, "--events", "\(events)", "--calls", "\(callsAtOnce)"]
    try Machine.runAgain(words + (style == .plain ? ["--plain"] : []))
  }

  /// Writes the file.
  func write(_ events: Int, callsAtOnce: Int) throws {
    let file = try Machine.open(path, writing: true)
    defer { Machine.close(file) }
    var generator = EventGenerator(seed: 2026, style, callsAtOnce: callsAtOnce)
    while generator.events < events, generator.writeEvent() {
      if generator.bytes.count >= Self.readSize || generator.events == events {
        try unsafe generator.bytes.withBytes { try unsafe file.write($0) }
        generator.bytes.removeAll()
      }
    }
  }

  /// Hands the file's bytes to `body`, piece by piece.
  func read(_ body: (Span<UInt8>) throws -> Void) throws {
    let file = try Machine.open(path)
    defer { Machine.close(file) }
    var buffer = [UInt8](repeating: 0, count: Self.readSize)
    while true {
      let count = try file.read(into: &buffer)
      if count == 0 { return }
      try body(buffer.span.extracting(0..<count))
    }
  }
}
