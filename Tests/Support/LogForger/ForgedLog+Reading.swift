internal import Digest

extension ForgedLog {
  /// Takes a good log apart; `nil` where it has not the form.
  package init?(_ contents: [String: [UInt8]]) {
    files = []
    others = contents.filter {
      !$0.key.hasSuffix(".ndjson") && !$0.key.hasSuffix(".people") && $0.key != "checkpoints"
    }
    var lines: [Line] = []
    for name in contents.keys.filter({ $0.hasSuffix(".ndjson") }).sorted() {
      guard let bytes = contents[name], let file = ForgedFile(name, bytes, after: lines) else {
        return nil
      }
      files.append(file)
      lines += file.frames.flatMap(\.lines)
    }
    guard !files.isEmpty else { return nil }
    for (name, bytes) in contents where name.hasSuffix(".people") {
      guard let number = UInt64(name.prefix(20)) else { return nil }
      personalData[number] = ForgedPersonalData(bytes, files[0].header.log)
    }
    checkpoints = contents["checkpoints"].map { bytes in
      let texts = Bytes.lines(bytes).map { String(decoding: $0, as: UTF8.self) }
      return stride(from: 0, to: texts.count, by: 4).map { at in
        ForgedCheckpoint(
          origin: texts[at], lines: Array(lines.prefix(Int(texts[at + 1]) ?? 0)))
      }
    }
  }
}

extension ForgedFile {
  init?(_ name: String, _ bytes: [UInt8], after lines: [Line]) {
    var rest = Bytes.lines(bytes)[...]
    guard let number = UInt64(name.prefix(20)), let header = rest.popFirst(),
      let parsed = ForgedHeader(header, after: lines)
    else { return nil }
    self.name = number
    self.header = parsed
    frames = []
    while let line = rest.first, !line.isEmpty {
      rest.removeFirst()
      guard let first = Bytes.text(line, after: #""frame":""#, before: "\""),
        let first = UInt64(first),
        let length = Bytes.text(line, after: #""bytes":""#, before: "\""), let length = Int(length)
      else { return nil }
      var body: [Line] = []
      var size = 0
      while size < length, let line = rest.popFirst() {
        body.append(line)
        size += line.count + 1
      }
      var frame = ForgedFrame(
        first: first, length: length, lines: body, body: Seal(log: parsed.log, bytes: []),
        check: Seal(log: parsed.log, bytes: []))
      frame.body.bytes = frame.bodyBytes
      frame.check.bytes = frame.covered
      frames.append(frame)
    }
    tail = [UInt8](repeating: 10, count: rest.count)
  }
}

extension ForgedHeader {
  init?(_ line: Line, after lines: [Line]) {
    guard let id = Bytes.text(line, after: #""log":""#, before: "\""),
      let log = try? Hex.decode(id),
      let origin = Bytes.text(line, after: #""origin":""#, before: "\""),
      let first = Bytes.text(line, after: #""first":"#, before: ",").flatMap({ UInt64($0) }),
      let previous = Bytes.text(line, after: #""previous":"#, before: ",").flatMap({ Int($0) })
    else { return nil }
    self.init(
      log: log, origin: origin, first: first, previous: previous, tree: lines,
      seal: Seal(log: log, bytes: []))
    reseal()
  }
}
