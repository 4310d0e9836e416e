extension LogError: CustomStringConvertible {
  /// One line: file, byte, sequence, what is wrong, what to do.
  public var description: String {
    var text = file
    if let offset { text += ": byte \(offset)" }
    if let sequence { text += ": event \(sequence)" }
    return "\(text): \(problem.text). \(remedy)"
  }
}

extension LogError {
  /// What to do about it.
  public var remedy: String {
    guard isOfPersonalData, isDamage else { return problem.remedy }
    return "Nothing was changed, and the log itself is unaffected. Restore this file from a "
      + "backup, or run 'callfold salvage' to a new folder and go on with the log there: a value "
      + "in a bad line is lost, and reads 'missing'"
  }
}

extension LogProblem {
  /// What is wrong, in words.
  public var text: String {
    switch self {
    case .system(let error): error.description
    case .damage(let damage): "damaged: \(damage.text)"
    case .held(let holder?): "the log is in use by process \(holder)"
    case .held(nil): "the log is in use by another process"
    case .notALog: "there is no log here"
    case .notEmpty: "the folder is not empty"
    case .unknownVersion(let version): "the log has format \(version), this program knows 1"
    case .poisoned: "a write or sync failed before, and the writer has ended"
    case .shorterThanCheckpoint(let size, let checkpoint):
      "the log has \(size) events and its newest checkpoint \(checkpoint)"
    case .contradictsCheckpoint(let size): "the log is not the one of its checkpoint at \(size)"
    case .badOrigin: "the origin is not 1 to 128 visible ASCII characters without \" \\ +"
    case .noSuchEvent: "there is no such event"
    case .checkpointOfNothing: "the checkpoint given is of size 0, and confirms nothing"
    case .wordsTooLong: "user and reason have more bytes than one event can have"
    case .missingValues(1): "1 value is missing, though nobody erased it"
    case .missingValues(let count): "\(count) values are missing, though nobody erased them"
    case .returnedValues(1): "1 value that was erased is there again"
    case .returnedValues(let count): "\(count) values that were erased are there again"
    }
  }

  /// What to do about it.
  public var remedy: String {
    switch self {
    case .system(let error) where error.isOutOfSpace:
      "Free some space; the log itself is whole"
    case .system: "Look to the disk and the folder's permissions, then start again"
    case .damage(.name):
      "Nothing was changed. If it is no file of this log, move it to another folder; if it is one "
        + "that was renamed, give it its name again: 20 digits and .ndjson"
    case .damage(.misnamed(let name)):
      "Nothing was changed. If \(name) is there too, move this copy to another folder; else give it "
        + "that name again"
    case .damage(.kind):
      "Nothing was changed. Move what stands there to another folder, and put the file back that "
        + "belongs there, from a backup if need be"
    case .damage(.foreign):
      "Nothing was changed. Move it to the folder of its own log; if a file of this log was "
        + "overwritten with it, restore that from a backup"
    case .damage:
      "Nothing was changed. Restore the file from a backup, or run salvage to a new folder"
    case .held: "End that process, or send the request to it"
    case .notALog: "Name the folder of a log, or create one there"
    case .notEmpty: "Name a new or an empty folder"
    case .unknownVersion: "Use the program that wrote it, or a newer one"
    case .poisoned: "Look to the disk, then open the log again"
    case .shorterThanCheckpoint, .contradictsCheckpoint:
      "Events are missing or were changed: find out who did it; restore the log from a backup"
    case .badOrigin: "Give a name such as example.org/site-1"
    case .noSuchEvent: "Ask for a sequence that the log has"
    case .checkpointOfNothing: "Give one that was made after the first event"
    case .wordsTooLong: "Nothing was erased. Say it in at most 1,024 bytes"
    case .missingValues:
      "Find out who removed them, and restore this file from a backup; or, where they are lost, "
        + "record that with 'callfold erase LOG --missing --user U --reason R'"
    case .returnedValues:
      "No command shows them. The next 'append' or 'erase' takes them out again; find out who put "
        + "back an old copy"
    }
  }
}

extension Damage {
  /// What is wrong, in words.
  public var text: String {
    switch self {
    case .name: "not the name of a log file"
    case .kind: "not a regular file"
    case .misnamed(let name): "it is the log file \(name) under another name"
    case .missingFile: "the log file before it is missing"
    case .header: "the header line is bad"
    case .foreign: "the file belongs to another log"
    case .edge: "the header's tree is not that of the events before it"
    case .length(let expected): "the file should have \(expected) bytes"
    case .frameLine: "no good frame line"
    case .frameSequence(let found): "the frame begins with event \(found)"
    case .body: "the frame's checksum does not fit"
    case .cutFrame: "the file ends inside a frame"
    case .eventLine: "the event's line has not the form or the number"
    case .noEvent(let sequence): "the line of event \(sequence) is no event"
    case .frameBehind(let offset): "no good frame, and a good one behind it at byte \(offset)"
    case .empty: "a file that is not the last has no event"
    case .personalData: "the line of personal data is bad"
    case .personalCall: "the line of personal data has another call than its event"
    case .checkpoint: "the checkpoint is bad"
    }
  }
}
