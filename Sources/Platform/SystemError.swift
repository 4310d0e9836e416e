internal import Glibc

/// A call to the operating system that failed: which, on what, and why.
public struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The system call's name, such as `fdatasync`.
  public var call: String
  /// The file or folder that it was about.
  public var path: String
  /// The operating system's error number.
  public var number: Int32

  /// Names a failure; tests make their own.
  public init(call: String, path: String, number: Int32) {
    self.call = call
    self.path = path
    self.number = number
  }

  /// What the current thread's last call failed with.
  static func current(_ call: String, _ path: String) -> SystemError {
    SystemError(call: call, path: path, number: errno)
  }

  /// A signal came in between: the call is to be made again.
  public var isInterruption: Bool { number == EINTR }
  /// No space, no quota, or a limit on a file's size: passes when space comes back.
  public var isOutOfSpace: Bool { number == ENOSPC || number == EDQUOT || number == EFBIG }
  /// It was a sync that failed: nothing is known of what it should have kept, whatever the number.
  public var isOfSync: Bool { call == "fsync" || call == "fdatasync" }
  /// There is no such file or folder.
  public var isNotFound: Bool { number == ENOENT }
  /// The file is there already.
  public var isAlreadyThere: Bool { number == EEXIST }
  /// Another process holds the lock.
  public var isHeldElsewhere: Bool { number == EWOULDBLOCK }
  /// Nobody reads the pipe any more.
  public var isBrokenPipe: Bool { number == EPIPE }
  /// The permission is missing.
  public var isNotPermitted: Bool { number == EACCES || number == EPERM }
  /// A folder was named where a file is expected, or a file where a folder is; links are not meant.
  public var isOfWrongKind: Bool { number == EISDIR || number == ENOTDIR }

  /// The operating system's words for it.
  public var text: String {
    guard let words = unsafe strerror(number) else { return "error \(number)" }
    return unsafe String(cString: words)
  }

  /// For example: `fdatasync /log/00000000000000000001.ndjson: Input/output error (5)`.
  public var description: String { "\(call) \(path): \(text) (\(number))" }

  /// The numbers that tests inject.
  public enum Number {
    /// A signal came in between.
    public static let interrupted = EINTR
    /// The disk could not read or write.
    public static let inputOutput = EIO
    /// No space is left.
    public static let noSpace = ENOSPC
    /// Too many files are open.
    public static let tooManyFiles = EMFILE
    /// There is no such file.
    public static let notFound = ENOENT
    /// The permission is missing.
    public static let notPermitted = EACCES
    /// The file is there already.
    public static let alreadyThere = EEXIST
    /// The lock is held.
    public static let held = EWOULDBLOCK
    /// A link or folder stands where a file is expected.
    public static let wrongKind = ELOOP
  }
}

/// Makes a call again for as long as a signal interrupts it: the one place where this is done.
public func uninterrupted<Result>(
  _ body: () throws(SystemError) -> Result
) throws(SystemError) -> Result {
  while true {
    do { return try body() } catch  where error.isInterruption {}
  }
}
