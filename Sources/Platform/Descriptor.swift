internal import Glibc

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

  private var name: String {
    switch number {
    case 0: "standard input"
    case 1: "standard output"
    case 2: "standard error"
    default: "descriptor \(number)"
    }
  }

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
    try uninterrupted { () throws(SystemError) in
      let count = unsafe Glibc.read(number, buffer.baseAddress, buffer.count)
      guard count >= 0 else { throw .current("read", name) }
      return count
    }
  }

  /// Writes all of `bytes`, in as many calls as it takes.
  ///
  /// - Throws: `SystemError`; an interrupted write goes on.
  public func write(_ bytes: UnsafeRawBufferPointer) throws(SystemError) {
    var written = 0
    while written < bytes.count {
      let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[written...])
      written += try uninterrupted { () throws(SystemError) in
        let count = unsafe Glibc.write(number, rest.baseAddress, rest.count)
        guard count >= 0 else { throw .current("write", name) }
        return count
      }
    }
  }
}

/// Lets a write to a pipe that nobody reads fail with an error instead of a signal.
public func ignoreBrokenPipes() {
  _ = signal(SIGPIPE, SIG_IGN)
}

extension Descriptor {
  /// Writes all of `bytes`.
  ///
  /// - Throws: `SystemError`; an interrupted write goes on.
  public func write(_ bytes: [UInt8]) throws(SystemError) {
    let result: Result<Void, SystemError> = unsafe bytes.withUnsafeBytes { buffer in
      Result { () throws(SystemError) in try unsafe write(buffer) }
    }
    try result.get()
  }

  /// Reads at most `count` bytes into the beginning of `buffer`, and returns how many have come.
  ///
  /// - Throws: `SystemError`; an interrupted read is tried again.
  public func read(into buffer: inout [UInt8]) throws(SystemError) -> Int {
    let result: Result<Int, SystemError> = unsafe buffer.withUnsafeMutableBytes { room in
      Result { () throws(SystemError) in try unsafe read(into: room) }
    }
    return try result.get()
  }
}

/// Sees to it that standard input, output and error have their numbers, where the process was
/// started without one of them: else the next file that is opened would get that number, and what
/// is said or answered would be written into a log.
///
/// Reading or writing what was missing fails as it would have without.
public func keepStandardDescriptors() {
  for number in Int32(0)...2 where fcntl(number, F_GETFD) < 0 && errno == EBADF {
    _ = unsafe open("/dev/null", number == 0 ? O_WRONLY : O_RDONLY)
  }
}

/// Ends the process at once with this status.
public func endProcess(_ status: Int32) -> Never {
  exit(status)
}
