internal import Bytes

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
      + "backup, or run 'callfold salvage' to a new folder and use the log there: a value in a bad "
      + "line is lost, and reads 'missing'"
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
    case .unknownVersion(let version):
      "the log has format \(version), and this program reads format 1"
    case .unknownEdition(let edition, let known):
      "the log is folded by edition \(edition) of the rules, and this program knows edition \(known)"
    case .poisoned: "an earlier write or sync failed, and the writer has stopped"
    case .shorterThanCheckpoint(let size, let checkpoint):
      "the log has \(size) events, and its newest checkpoint covers \(checkpoint)"
    case .contradictsCheckpoint(let size): "the log does not match its checkpoint of size \(size)"
    case .badOrigin: "the origin must be 1 to 128 visible ASCII characters other than \" \\ +"
    case .noSuchEvent: "there is no such event"
    case .checkpointOfNothing: "the checkpoint has size 0, so it confirms nothing"
    case .wordsTooLong: "user and reason are too long for one event"
    case .missingValues(1): "1 value is missing, although nobody erased it"
    case .missingValues(let count): "\(count) values are missing, although nobody erased them"
    case .returnedValues(1): "1 erased value is back in the file"
    case .returnedValues(let count): "\(count) erased values are back in the file"
    }
  }

  /// What to do about it.
  public var remedy: String {
    switch self {
    case .system(let error) where error.isOutOfSpace:
      "Free some space; the log itself is unaffected"
    case .system: "Check the disk and the folder's permissions, then start again"
    case .damage(.name):
      "Nothing was changed. If the file does not belong to this log, move it to another folder; if "
        + "it was renamed, restore its name: 20 digits and .ndjson"
    case .damage(.misnamed(let name)):
      "Nothing was changed. If \(name) exists too, move this copy to another folder; otherwise "
        + "restore that name"
    case .damage(.kind):
      "Nothing was changed. Move it to another folder, and restore the file that belongs here, from "
        + "a backup if necessary"
    case .damage(.foreign):
      "Nothing was changed. Move it to the folder of its own log; if it has replaced a file of this "
        + "log, restore that file from a backup"
    case .damage:
      "Nothing was changed. Restore the file from a backup, or run salvage to a new folder"
    case .held: "Stop that process first, or use it to make the request"
    case .notALog: "Give the folder of a log, or create a log there"
    case .notEmpty: "Give a new or empty folder"
    case .unknownVersion, .unknownEdition: "Use the program that wrote it, or a newer one"
    case .poisoned: "Check the disk, then open the log again"
    case .shorterThanCheckpoint, .contradictsCheckpoint:
      "Events were removed or changed: find out who did it, and restore the log from a backup"
    case .badOrigin: "Give a name such as example.org/site-1"
    case .noSuchEvent: "Ask for an event that is in the log"
    case .checkpointOfNothing: "Give a checkpoint that was made after the first event"
    case .wordsTooLong: "Nothing was erased. Use at most 1,024 bytes"
    case .missingValues:
      "Find out who removed them, and restore this file from a backup; if they are lost, record "
        + "that with 'callfold erase LOG --missing --user U --reason R'"
    case .returnedValues:
      "No command shows them, and the next 'append' or 'erase' removes them again. Find out who put "
        + "an old copy back"
    }
  }
}

extension Damage {
  /// What is wrong, in words.
  public var text: String {
    switch self {
    case .name: "not the name of a log file"
    case .kind: "not a regular file"
    case .misnamed(let name): "this is the log file \(name) under another name"
    case .missingFile: "the preceding log file is missing"
    case .header: "the header line is invalid"
    case .foreign: "the file belongs to another log"
    case .edge: "the header's tree does not match the preceding events"
    case .length(let expected): "the file should have \(expected) bytes"
    case .frameLine: "no valid frame line here"
    case .frameSequence(let found): "the frame begins with event \(found)"
    case .body: "the frame's checksum does not match"
    case .cutFrame: "the file ends inside a frame"
    case .eventLine: "the event's line has the wrong form or number"
    case .noEvent(let sequence): "the line of event \(sequence) is not a valid event"
    case .frameBehind(let offset): "no valid frame here, but one follows at byte \(offset)"
    case .empty: "this file has no events, but a later file exists"
    case .personalData: "the line of personal data is invalid"
    case .personalCall: "the line of personal data names a different call than its event"
    case .checkpoint: "the checkpoint is invalid"
    }
  }
}
