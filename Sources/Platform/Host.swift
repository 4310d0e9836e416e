internal import CPlatform
internal import Glibc

/// What the host knows: its clocks, its randomness, and which process this is.
public enum Host {
  /// Milliseconds since 1970 in UTC, by the host's clock, which may be set back.
  public static func wallClock() -> Int64 {
    var time = timespec()
    _ = unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }

  /// Nanoseconds since some moment; never goes back.
  public static func monotonicClock() -> UInt64 {
    var time = timespec()
    _ = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  /// Bytes of the operating system's randomness.
  public static func randomBytes(_ count: Int) throws(SystemError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var done = 0
    while done < count {
      done += try uninterrupted { () throws(SystemError) in
        let got = unsafe bytes.withUnsafeMutableBytes {
          unsafe cplatform_getrandom(
            $0.baseAddress.map { unsafe $0 + done }, count - done)
        }
        guard got >= 0 else { throw .current("getrandom", "") }
        return got
      }
    }
    return bytes
  }

  /// A source of the operating system's randomness that asks for a block at a time: a call for
  /// each few bytes costs more than all else that is done with them. For any number of threads.
  public static func blockwiseRandomness() -> (_ count: Int) throws(SystemError) -> [UInt8] {
    let block = RandomBlock()
    return { (count) throws(SystemError) in try block.bytes(count) }
  }

  /// The number of this process.
  public static var processID: Int32 { getpid() }
}

/// Random bytes that are kept ready, each for one use.
private final class RandomBlock: @unchecked Sendable {
  // Safety: `ready` is touched only by whoever holds the gate.
  private let gate = Gate()
  private var ready: [UInt8] = []

  private static let size = 4_096

  func bytes(_ count: Int) throws(SystemError) -> [UInt8] {
    gate.lock()
    defer { gate.unlock() }
    if count > ready.count {
      if count >= RandomBlock.size { return try Host.randomBytes(count) }
      ready = try Host.randomBytes(RandomBlock.size)
    }
    defer { ready.removeLast(count) }
    return Array(ready.suffix(count))
  }
}
