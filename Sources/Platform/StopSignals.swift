internal import CPlatform
internal import Glibc

/// SIGTERM and SIGINT, waited for beside input and output instead of ending the process.
///
/// A signal that whoever started the process has set to be ignored stays ignored.
public final class StopSignals {
  private let descriptor: Int32
  /// Whether one has come; a second one then ends the process at once.
  public private(set) var hasCome = false

  /// What ended a wait.
  public enum Reason: Hashable, Sendable {
    /// Reading, or writing, would not wait.
    case ready
    /// One of the signals has come.
    case stop
    /// The time is over.
    case timeout
  }

  /// Takes both signals over, for the whole process.
  public init() throws(SystemError) {
    descriptor = cplatform_stop_descriptor()
    guard descriptor >= 0 else { throw .current("signalfd", "") }
  }

  /// Waits until bytes can be read, or the input has ended.
  ///
  /// - Parameter milliseconds: the longest wait; `nil` for ever.
  public func waitToRead(_ input: Descriptor, milliseconds: Int32?) throws(SystemError) -> Reason {
    try wait(input, Int16(POLLIN), milliseconds)
  }

  /// Lets some time pass; `ready` means that nobody reads the output any more.
  public func pause(
    milliseconds: Int32, watching output: Descriptor
  ) throws(SystemError) -> Reason {
    try wait(output, 0, milliseconds)
  }

  /// Writes all of the bytes, or gives `false` where a signal came while nobody was reading.
  public func write(_ bytes: [UInt8], to output: Descriptor) throws(SystemError) -> Bool {
    // A pipe that has any room has room for so many bytes.
    let most = 4_096
    var start = 0
    while start < bytes.count {
      guard try wait(output, Int16(POLLOUT), nil) == .ready else { return false }
      let end = min(bytes.count, start + most)
      try output.write(Array(bytes[start..<end]))
      start = end
    }
    return true
  }

  private func wait(
    _ other: Descriptor, _ events: Int16, _ milliseconds: Int32?
  ) throws(SystemError) -> Reason {
    var both = [
      pollfd(fd: other.number, events: events, revents: 0),
      pollfd(fd: hasCome ? -1 : descriptor, events: Int16(POLLIN), revents: 0),
    ]
    let count = try uninterrupted { () throws(SystemError) in
      let count = unsafe poll(&both, 2, milliseconds ?? -1)
      guard count >= 0 else { throw .current("poll", "") }
      return count
    }
    if count == 0 { return .timeout }
    // What can be written goes first: an answer that fits is not held back by the stop.
    if both[0].revents != 0, events == Int16(POLLOUT) { return .ready }
    guard both[1].revents != 0 else { return .ready }
    hasCome = true
    takeAway()
    return .stop
  }

  /// Takes the signal that has come away, so that only another one ends the process.
  private func takeAway() {
    var taken = [UInt8](repeating: 0, count: 1024)
    var count = 1
    while count > 0 {
      count = unsafe taken.withUnsafeMutableBytes { buffer in
        unsafe read(descriptor, buffer.baseAddress, buffer.count)
      }
    }
    cplatform_stop_unblock()
  }

  deinit { _ = close(descriptor) }
}
