import Platform

/// A file of events, read in pieces of one size by everything that is measured.
struct Input {
  /// What `callfold fold` reads at once.
  static let readSize = 1 << 18

  let path: String

  /// Lets another process write the file, so that this one has no memory of its own to use again.
  func make(_ events: Int, callsAtOnce: Int) throws {
    try Machine.runAgain(["make", path, "--events", "\(events)", "--calls", "\(callsAtOnce)"])
  }

  /// Writes the file.
  func write(_ events: Int, callsAtOnce: Int) throws {
    let file = try Machine.open(path, writing: true)
    defer { Machine.close(file) }
    var centre = ContactCentre(callsAtOnce: callsAtOnce)
    while centre.events < events {
      centre.writeEvent()
      if centre.bytes.count >= Self.readSize || centre.events == events {
        try unsafe centre.bytes.withBytes { try unsafe file.write($0) }
        centre.bytes.removeAll()
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
