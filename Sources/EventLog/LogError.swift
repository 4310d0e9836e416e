public import Platform

/// What went wrong in a log: which file, which byte, which event, and what to do.
public struct LogError: Error, Hashable, Sendable {
  /// The file's name in the log's folder, or the folder's own path.
  public var file: String
  /// Bytes from the start of the file to the first bad one, where that means something.
  public var offset: Int?
  /// The sequence of the event that was expected there, where that is known.
  public var sequence: UInt64?
  /// What is wrong.
  public var problem: LogProblem

  init(_ file: String, offset: Int? = nil, sequence: UInt64? = nil, _ problem: LogProblem) {
    self.file = file
    self.offset = offset
    self.sequence = sequence
    self.problem = problem
  }

  /// The operating system's own error, where that is what happened.
  public var system: SystemError? {
    guard case .system(let error) = problem else { return nil }
    return error
  }

  /// It is about personal data alone: the log, its tree and its proofs are unaffected.
  public var isOfPersonalData: Bool {
    switch problem {
    case .missingValues, .returnedValues: true
    case .damage:
      if case .personalData = FileName(file) { true } else { false }
    case .system, .held, .notALog, .notEmpty, .unknownVersion, .unknownEdition, .poisoned,
      .shorterThanCheckpoint, .contradictsCheckpoint, .badOrigin, .noSuchEvent,
      .checkpointOfNothing, .wordsTooLong:
      false
    }
  }

  /// The bytes on the disk are not what was written, and no crash explains it.
  public var isDamage: Bool {
    guard case .damage = problem else { return false }
    return true
  }
}

/// The ways in which work on a log can fail.
public enum LogProblem: Hashable, Sendable {
  /// The operating system refused.
  case system(SystemError)
  /// The bytes are not those of a log, and no crash explains it.
  case damage(Damage)
  /// Another process has the lock; its number, where it could be read.
  case held(by: Int32?)
  /// The folder holds no log.
  case notALog
  /// The folder holds a log, or files that a new log must not be mixed with.
  case notEmpty
  /// A newer program wrote this log.
  case unknownVersion(UInt64)
  /// The log is folded by an edition of the rules that this program does not know.
  case unknownEdition(UInt64, known: UInt64)
  /// A sync or write failed before: nothing can be known of what this writer would do next.
  case poisoned
  /// The log ends before its newest checkpoint.
  case shorterThanCheckpoint(size: UInt64, checkpoint: UInt64)
  /// The log's tree at its newest checkpoint's size has another root.
  case contradictsCheckpoint(size: UInt64)
  /// The name given to a new log cannot be its origin.
  case badOrigin
  /// There is no such event.
  case noSuchEvent
  /// The checkpoint that was given is of an empty log, and confirms nothing.
  case checkpointOfNothing
  /// What is to be said of an erasure is longer than an event's line.
  case wordsTooLong
  /// So many values of a log file's personal data are not there, and no `log.erased` names them.
  case missingValues(Int)
  /// So many values that were erased stand in a file of personal data again.
  case returnedValues(Int)
}

/// What is wrong with bytes on the disk.
public enum Damage: Hashable, Sendable {
  /// A name ends like a log file's and is none.
  case name
  /// A link, a folder or a device stands in the place of a log file.
  case kind
  /// A log file has the name of another one; the name that its header says.
  case misnamed(String)
  /// A log file between two others, or the first, is not there.
  case missingFile
  /// The header line is not one, or its checksum does not fit.
  case header
  /// The file is one of another log.
  case foreign
  /// The header's tree is not the one that the files before make.
  case edge
  /// The file is longer or shorter than the one after it says.
  case length(expected: Int)
  /// The frame line is not one, or its checksum does not fit.
  case frameLine
  /// The frame is not the next one.
  case frameSequence(found: UInt64)
  /// The body's checksum does not fit.
  case body
  /// The file ends inside the frame.
  case cutFrame
  /// An event's line has not the form, or not the expected sequence.
  case eventLine
  /// The line of this event has the form and a right checksum, but is no event.
  case noEvent(sequence: UInt64)
  /// A good frame stands behind bytes that are none.
  case frameBehind(offset: Int)
  /// A file that is not the last has no event.
  case empty
  /// A line of the personal data is not one.
  case personalData
  /// A line of the personal data has another call than the event that refers to it.
  case personalCall
  /// A checkpoint is not one, or its size falls, or it is another log's.
  case checkpoint
}
