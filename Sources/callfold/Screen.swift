import Platform
import Views

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

  /// Writes a result and a line feed to standard output.
  static func show(_ text: String) {
    write(Array((text + "\n").utf8), to: .output)
  }

  /// Writes bytes to standard output.
  static func show(bytes: [UInt8]) {
    write(bytes, to: .output)
  }

  /// Writes anything that is no result, and a line feed, to standard error.
  static func complain(_ text: String) {
    write(Array((text + "\n").utf8), to: .error)
  }

  /// Ends the process.
  static func exit(_ status: ExitStatus) -> Never {
    Platform.endProcess(status.rawValue)
  }

  private static func write(_ bytes: [UInt8], to descriptor: Descriptor) {
    do throws(SystemError) {
      try descriptor.write(bytes)
    } catch {
      // Whoever read us is gone, or the disk is full: there is nobody left to tell.
      exit(error.isBrokenPipe ? .done : .machine)
    }
  }
}
