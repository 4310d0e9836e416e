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

  /// The number of a group, by its name or as digits; `nil` where there is none of that name.
  public static func group(_ name: String) -> UInt32? {
    if let group = unsafe getgrnam(name) { return unsafe group.pointee.gr_gid }
    // The highest number means 'no group' to the calls that take one.
    guard let number = UInt32(name), number != .max, name == "\(number)" else { return nil }
    return number
  }

  /// How many processors this process may use; 1 where that is not known.
  public static var processors: Int { Int(cplatform_processors()) }

  /// The number of this process.
  public static var processID: Int32 { getpid() }
}
