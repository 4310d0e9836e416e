import LogSupport
import Platform
import Testing

@testable import EventLog

/// Row 8 of the table of faults: whichever call finds the disk full, the log stays whole and open,
/// and what the writer knows is what is on the disk.
@Suite struct FullDiskTests {
  private let host = FakeHost()

  /// A writer that is about to begin a new file, and what was acknowledged.
  private func beforeNewFile(_ disk: FakeDisk) throws -> LogWriter {
    let writer = try LogWriter.create(
      in: disk.mount(), origin: "o", options: host.options(fileLimit: 1_400))
    for number in 1...3 { _ = try writer.append(Events.batch(number...number)) }
    return writer
  }

  @Test(arguments: [false, true])
  func `row 8: space may run out at any call of beginning a file, and the next batch fits anywhere`(
    personalData: Bool
  ) throws {
    var call = 0
    while true {
      defer { call += 1 }
      let disk = FakeDisk()
      let writer = try beforeNewFile(disk)
      let start = disk.faults.calls.count
      disk.faults.hit = start + call
      disk.faults.kind = .error(SystemError.Number.noSpace)
      var stored = [1, 2, 3]
      var inFlight: [Int] = []
      // The large one needs a new file, the small one would still fit into the old.
      for (number, padding) in [(4, 700), (5, 1), (6, 700), (7, 1)] {
        let lines =
          personalData && number == 5
          ? Events.personal(5...5) : Events.batch(number...number, padding: padding)
        do throws(LogError) {
          if try writer.append(lines)[0].isStored { stored.append(number) }
        } catch {
          inFlight = [number]
          break
        }
      }
      guard disk.faults.wasHit else { break }
      let place = "call \(call), \(disk.faults.calls[start + call])"
      #expect(!inFlight.isEmpty || stored.count >= 6, "\(place): one batch at most is refused")
      disk.faults.hit = nil
      disk.killHolder()
      do throws(LogError) {
        _ = try LogWriter.open(disk.mount(), options: writer.options)
      } catch {
        Issue.record("\(place): \(error)")
        continue
      }
      let numbers = try LogReader(disk.mount()).numbers()
      #expect(numbers == stored || numbers == stored + inFlight, "\(place): \(numbers)")
      #expect(try LogVerifier(disk.mount()).verify().verdict == .consistentInItself, "\(place)")
    }
    #expect(call > 10)
  }

  @Test func `row 8: a batch that found no space leaves no trace in what the writer knows`() throws
  {
    let disk = FakeDisk()
    let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: host.options())
    _ = try writer.append(Events.personal(1...4) + Events.batch(6...6))
    let before = writer.admission.state.bytes
    disk.capacity = 0
    host.time += 1_000
    let ended = #"{"at":"2026-11-22T10:15:04Z","call":"c-1","type":"call.ended"}"# + "\n"
    let receipts = try writer.append(
      Events.personal(7...9) + Events.batch(5...5) + Events.batch(11...12) + Array(ended.utf8))
    #expect(receipts.allSatisfy { !$0.isStored })
    #expect(writer.admission.state.bytes == before)
    #expect(writer.admission.state.size == 7)
  }

  @Test func `row 8: a clean stop on a full disk is clean`() throws {
    for personalData in [false, true] {
      let disk = FakeDisk()
      let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: host.options())
      _ = try writer.append(personalData ? Events.personal(1...3) : Events.batch(1...3))
      disk.capacity = disk.files.values.reduce(0) { $0 + $1.count }
      try writer.close()
      let again = try LogWriter.open(disk.mount(), options: host.options())
      #expect(again.report == RecoveryReport())
      #expect(try LogReader(disk.mount()).lines().count == 5)
    }
  }

  @Test func `row 8: space may run out at any call of a clean stop, and of a checkpoint`() throws {
    for isClose in [false, true] {
      var call = 0
      while true {
        defer { call += 1 }
        let disk = FakeDisk()
        let writer = try beforeNewFile(disk)
        let start = disk.faults.calls.count
        disk.faults.hit = start + call
        disk.faults.kind = .error(SystemError.Number.noSpace)
        let result = Result { () throws(LogError) in
          if isClose { try writer.close() } else { _ = try writer.checkpoint() }
        }
        guard disk.faults.wasHit else { break }
        let place = "close \(isClose), call \(call), \(disk.faults.calls[start + call]), \(result)"
        disk.faults.hit = nil
        if case .success = result, !isClose {
          #expect(try writer.append(Events.batch(4...4))[0].isStored, "\(place)")
        }
        disk.killHolder()
        do throws(LogError) {
          let again = try LogWriter.open(disk.mount(), options: writer.options)
          _ = try again.append(Events.batch(4...4))
          _ = try again.checkpoint()
        } catch { Issue.record("\(place): \(error)") }
        #expect(try LogReader(disk.mount()).numbers() == [1, 2, 3, 4], "\(place)")
        #expect(try LogVerifier(disk.mount()).verify().verdict == .consistentInItself, "\(place)")
      }
      #expect(call > 3)
    }
  }
}
