import EventLog
import Platform
import Presentation

/// What `salvage` is to copy, and where to.
struct SalvageOptions: Equatable {
  var log: String
  var target: String

  init(_ words: [String]) throws(UsageError) {
    let arguments = try Arguments(.salvage, words).arguments(.salvage, ["LOG", "NEW"])
    (log, target) = (arguments[0], arguments[1])
  }
}

/// `callfold salvage LOG NEW`: copies what is good of a damaged log.
struct SalvageCommand {
  private let options: SalvageOptions
  private let complaint: LogComplaint

  init(_ options: SalvageOptions) {
    self.options = options
    complaint = LogComplaint(.salvage, options.log)
  }

  func run() -> ExitStatus {
    let source: OpenFolder
    let target: OpenFolder
    // Whoever names no log is not left with a folder.
    let wasThere: Bool
    do throws(SystemError) {
      wasThere = try isThere(options.target)
      guard !isInside(wasThere ? options.target : Self.folder(of: options.target)) else {
        complaint.say(
          "\(options.target) is in the log's own folder, which salvage only reads. Name a new or an "
            + "empty folder elsewhere")
        return .wrong
      }
      source = try OpenFolder(path: options.log)
      try OpenFolder.make(path: options.target)
      // The folder's own name has to survive a power cut too.
      try OpenFolder(path: options.target + "/..").sync()
      target = try OpenFolder(path: options.target)
    } catch {
      let place = error.call == "mkdir" ? "cannot make \(options.target)" : "cannot open"
      complaint.say("\(place): \(error). Give the folder of a log, and a new or empty folder")
      return ExitStatus(of: error)
    }
    do throws(LogError) {
      let report = try Salvage(from: source, to: target).run()
      let events = report.size == 0 ? "no events" : "events 1 to \(report.size)"
      Screen.show("copied \(events) to \(options.target.escapedForScreen)")
      if report.unfinished > 0 {
        Screen.show(
          "left out: \(report.unfinished) bytes of an unfinished batch at the end, which was never "
            + "acknowledged")
      }
      if report.missingValues > 0 {
        Screen.show(
          "lost values of personal data, which read 'missing': \(report.missingValues). "
            + "Record that with: callfold erase \(options.target.escapedForScreen) --missing --user U "
            + "--reason R")
      }
      guard let damage = report.damage else { return .done }
      Screen.show("the first damage: \(damage.description.escapedForScreen)")
      if let doubt = report.doubt { Screen.show(doubt.description.escapedForScreen) }
      if report.behind > 0 {
        Screen.show(
          "\(report.behind) good events from after the damage are in \(Salvage.remainder), "
            + "as they were stored; no checkpoint covers them there")
      }
      if !report.doubtful.isEmpty {
        Screen.show(
          "in \(Salvage.doubtful), because their frames are damaged and nothing proves that they "
            + "are unchanged: \(Self.text(report.doubtful))")
      }
      if !report.missing.isEmpty {
        Screen.show(
          "left out, because their frames are damaged or missing: \(Self.text(report.missing))")
      }
      return .failed
    } catch {
      if error.problem == .notALog, !wasThere { try? OpenFolder.remove(path: options.target) }
      return complaint.status(error)
    }
  }

  /// The folder in which a path is, or would be.
  private static func folder(of path: String) -> String {
    let path = path.reversed().drop { $0 == "/" }.drop { $0 != "/" }
    return path.isEmpty ? "." : String(path.reversed())
  }

  /// Whether a folder is the log's, or below it.
  private func isInside(_ path: String) -> Bool {
    var path = path
    while !TextFiles.isSame(path, options.log) {
      let above = path + "/.."
      // The root is above itself; above what is no folder there is nothing.
      if TextFiles.isSame(path, above) || above.utf8.count > 4_000 || !isFolder(above) {
        return false
      }
      path = above
    }
    return true
  }

  private func isFolder(_ path: String) -> Bool {
    (try? TextFiles.kind(of: path)) == .folder
  }

  private func isThere(_ path: String) throws(SystemError) -> Bool {
    do throws(SystemError) {
      _ = try TextFiles.kind(of: path)
      return true
    } catch {
      if error.isNotFound { return false }
      throw error
    }
  }

  /// For example `events 5, 7 to 9`.
  private static func text(_ ranges: [ClosedRange<UInt64>]) -> String {
    let most = 100
    let words = ranges.prefix(most).map {
      $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound) to \($0.upperBound)"
    }
    let more = ranges.count > most ? " and \(ranges.count - most) more runs" : ""
    return "events \(words.joined(separator: ", "))\(more)"
  }
}
