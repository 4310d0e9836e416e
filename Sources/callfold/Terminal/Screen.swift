import Platform
import Synchronization
import Presentation

/// Where results and complaints go.
enum Screen {
  /// Whether terminals are to get neither colours nor progress.
  static var isPlain: Bool {
    Environment.value("NO_COLOR") != nil || Environment.value("TERM") == "dumb"
  }

  /// Whether results go to a terminal that shows colours.
  static var glyphs: Glyphs {
    Glyphs(
      isUnicode: Environment.isUTF8, hasColour: Descriptor.output.isTerminal && !isPlain)
  }

  /// Why nothing more can be written to standard output.
  private static let failure = Mutex<SystemError?>(nil)

  /// Writes a result and a line feed to standard output.
  static func show(_ text: String) {
    show(bytes: Array((text + "\n").utf8))
  }

  /// Writes bytes to standard output.
  ///
  /// Where that fails, the command goes on with its work, and no more is shown: `exit` says it.
  static func show(bytes: [UInt8]) {
    failure.withLock { failure in
      guard failure == nil else { return }
      do throws(SystemError) { try Descriptor.output.write(bytes) } catch { failure = error }
    }
  }

  /// Writes anything that is no result, and a line feed, to standard error.
  static func complain(_ text: String) {
    // Where that fails there is nobody left to tell, and no work stops for it.
    try? Descriptor.error.write(Array((text + "\n").utf8))
  }

  /// Ends the process with this status, or the machine's where a result could not be shown. Whoever
  /// reads no further has seen enough: that changes no status.
  static func exit(_ status: ExitStatus) -> Never {
    guard let failure = failure.withLock({ $0 }), !failure.isBrokenPipe else {
      Platform.endProcess(status.rawValue)
    }
    complain("callfold: \(failure). The command finished, but its output is incomplete")
    Platform.endProcess(status.joined(.machine).rawValue)
  }
}
