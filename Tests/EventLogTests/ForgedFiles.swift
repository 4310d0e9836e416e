import Digest
import MerkleTree

@testable import EventLog

/// A log's files in the hands of somebody who can write all of them and knows the format.
struct ForgedFiles {
  var files: [String: [UInt8]]

  init(_ files: [String: [UInt8]]) { self.files = files }

  var names: [String] { files.keys.filter { $0.hasSuffix(".ndjson") }.sorted() }

  /// Where the frames of each log file end, and its header first.
  var frameEnds: [String: [Int]] {
    var ends: [String: [Int]] = [:]
    for name in names {
      let frames = self.frames(name)
      ends[name] = [frames.first?.line ?? 0] + frames.map(\.body.upperBound)
    }
    return ends
  }

  /// The sequences of a file's events.
  func range(of name: String) -> ClosedRange<UInt64> {
    let header = header(name)
    let count = frames(name).reduce(0) { $0 + lines(name, $1.body).count }
    return header.first...header.first + UInt64(count) - 1
  }

  /// Puts bytes in the place of others, in the first frame that has them and a mark, and puts its
  /// checksums right; says which events the file has.
  mutating func rewrite(
    _ old: [UInt8], _ new: [UInt8], behind mark: [UInt8] = []
  ) -> ClosedRange<UInt64>? {
    for name in names {
      for frame in frames(name) {
        let body = Array((files[name] ?? [])[frame.body])
        guard mark.isEmpty || body.firstRange(of: mark) != nil,
          let place = body.firstRange(of: old)
        else { continue }
        var changed = body
        changed.replaceSubrange(place, with: new)
        seal(name, frame, changed)
        return range(of: name)
      }
    }
    return nil
  }

  mutating func rewrite(
    _ old: String, _ new: String, behind mark: String = ""
  ) -> ClosedRange<UInt64>? {
    rewrite(Array(old.utf8), Array(new.utf8), behind: Array(mark.utf8))
  }

  /// Gives each header the tree of the events before it.
  mutating func mendHeaders() {
    var edge = RightEdge()
    for name in names {
      var header = header(name)
      let length = header.line.count
      header.edge = edge
      files[name]?.replaceSubrange(0..<length, with: header.line)
      for frame in frames(name) {
        for line in lines(name, frame.body) { edge.append(TreeHash.leaf(line)) }
      }
    }
  }

  /// Changes a byte of an event's line, counted from its end, and no checksum.
  mutating func spoil(_ text: String, at offset: Int = 0) -> String? {
    for name in names {
      guard let place = files[name]?.firstRange(of: Array(text.utf8)) else { continue }
      files[name]?[place.lowerBound + offset] ^= 1
      return name
    }
    return nil
  }

  func header(_ name: String) -> FileHeader {
    // Forged files keep their headers' form.
    guard let header = try? FileHeader(files[name] ?? [], file: name) else {
      preconditionFailure("\(name) has no header")
    }
    return header
  }

  func lines(_ name: String, _ body: Range<Int>) -> [[UInt8]] {
    (files[name] ?? [])[body].split(separator: 10).map { Array($0) }
  }

  /// Where the frames of a file are: their lines' beginnings and their bodies.
  func frames(_ name: String) -> [(line: Int, body: Range<Int>)] {
    let bytes = files[name] ?? []
    let header = header(name)
    var frames: [(line: Int, body: Range<Int>)] = []
    var place = header.line.count
    while let line = FrameLine(bytes, at: place, log: header.log) {
      let body = place + Format.frameLineLength..<place + Format.frameLineLength + line.bodyLength
      frames.append((place, body))
      place = body.upperBound
    }
    return frames
  }

  private mutating func seal(
    _ name: String, _ frame: (line: Int, body: Range<Int>), _ body: [UInt8]
  ) {
    let log = header(name).log
    guard var line = FrameLine(files[name] ?? [], at: frame.line, log: log) else { return }
    line.bodyLength = body.count
    line.bodyChecksum = log.checksum(body, body.indices)
    var bytes = [UInt8](repeating: 0, count: Format.frameLineLength) + body
    line.write(over: &bytes, log: log)
    files[name]?.replaceSubrange(frame.line..<frame.body.upperBound, with: bytes)
  }
}
