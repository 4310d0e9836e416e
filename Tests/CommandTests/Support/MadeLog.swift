import Digest
import Foundation
import Testing

/// The first log file of a log.
let firstFile = "00000000000000000001.ndjson"

/// Events of one call, numbered by their source.
func events(of call: String, source: String, from first: Int = 1) -> [String] {
  let at = "\"at\":\"2026-01-05T09:00:0"
  let end = "\"call\":\"\(call)\",\"source\":\"\(source)\""
  return [
    "{\(at)1Z\",\"type\":\"call.started\",\"direction\":\"inbound\",\"caller\":\"+4712345678\",\(end),\"n\":\(first)}",
    "{\(at)2Z\",\"type\":\"queue.entered\",\"queue\":\"support\",\(end),\"n\":\(first + 1)}",
    "{\(at)3Z\",\"type\":\"agent.joined\",\"agent\":\"anna\",\(end),\"n\":\(first + 2)}",
    "{\(at)4Z\",\"type\":\"number.joined\",\"number\":\"+4799999999\",\(end),\"n\":\(first + 3)}",
    "{\(at)5Z\",\"type\":\"call.ended\",\(end),\"n\":\(first + 4)}",
  ]
}

let setting =
  #"{"at":"2026-01-05T09:00:00Z","type":"setting.changed","scope":"queue","subject":"support","#
  + #""property":"recording","value":"forced"}"#

func text(_ lines: [String]) -> String { lines.map { $0 + "\n" }.joined() }

/// A log of its own, made by the program.
struct MadeLog {
  let folder: Folder
  let path: String

  init(_ lines: [String] = [setting] + events(of: "c1", source: "core")) throws {
    folder = try Folder()
    path = folder.file("log")
    let made = try Program.run(
      ["append", path, "--create", "example.org/site-1"], input: text(lines))
    #expect(made.status == 0, "\(made.errors)")
  }

  func run(_ words: String..., input: String = "") throws -> Program.Result {
    try Program.run([words[0], path] + words.dropFirst(), input: input)
  }

  func bytes(_ name: String = firstFile) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: path).appending(path: name)))
  }

  func write(_ bytes: [UInt8], _ name: String = firstFile) throws {
    try Data(bytes).write(to: URL(filePath: path).appending(path: name))
  }

  /// Keeps a checkpoint outside the log.
  func keepCheckpoint(_ name: String = "kept") throws -> String {
    let made = try run("checkpoint")
    #expect(made.status == 0)
    return try folder.write(name, made.output)
  }

  /// Changes a word in the log as somebody would who can write to all of its files and knows the
  /// format: the checksums are right again, and the log's own checkpoints are gone, unless they are
  /// kept.
  func forge(_ word: String, _ other: String, keepsCheckpoints: Bool = false) throws {
    precondition(word.utf8.count == other.utf8.count)
    let old = String(decoding: try bytes(), as: UTF8.self)
    let header = old.prefix { $0 != "\n" }
    let idStart = header.index(header.startIndex, offsetBy: 21)
    let id = try Hex.decode(String(header[idStart..<header.index(idStart, offsetBy: 32)]))
    var lines = old.replacing(word, with: other).split(separator: "\n").map { Array($0.utf8) }
    var place = 1
    while place < lines.count {
      let length = Int(String(decoding: lines[place][41..<49], as: UTF8.self)) ?? 0
      var body: [UInt8] = []
      var next = place + 1
      while body.count < length {
        body += lines[next] + [10]
        next += 1
      }
      lines[place].replaceSubrange(58..<66, with: checksum(id, body))
      lines[place].replaceSubrange(77..<85, with: checksum(id, Array(lines[place][..<66])))
      place = next
    }
    try write(lines.flatMap { $0 + [10] })
    if !keepsCheckpoints { try write([], "checkpoints") }
  }

  private func checksum(_ id: [UInt8], _ bytes: [UInt8]) -> [UInt8] {
    var checksum = CRC32C(prefix: id)
    checksum.update(bytes)
    let digits = String(checksum.value, radix: 16)
    return Array((String(repeating: "0", count: 8 - digits.count) + digits).utf8)
  }
}
