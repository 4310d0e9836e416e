internal import Glibc

/// A command that was started with something on its standard input; no shell is involved.
///
/// What it writes goes to our standard error. It is in a group of processes of its own, so that what a
/// terminal sends to us does not end it.
public struct ChildProcess {
  private let number: pid_t

  /// How a process came to its end.
  public enum Ending: Hashable, Sendable, CustomStringConvertible {
    /// It ended by itself, with this status.
    case exited(Int32)
    /// A signal ended it.
    case signalled(Int32)

    /// For example `ended with status 1`.
    public var description: String {
      switch self {
      case .exited(let status): "ended with status \(status)"
      case .signalled(let number): "was ended by signal \(number)"
      }
    }
  }

  /// Starts a command, which is looked for in `PATH`.
  ///
  /// - Parameters:
  ///   - words: its name and its arguments.
  ///   - input: what it reads; at most 4,096 bytes, so that handing it over never waits.
  public init(_ words: [String], input: [UInt8]) throws(SystemError) {
    var pipe: [Int32] = [-1, -1]
    guard unsafe Glibc.pipe(&pipe) == 0 else { throw .current("pipe", "") }
    for end in pipe { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let (reading, writing) = (Descriptor(number: pipe[0]), Descriptor(number: pipe[1]))
    defer {
      _ = close(reading.number)
      _ = close(writing.number)
    }
    try writing.write(Array(input.prefix(4_096)))
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_adddup2(&actions, reading.number, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, 2, 1)
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe posix_spawnattr_setsigmask(&attributes, &signals)
    unsafe sigaddset(&signals, SIGPIPE)
    unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
    unsafe posix_spawnattr_setpgroup(&attributes, 0)
    let flags =
      Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETPGROUP)
    unsafe posix_spawnattr_setflags(&attributes, flags)
    var arguments = unsafe words.map { unsafe strdup($0) } + [nil]
    defer { for index in unsafe arguments.indices { unsafe free(arguments[index]) } }
    var started: pid_t = 0
    let name = words.first ?? ""
    let failure = unsafe posix_spawnp(
      &started, name, &actions, &attributes, &arguments, environ)
    guard failure == 0 else { throw SystemError(call: "posix_spawnp", path: name, number: failure) }
    number = started
  }

  /// How it ended, or `nil` while it has not.
  public func ended() throws(SystemError) -> Ending? {
    var status: Int32 = 0
    let found = try uninterrupted { () throws(SystemError) in
      let found = unsafe waitpid(number, &status, WNOHANG)
      guard found >= 0 else { throw .current("waitpid", "") }
      return found
    }
    if found == 0 { return nil }
    return status & 0x7f == 0 ? .exited(status >> 8 & 0xff) : .signalled(status & 0x7f)
  }

  /// Ends it, and what it has started.
  public func end() {
    _ = kill(-number, SIGKILL)
  }

  /// Lets some time pass.
  public static func pause(milliseconds: Int32) {
    _ = poll(nil, 0, milliseconds)
  }
}
