/// What a forger puts right after a change.
struct Repairs: OptionSet {
  let rawValue: Int

  /// The numbers in the events' lines.
  static let numbers = Repairs(rawValue: 1)
  /// Sequence and length in the frames' lines.
  static let frames = Repairs(rawValue: 2)
  /// The checksums of the frames' bodies.
  static let bodies = Repairs(rawValue: 4)
  /// The checksums of the frames' lines.
  static let checks = Repairs(rawValue: 8)
  /// The files' names and the first sequence and size in their headers.
  static let names = Repairs(rawValue: 16)
  /// The trees in the headers.
  static let edges = Repairs(rawValue: 32)
  /// The lengths in the headers.
  static let lengths = Repairs(rawValue: 64)
  /// The checksums of the headers.
  static let headers = Repairs(rawValue: 128)
  /// The log's own checkpoints.
  static let checkpoints = Repairs(rawValue: 256)

  /// The personal data.
  static let personalData = Repairs(rawValue: 512)

  /// Everything that stands on the machine of the log.
  static let all = Repairs(rawValue: 1023)

  /// Each alone.
  static let each = (0..<10).map { Repairs(rawValue: 1 << $0) }
}

extension ForgedLog {
  /// Puts things right, each with what stands there by then.
  mutating func repair(_ repairs: Repairs) {
    var lines: [Line] = []
    var length = 0
    if repairs.contains(.names), files.contains(where: { !$0.frames.isEmpty }) {
      files.removeAll(where: \.frames.isEmpty)
    }
    for place in files.indices {
      files[place].repair(repairs, after: lines, length: length)
      lines += files[place].frames.flatMap(\.lines)
      length = files[place].bytes.count
    }
    if repairs.contains(.personalData) { repairPeople() }
    guard repairs.contains(.checkpoints) else { return }
    checkpoints = checkpoints?.map { old in
      ForgedCheckpoint(origin: name, lines: Array(lines.prefix(old.size)))
    }
  }
}

extension ForgedFile {
  fileprivate mutating func repair(_ repairs: Repairs, after lines: [Line], length: Int) {
    if repairs.contains(.names) {
      name = UInt64(lines.count + 1)
      header.first = name
    }
    // The size in a header is that of what its edge is made of.
    if repairs.contains(.edges) {
      header.tree = lines
    } else if repairs.contains(.names), header.tree.count != lines.count {
      header.tree = lines.dropLast() + lines.suffix(1).map { _ in Array("{}".utf8) }
    }
    if repairs.contains(.lengths) { header.previous = length }
    var next = lines.count + 1
    for place in frames.indices {
      if repairs.contains(.numbers) { frames[place].number(from: next) }
      if repairs.contains(.frames) {
        frames[place].first = UInt64(next)
        frames[place].length = frames[place].bodyBytes.count
      }
      if repairs.contains(.bodies) {
        frames[place].body = Seal(log: header.log, bytes: frames[place].bodyBytes)
      }
      if repairs.contains(.checks) {
        frames[place].check = Seal(log: header.log, bytes: frames[place].covered)
      }
      next += frames[place].lines.count
    }
    if repairs.contains(.headers) { header.reseal() }
  }
}

extension ForgedFrame {
  fileprivate mutating func number(from first: Int) {
    for place in lines.indices {
      let rest = lines[place].drop { $0 != UInt8(ascii: ",") }
      lines[place] = Array("{\"seq\":\(first + place)".utf8) + rest
    }
  }
}
