import EventLog
import Foundation
internal import Glibc
import Platform

/// What is measured of appending: seconds by the wall's clock, since it waits for the disk.
struct AppendMeasurements {
  let lines: Lines

  /// The settings of a log whose clock is that of the events.
  static func options() -> LogOptions {
    var options = LogOptions()
    // 2026-11-24T06:00:00Z: a day after the first event.
    let start = Host.wallClock()
    options.clock = { 1_795_500_000_000 + Host.wallClock() - start }
    return options
  }

  /// What storing batches has come to.
  struct Figures {
    /// Events a second by the wall's clock.
    var speed: Double
    /// Seconds of processor time for an event.
    var processor: Double
  }

  /// Stores batches in a new log.
  func groupCommits(of batch: Int, _ batches: Int) throws -> Figures {
    let parts = lines.batches(of: batch, batches)
    let path = Machine.temporaryPath("log")
    defer { Machine.deleteFolder(path) }
    let log = try LogWriter.create(path: path, origin: "bench", options: Self.options())
    let start = Host.monotonicClock()
    let processor = Machine.processorTime
    for part in parts {
      let receipts = try log.append(part)
      precondition(receipts.count == batch && receipts[0].isStored)
    }
    let events = Double(batch * batches)
    return Figures(
      speed: events / seconds(since: start),
      processor: (Machine.processorTime - processor) / events)
  }

  /// Stores batches in a new log from several threads, each of which sends its next batch when it
  /// has the receipts of the one before.
  func groupCommits(of batch: Int, _ batches: Int, producers: Int) throws -> Figures {
    let parts = lines.batches(of: batch, batches)
    let path = Machine.temporaryPath("log")
    defer { Machine.deleteFolder(path) }
    let log = SharedLog(
      try LogWriter.create(path: path, origin: "bench", options: Self.options()))
    let queue = Queue(parts)
    let start = Host.monotonicClock()
    let processor = Machine.processorTime
    let done = DispatchGroup()
    for _ in 0..<producers {
      done.enter()
      Thread.detachNewThread {
        while let part = queue.next() {
          let receipts = try? log.append(part)
          precondition(receipts?.count == batch && receipts?[0].isStored == true)
        }
        done.leave()
      }
    }
    done.wait()
    let events = Double(batch * batches)
    return Figures(
      speed: events / seconds(since: start),
      processor: (Machine.processorTime - processor) / events)
  }

  /// Batches that several threads take from.
  private final class Queue: @unchecked Sendable {
    // Safety: both are touched under the gate alone.
    private let gate = Gate()
    private var parts: ArraySlice<[UInt8]>

    init(_ parts: [[UInt8]]) { self.parts = parts[...] }

    func next() -> [UInt8]? {
      gate.lock()
      defer { gate.unlock() }
      return parts.popFirst()
    }
  }

  /// How long single appends took, and beside each a bare write and sync of the same bytes.
  struct Singles {
    var log: [Double] = []
    var bare: [Double] = []
  }

  /// Appends single events in turns with bare writes of them to a file that grows.
  ///
  /// - Parameter withPeople: Events with a caller, whose number is synced beside the log first;
  ///   else events without.
  func singles(_ count: Int, withPeople: Bool) throws -> Singles {
    let path = Machine.temporaryPath("log")
    let file = Machine.temporaryPath("bare")
    defer {
      Machine.deleteFolder(path)
      Machine.delete(file)
    }
    let log = try LogWriter.create(path: path, origin: "bench", options: Self.options())
    let bare = try Machine.open(file, writing: true)
    defer { Machine.close(bare) }
    var singles = Singles()
    for place in 0..<lines.count where singles.log.count < count {
      let line = lines[place..<place + 1]
      guard line.contains(Array(#""caller":"#.utf8)) == withPeople else { continue }
      // Who goes first takes turns too.
      for isLog in place % 2 == 0 ? [true, false] : [false, true] {
        let start = Host.monotonicClock()
        if isLog {
          let receipts = try log.append(line)
          precondition(receipts[0].isStored)
          singles.log.append(seconds(since: start))
        } else {
          try bare.write(line)
          precondition(fdatasync(bare.number) == 0)
          singles.bare.append(seconds(since: start))
        }
      }
    }
    return singles
  }

  private func seconds(since start: UInt64) -> Double {
    Double(Host.monotonicClock() - start) / 1e9
  }
}

extension [Double] {
  /// The value below which so many hundredths of the others are.
  func percentile(_ share: Int) -> Double {
    isEmpty ? .nan : sorted()[Swift.min(count - 1, count * share / 100)]
  }

  /// The middle value; not a number where there is none.
  var median: Double { percentile(50) }
}
