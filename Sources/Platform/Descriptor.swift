internal import Glibc

/// An operating-system call that failed.
public struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The number of the error, as in errno(3).
  public let code: Int32
  /// What was tried, in words: `reading standard input`.
  public let action: String

  /// Notes the failure of the call that has just returned.
  init(_ action: String) {
    code = errno
    self.action = action
  }

  /// Notes a failure whose number is known.
  public init(code: Int32, action: String) {
    self.code = code
    self.action = action
  }

  /// `reading standard input failed: Input/output error`.
  public var description: String {
    "\(action) failed: \(unsafe String(cString: strerror(code)))"
  }

  /// The other end of a pipe is gone: nobody wants to read more.
  public var isBrokenPipe: Bool { code == EPIPE }
}

/// An open file, by number. It is not closed by itself.
public struct Descriptor: Sendable {
  /// The number.
  public let number: Int32

  /// An open file with this number.
  public init(number: Int32) {
    self.number = number
  }

  /// Standard input.
  public static let input = Descriptor(number: 0)
  /// Standard output.
  public static let output = Descriptor(number: 1)
  /// Standard error.
  public static let error = Descriptor(number: 2)

  /// Whether a person sits at the other end.
  public var isTerminal: Bool { isatty(number) == 1 }

  /// Whether a read would have to wait now.
  public var wouldWait: Bool {
    var waiting = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
    return unsafe poll(&waiting, 1, 0) == 0
  }

  /// Reads into `buffer`, and returns how many bytes have come; 0 at the end.
  ///
  /// - Throws: `SystemError`; an interrupted read is tried again.
  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(SystemError) -> Int {
    while true {
      let count = unsafe Glibc.read(number, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      if errno != EINTR { throw SystemError("reading") }
    }
  }

  /// Writes all of `bytes`, in as many calls as it takes.
  ///
  /// - Throws: `SystemError`; an interrupted write goes on.
  public func write(_ bytes: UnsafeRawBufferPointer) throws(SystemError) {
    var written = 0
    while written < bytes.count {
      let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[written...])
      let count = unsafe Glibc.write(number, rest.baseAddress, rest.count)
      if count >= 0 {
        written += count
      } else if errno != EINTR {
        throw SystemError("writing")
      }
    }
  }
}

/// Lets a write to a pipe that nobody reads fail with an error instead of a signal.
public func ignoreBrokenPipes() {
  _ = signal(SIGPIPE, SIG_IGN)
}
