import Generator
import Platform

/// Events of the contact centre in memory, to be handed on in batches.
struct Lines {
  /// All lines, each with its LF.
  let bytes: [UInt8]
  /// Where each line begins, and then where the last one ends.
  private let starts: [Int]

  /// So many events, the centre's settings first.
  init(_ count: Int, callsAtOnce: Int) {
    var generator = EventGenerator(seed: 2026, .plain, callsAtOnce: callsAtOnce)
    while generator.events < count, generator.writeEvent() {}
    let bytes = generator.bytes.bytes
    var starts = [0]
    for (place, byte) in bytes.enumerated() where byte == 0x0A { starts.append(place + 1) }
    self.bytes = bytes
    self.starts = starts
  }

  var count: Int { starts.count - 1 }

  /// One line without its LF, or several with theirs.
  subscript(lines: Range<Int>) -> [UInt8] {
    Array(bytes[starts[lines.lowerBound]..<starts[lines.upperBound]])
  }

  /// The first lines, in batches of one length.
  func batches(of length: Int, _ count: Int) -> [[UInt8]] {
    (0..<count).map { self[$0 * length..<($0 + 1) * length] }
  }

  /// Writes the lines to a file, for other programs.
  func write(to path: String) throws {
    let file = try Machine.open(path, writing: true)
    defer { Machine.close(file) }
    try file.write(bytes)
  }
}
