/// Where a setting can be made.
public enum Scope: UInt8, CaseIterable, Hashable, Sendable, BitwiseCopyable {
  case company, group, user, queue

  /// The word of this scope.
  public var word: StaticString {
    switch self {
    case .company: "company"
    case .group: "group"
    case .user: "user"
    case .queue: "queue"
    }
  }
}

/// Every property that a setting can have; the one place to add a new one.
///
/// The first six concern the recording rules, `recording` the queues, the others the archive: those
/// are known, judged and kept, and mean nothing to the recording rules.
public enum Property: UInt8, CaseIterable, Hashable, Sendable, BitwiseCopyable {
  case recordingForced, recordAgentWhenCallerDenies, manualRecordingAllowed, censorButtonVisible
  case consentRequired, recordingAdministration
  case recording
  case playRecordings, downloadRecordings, deleteRecordings, restrictedAccess, sendLinks
  case archiveAdministration
  case archiveScope, archiveAccessDays, playbackReason, linkDays
  case linkEmailFrom, linkEmailSubject, linkEmailBody, linkLanguage
  case retentionDays, restrictedRetentionDays, minimumRetentionDays

  /// The word of this property.
  public var word: StaticString {
    switch self {
    case .recordingForced: "recordingForced"
    case .recordAgentWhenCallerDenies: "recordAgentWhenCallerDenies"
    case .manualRecordingAllowed: "manualRecordingAllowed"
    case .censorButtonVisible: "censorButtonVisible"
    case .consentRequired: "consentRequired"
    case .recordingAdministration: "recordingAdministration"
    case .recording: "recording"
    case .playRecordings: "playRecordings"
    case .downloadRecordings: "downloadRecordings"
    case .deleteRecordings: "deleteRecordings"
    case .restrictedAccess: "restrictedAccess"
    case .sendLinks: "sendLinks"
    case .archiveAdministration: "archiveAdministration"
    case .archiveScope: "archiveScope"
    case .archiveAccessDays: "archiveAccessDays"
    case .playbackReason: "playbackReason"
    case .linkDays: "linkDays"
    case .linkEmailFrom: "linkEmailFrom"
    case .linkEmailSubject: "linkEmailSubject"
    case .linkEmailBody: "linkEmailBody"
    case .linkLanguage: "linkLanguage"
    case .retentionDays: "retentionDays"
    case .restrictedRetentionDays: "restrictedRetentionDays"
    case .minimumRetentionDays: "minimumRetentionDays"
    }
  }

  /// The values that it can take.
  public var domain: Domain {
    switch self {
    case .recordingForced, .recordAgentWhenCallerDenies, .manualRecordingAllowed,
      .censorButtonVisible, .consentRequired, .recordingAdministration, .playRecordings,
      .downloadRecordings, .deleteRecordings, .sendLinks, .archiveAdministration:
      .bool(default: false)
    case .restrictedAccess: .bool(default: true)
    case .recording: .queueRecording
    case .archiveScope: .archiveScope
    case .archiveAccessDays, .retentionDays, .restrictedRetentionDays:
      .days(1...36_500, unlimited: true)
    case .minimumRetentionDays: .days(0...36_500, unlimited: false)
    case .linkDays: .days(1...90, unlimited: false)
    case .playbackReason: .reasons
    case .linkEmailFrom: .address
    case .linkEmailSubject: .text
    case .linkEmailBody: .template
    case .linkLanguage: .languageTag
    }
  }

  /// Whether `scope` has this property.
  public func exists(in scope: Scope) -> Bool {
    switch self {
    case .recording: scope == .queue
    case .retentionDays, .restrictedRetentionDays, .minimumRetentionDays:
      scope == .company || scope == .queue
    case .recordingForced, .recordAgentWhenCallerDenies, .manualRecordingAllowed,
      .censorButtonVisible, .consentRequired, .recordingAdministration, .playRecordings,
      .downloadRecordings, .deleteRecordings, .restrictedAccess, .sendLinks,
      .archiveAdministration, .archiveScope, .archiveAccessDays, .playbackReason, .linkDays,
      .linkEmailFrom, .linkEmailSubject, .linkEmailBody, .linkLanguage:
      scope != .queue
    }
  }

  /// The right that a user must have to set it (S2).
  public var neededRight: Property {
    switch self {
    case .archiveAdministration, .retentionDays, .restrictedRetentionDays, .minimumRetentionDays:
      .archiveAdministration
    case .recordingForced, .recordAgentWhenCallerDenies, .manualRecordingAllowed,
      .censorButtonVisible, .consentRequired, .recordingAdministration, .recording,
      .playRecordings, .downloadRecordings, .deleteRecordings, .restrictedAccess, .sendLinks,
      .archiveScope, .archiveAccessDays, .playbackReason, .linkDays, .linkEmailFrom,
      .linkEmailSubject, .linkEmailBody, .linkLanguage:
      .recordingAdministration
    }
  }

  /// The kinds of values that properties take.
  public enum Domain: Hashable, Sendable {
    case bool(default: Bool)
    case queueRecording
    case archiveScope
    /// A whole number in the range or, where that is allowed, the word `unlimited`.
    case days(ClosedRange<Int64>, unlimited: Bool)
    /// Empty, `#txt`, or reasons separated by `;`, each trimmed; empty ones do not count, and one
    /// is left at least.
    case reasons
    /// One mail address.
    case address
    /// Text without control characters.
    case text
    /// Text that contains `{link}`, and may have line feeds.
    case template
    /// A language tag such as `en` or `nb-NO` (BCP 47).
    case languageTag
  }
}

/// A queue's own setting.
public enum QueueRecording: UInt8, CaseIterable, Hashable, Sendable, BitwiseCopyable {
  case off, forced, pending, never

  /// The word of this setting.
  public var word: StaticString {
    switch self {
    case .off: "off"
    case .forced: "forced"
    case .pending: "pending"
    case .never: "never"
    }
  }
}

/// Whose items in the archive a user has access to.
public enum ArchiveScope: UInt8, CaseIterable, Hashable, Sendable, BitwiseCopyable {
  case own, group, all

  /// The word of this scope.
  public var word: StaticString {
    switch self {
    case .own: "own"
    case .group: "group"
    case .all: "all"
    }
  }
}

/// Why a change of settings was not taken (S2, S3).
public enum SettingRefusal: UInt8, CaseIterable, Hashable, Sendable, BitwiseCopyable {
  case badSetting, notAllowed

  /// The word of this reason.
  public var word: StaticString {
    switch self {
    case .badSetting: "badSetting"
    case .notAllowed: "notAllowed"
    }
  }
}
