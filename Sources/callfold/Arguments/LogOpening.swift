import EventLog

/// Opens logs for writing and says what opening found.
struct LogOpening {
  private let complaint: LogComplaint

  init(_ complaint: LogComplaint) {
    self.complaint = complaint
  }

  /// Opens the log at a path; makes one with this origin, for a group of readers if one is given,
  /// where there is none.
  func open(
    _ path: String, origin: String? = nil, readers: UInt32? = nil
  ) throws(LogError) -> LogWriter {
    do throws(LogError) {
      let writer = try LogWriter.open(path: path)
      tell(writer.report, path)
      if writer.isWaitingForSpace {
        complaint.say(
          "\(path): the disk is full, so recovery could not finish; events are refused until it "
            + "has. Free some space")
      } else {
        tellRecovery(writer, path)
      }
      return writer
    } catch {
      let isMissing = error.problem == .notALog || error.system?.isNotFound == true
      guard let origin, isMissing, error.file == path else { throw error }
      let writer = try LogWriter.create(path: path, origin: origin, readers: readers)
      complaint.say("created a new log in \(path): \(writer.checkpointOrigin)")
      return writer
    }
  }

  /// Says what was done about what the last writer left, once it is done.
  func tellRecovery(_ writer: LogWriter, _ path: String) {
    if let recovery = writer.report.recovery {
      let cut =
        recovery.bytes == 0
        ? "nothing was cut off"
        : "\(recovery.bytes) bytes of an unacknowledged batch were cut off "
          + "\(recovery.file) at byte \(recovery.offset) and saved in a .cut file"
      complaint.say("\(path): the last writer did not stop cleanly; \(cut)")
    }
    if writer.report.erasedPersonalData > 0 {
      complaint.say(
        "\(path): removed values that were erased earlier: \(writer.report.erasedPersonalData). An erasure "
          + "was interrupted, or an old copy of a .people file was put back")
    }
  }

  private func tell(_ report: RecoveryReport, _ path: String) {
    if report.checkpointsAreMissing {
      complaint.say("\(path): THE LOG'S CHECKPOINTS ARE MISSING; find out who removed them")
    }
    if report.tornCheckpoint > 0 {
      complaint.say("\(path): the newest checkpoint was only partly written, and is ignored")
    }
    if report.missingPersonalData > 0 {
      complaint.say(
        "\(path): personal data of the newest file: values that are missing although nobody erased "
          + "them: \(report.missingPersonalData). 'callfold status' counts those of all files; 'callfold erase "
          + "--missing' records that they are lost")
    }
    if !report.unknownFiles.isEmpty {
      complaint.say(
        "\(path): unknown files, ignored: \(report.unknownFiles.joined(separator: ", "))")
    }
  }
}
