import EventLog
import LogSupport
import Platform
import Testing

/// The same on a real file system, and with several threads.
@Suite struct RealDiskTests {
  private func temporary() throws -> String {
    let name = try Host.randomBytes(8).map { String($0, radix: 16) }.joined()
    return "/tmp/event-log-test-\(name)"
  }

  private func remove(_ path: String) {
    guard let folder = try? OpenFolder(path: path) else { return }
    for name in (try? folder.names()) ?? [] { try? folder.remove(name) }
    try? OpenFolder.remove(path: path)
  }

  @Test func `a log on a real disk is created, appended to, closed, opened and read`() throws {
    let path = try temporary()
    defer { remove(path) }
    let host = FakeHost()
    let writer = try LogWriter.create(path: path, origin: "o", options: host.options())
    _ = try writer.append(Events.batch(1...3) + Events.personal(4...4))
    let held = #expect(throws: LogError.self) { _ = try LogWriter.open(path: path) }
    #expect(held?.problem == .held(by: 4711))
    try writer.close()
    let again = try LogWriter.open(path: path, options: host.options())
    _ = try again.append(Events.batch(5...5))
    #expect(try LogReader(path: path).numbers() == [1, 2, 3, 4, 5])
    let nothing = #expect(throws: LogError.self) { _ = try LogReader(path: path + "/none") }
    #expect(nothing?.system?.isNotFound == true)
  }

  @Test func `many threads append to one log, and each gets its own receipts`() async throws {
    let path = try temporary()
    defer { remove(path) }
    let shared = SharedLog(try LogWriter.create(path: path, origin: "o"))
    try await withThrowingTaskGroup(of: Void.self) { group in
      for thread in 0..<8 {
        group.addTask {
          for number in 1...40 {
            let line =
              #"{"at":"2026-01-01T00:00:00Z","type":"info.x","source":"s\#(thread)","n":\#(number)}"#
            let receipts = try shared.append(Array(line.utf8))
            #expect(receipts.count == 1 && receipts[0].isStored)
          }
        }
      }
      try await group.waitForAll()
    }
    try shared.withWriter { (writer) throws(LogError) in try writer.close() }
    #expect(try LogReader(path: path).numbers().count == 320)
    #expect(try LogVerifier(OpenFolder(path: path)).verify().verdict == .consistentInItself)
  }
}
