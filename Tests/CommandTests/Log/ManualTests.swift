import Foundation
import Testing

/// What the manual says can be done by hand is done, as it stands there.
@Suite struct ManualTests {
  private static let tools = ["/bin/sh", "/usr/bin/sha256sum", "/usr/bin/xxd", "/usr/bin/openssl"]
  private static var hasTools: Bool {
    tools.allSatisfy { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// The indented block of the manual that begins with a text, without its indentation.
  private func block(_ start: String) throws -> String {
    let manual = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Sources/Proofs/Proofs.docc/TamperEvidence.md")
    let lines = try String(contentsOf: manual, encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false)
    let first = try #require(lines.firstIndex { $0.hasPrefix("    " + start) }, "\(start)")
    return lines[first...].prefix { $0.hasPrefix("    ") }.map { $0.dropFirst(4) + "\n" }.joined()
  }

  private func shell(_ script: String, in folder: Folder, _ words: String...) throws -> String {
    let file = try folder.write("script", "cd '\(folder.path)'\n" + script)
    let result = try Program.run([file] + words, program: "/bin/sh")
    return result.output + result.errors
  }

  @Test(.enabled(if: hasTools)) func `one event, from the log and from a proof`() throws {
    let log = try MadeLog()
    #expect(try log.run("prove", "c1", "-o", log.folder.file("F")).status == 0)
    try FileManager.default.moveItem(atPath: log.path, toPath: log.folder.file("LOG"))
    let again = try Program.run(
      ["append", log.folder.file("LOG")],
      input: text(Array(events(of: "c1", source: "core").prefix(1))))
    let leaf = try #require(again.lines.first?.firstMatch(of: /"seq":4,"leaf":"([0-9a-f]{64})"/)).1
    #expect(try shell(block("(printf '\\0'; grep"), in: log.folder) == "\(leaf)  -\n")
    #expect(try shell(block("(printf '\\0'; sed"), in: log.folder) == "\(leaf)  -\n")
  }

  @Test(.enabled(if: hasTools), arguments: [1, 2, 5, 6, 7, 11])
  func `from every leaf of a proof up to the root`(calls: Int) throws {
    let log = try MadeLog((1...calls).map { events(of: "c\($0)", source: "s\($0)")[0] })
    let root = try String(contentsOfFile: log.keepCheckpoint(), encoding: .utf8)
      .split(separator: "\n")[2]
    let last = calls + 1
    #expect(
      try log.run("prove", "--events", "1-\(last)", "-o", log.folder.file("F")).status == 0)
    for event in 1...last {
      let said = try shell(block("size=$(sed -n '/^$/"), in: log.folder, "F", "\(event)")
      #expect(said == "\(root)\n", "event \(event)")
    }
  }

  @Test(.enabled(if: hasTools)) func `a signature over a checkpoint`() throws {
    let log = try MadeLog()
    _ = try log.keepCheckpoint("kept.txt")
    #expect(
      try shell(block("openssl genpkey"), in: log.folder) == "Signature Verified Successfully\n")
    let verify =
      "openssl pkeyutl -verify -pubin -inkey witness.pem -rawin -in text -sigfile text.sig"
    #expect(try shell("echo >> text\n" + verify, in: log.folder).contains("Failure"))
  }

  @Test(.enabled(if: hasTools)) func `a signed note`() throws {
    let log = try MadeLog()
    _ = try log.keepCheckpoint("kept.txt")
    let sign = """
      openssl genpkey -algorithm ed25519 -out key
      head -n 3 kept.txt > text
      openssl pkeyutl -sign -inkey key -rawin -in text -out raw.sig
      (cat kept.txt; printf '\u{2014} NAME %s\\n' "$( (printf 'abcd'; cat raw.sig) | base64 -w0)") > note
      rm text
      KEY=$( (printf '\\001'; openssl pkey -in key -pubout -outform DER | tail -c 32) | base64 -w0)

      """
    let steps = try block("sed '/^$/,$d' note")
    #expect(try shell(sign + steps, in: log.folder) == "Signature Verified Successfully\n")
    #expect(
      try log.run("verify", "--against", log.folder.file("note")).lines.first
        == "valid and anchored to the checkpoint you gave")
    let spoil = "sed -i 's/^8$/7/' note\n"
    #expect(try shell(sign + spoil + steps, in: log.folder).contains("Failure"))
  }
}
