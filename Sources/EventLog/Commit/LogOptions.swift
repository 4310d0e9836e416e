internal import CallModel
public import Platform

/// The settings of a writer, and the host that it runs on.
public struct LogOptions {
  /// Bytes that a log file may have before a new one is begun.
  public var fileLimit = 64 << 20
  /// Bytes of reserved space that are written ahead at a time; never more than an eighth of the
  /// free space.
  public var reserve = 4 << 20
  /// Milliseconds that an event may be dated after the host's clock.
  public var futureLimit: Int64 = 5 * 60 * 1000
  /// The host's clock, in milliseconds since 1970.
  public var clock: () -> Int64 = Host.wallClock
  /// The operating system's randomness.
  public var random: (_ count: Int) throws(SystemError) -> [UInt8] =
    Host.randomBytes
  /// The edition of the recording rules by which calls are folded that start from now on; those
  /// before it are known too.
  public var edition = RulesEdition.current
  /// Calls in progress whose personal values are held in memory; those of others are read again when
  /// they are needed.
  var openCallLimit = OpenCalls.limit
  /// The number of this process.
  public var processID = Host.processID

  /// The settings that a log has unless it is given others.
  public init() {}
}
