import Bytes
import CallModel
import CallRules
import EventCoding
import EventLog
import LogQueries
import MerkleTree
import Presentation

/// How a log stands, for people and for machines.
struct LogStatus {
  /// What a source has sent.
  struct Source {
    var name: [UInt8]
    var numbers: Sources.Progress
    var record: SourceRecord
  }

  /// A call in progress.
  struct OpenCall {
    var id: [UInt8]
    var startedAt: Instant
  }

  private let name: String
  private let edition: UInt64
  private let size: UInt64
  private let lastAt: Instant
  private let fileCount: Int
  private let bytes: Int
  private let freeSpace: UInt64
  private let checkpoint: Checkpoint?
  private let checkpointCount: Int?
  private let uncoveredAt: Instant?
  private let anchor: AnchorStatus
  private let notAnchoredAt: Instant?
  private let sources: [Source]
  private let callsInProgress: Int
  private let oldCalls: [OpenCall]
  private let unfinished: Int
  private let personalData: PersonalDataManifest

  private static let day: Int64 = 86_400_000
  /// Lines that a list has at most on a screen.
  private static let most = 20

  /// - Parameter now: the host's time, in milliseconds since 1970.
  init(
    _ reader: LogReader, _ state: LogState, _ checkpoints: [Checkpoint]?, _ anchor: AnchorStatus,
    personalData: PersonalDataManifest, freeSpace: UInt64, now: Int64
  ) {
    self.personalData = personalData
    name = reader.checkpointOrigin
    edition = reader.edition
    size = state.size
    lastAt = Instant(milliseconds: state.lastAt)
    fileCount = reader.fileStarts.count
    bytes = reader.fileBytes
    self.freeSpace = freeSpace
    checkpoint = checkpoints?.last
    checkpointCount = checkpoints?.count
    uncoveredAt = state.markedAt[(checkpoint?.size ?? 0) + 1].map { Instant(milliseconds: $0) }
    self.anchor = anchor
    notAnchoredAt = state.markedAt[anchor.size + 1].map { Instant(milliseconds: $0) }
    let progress = state.fold.sources.progress
    sources = zip(progress.keys, progress.values)
      .map { Source(name: $0, numbers: $1, record: state.records[$0.span] ?? SourceRecord()) }
      .sorted { $0.name.lexicographicallyPrecedes($1.name) }
    callsInProgress = state.fold.callsInProgress
    oldCalls = state.fold.placesInProgress.compactMap { place in
      guard let call = state.fold[place], call.record.startedAt.milliseconds < now - Self.day
      else { return nil }
      return OpenCall(
        id: call.names.bytes(of: Call.id),
        startedAt: call.record.startedAt)
    }
    unfinished = if case .unfinished(_, let bytes) = state.ending { bytes } else { 0 }
  }

  /// A table for people.
  var lines: [String] {
    var lines = [row("log", name)]
    lines.append(row("rules", "edition \(edition)"))
    let files = "in \(fileCount) \(fileCount == 1 ? "file" : "files"), \(Self.size(bytes))"
    lines.append(row("events", size == 0 ? "none, \(files)" : "1 to \(size), \(files)"))
    if size > 0 { lines.append(row("last event", "\(size), dated \(lastAt.text)")) }
    lines.append(row("free space", Self.size(Int(clamping: freeSpace))))
    lines.append(row("checkpoint", checkpointText))
    if let uncoveredAt {
      lines.append(row("not covered", rest(after: checkpoint?.size ?? 0, uncoveredAt)))
    }
    lines.append(row("anchor", anchor.text))
    if let notAnchoredAt {
      lines.append(row("not anchored", rest(after: anchor.size, notAnchoredAt)))
    }
    lines += sourceLines
    lines.append(row("people", peopleText))
    let old = oldCalls.isEmpty ? "" : ", open for over a day: \(oldCalls.count)"
    lines.append(row("calls", "\(callsInProgress) in progress\(old)"))
    for call in oldCalls.prefix(Self.most) {
      lines.append("  \(Self.text(call.id).asName) since \(call.startedAt.text)")
    }
    if oldCalls.count > Self.most { lines.append("  and \(oldCalls.count - Self.most) more") }
    return lines
  }

  private var checkpointText: String {
    guard let checkpointCount else { return "THE FILE IS MISSING; find out who removed it" }
    guard let checkpoint else { return "none yet" }
    return "\(checkpointCount) made; the newest covers 1 to \(checkpoint.size), root "
      + checkpoint.root.base64
  }

  private var peopleText: String {
    var texts: [String] = []
    if personalData.missing > 0 {
      texts.append("missing values: \(personalData.missing) (if they are lost: erase --missing)")
    }
    if personalData.returned > 0 {
      texts.append("erased values that are back: \(personalData.returned) (append removes them)")
    }
    if !personalData.unread.isEmpty { texts.append(LogComplaint.notJudged(personalData.unread)) }
    return texts.isEmpty ? "no value is missing" : texts.joined(separator: "; ")
  }

  private func rest(after covered: UInt64, _ oldest: Instant) -> String {
    let first = covered + 1
    return first == size
      ? "\(size), dated \(oldest.text)"
      : "\(first) to \(size); the oldest is dated \(oldest.text)"
  }

  private var sourceLines: [String] {
    let missing = sources.reduce(0) { $0 + $1.numbers.missing }
    var lines = [
      row("sources", "\(sources.count)\(missing == 0 ? "" : ", missing events: \(missing)")")
    ]
    for source in sources.prefix(Self.most) {
      lines.append(
        "  \(Self.text(source.name).asName) up to \(source.numbers.highest), "
          + ([Self.missing(source.numbers)] + Self.told(source.record)).joined(separator: ", "))
    }
    if sources.count > Self.most { lines.append("  and \(sources.count - Self.most) more") }
    return lines
  }

  private static func missing(_ numbers: Sources.Progress) -> String {
    var gaps = numbers.gaps.prefix(5).map {
      $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound) to \($0.upperBound)"
    }
    if numbers.gaps.count > 5 { gaps.append("…") }
    if numbers.forgotten > 0 { gaps.append("and \(numbers.forgotten) in gaps that were given up") }
    return gaps.isEmpty ? "nothing missing" : "missing \(gaps.joined(separator: ", "))"
  }

  private static func told(_ record: SourceRecord) -> [String] {
    var told = [
      "clock at most \(seconds(record.ahead)) ahead and \(seconds(record.behind)) behind"
    ]
    if record.unknownTypes > 0 { told.append("of unknown types: \(record.unknownTypes)") }
    if record.strays > 0 { told.append("of no call in progress: \(record.strays)") }
    return told
  }

  /// For example `4.2 s`; tenths are rounded up, so that 0 is 0.
  private static func seconds(_ milliseconds: Int64) -> String {
    let tenths = (milliseconds + 99) / 100
    return "\(tenths / 10).\(tenths % 10) s"
  }

  private func row(_ key: String, _ text: String) -> String { "\(key.padded(to: 12)) \(text)" }

  private static func text(_ name: [UInt8]) -> String { String(decoding: name, as: UTF8.self) }

  /// For example `4.2 MB`.
  static func size(_ bytes: Int) -> String {
    var value = Double(bytes)
    for unit in ["bytes", "kB", "MB", "GB", "TB"] {
      if value < 1000 || unit == "TB" {
        let tenths = Int((value * 10).rounded())
        let isWhole = unit == "bytes" || tenths % 10 == 0
        return isWhole ? "\(tenths / 10) \(unit)" : "\(tenths / 10).\(tenths % 10) \(unit)"
      }
      value /= 1000
    }
    return "\(bytes) bytes"
  }

  /// The same as one object in one line.
  var json: [UInt8] {
    var writer = ByteWriter()
    func quoted(_ text: [UInt8]) { writer.append(quoted: text.span) }
    func number(_ key: StaticString, _ number: Int64) {
      writer.append(key)
      writer.append(number)
    }
    writer.append("{\"log\":")
    quoted(Array(name.utf8))
    number(",\"edition\":", Int64(clamping: edition))
    number(",\"events\":", Int64(clamping: size))
    number(",\"files\":", Int64(fileCount))
    number(",\"bytes\":", Int64(bytes))
    number(",\"unfinishedBytes\":", Int64(unfinished))
    writer.append(",\"lastAt\":")
    if size > 0 { writer.append(lastAt) } else { writer.append("null") }
    number(",\"freeBytes\":", Int64(clamping: freeSpace))
    writer.append(",\"checkpoint\":")
    if let checkpoint {
      number("{\"size\":", Int64(clamping: checkpoint.size))
      writer.append(",\"root\":")
      quoted(Array(checkpoint.root.base64.utf8))
      writer.append("}")
    } else {
      writer.append("null")
    }
    writer.append(",\"checkpointsMissing\":")
    writer.append(checkpointCount == nil ? "true" : "false")
    func oldest(_ key: StaticString, after covered: UInt64, _ at: Instant?) {
      writer.append(key)
      guard let at else {
        writer.append("null")
        return
      }
      number("{\"seq\":", Int64(clamping: covered + 1))
      writer.append(",\"at\":")
      writer.append(at)
      writer.append("}")
    }
    oldest(",\"oldestUncovered\":", after: checkpoint?.size ?? 0, uncoveredAt)
    writer.append(",\"anchor\":")
    anchor.write(to: &writer)
    oldest(",\"oldestNotAnchored\":", after: anchor.size, notAnchoredAt)
    writer.append(",\"sources\":[")
    for (index, source) in sources.enumerated() {
      writer.append(index == 0 ? "{\"source\":" : ",{\"source\":")
      quoted(source.name)
      number(",\"highest\":", source.numbers.highest)
      number(",\"missing\":", source.numbers.missing)
      writer.append(",\"gaps\":[")
      for (index, gap) in source.numbers.gaps.enumerated() {
        number(index == 0 ? "[" : ",[", gap.lowerBound)
        number(",", gap.upperBound)
        writer.append("]")
      }
      number("],\"aheadMilliseconds\":", source.record.ahead)
      number(",\"behindMilliseconds\":", source.record.behind)
      number(",\"unknownTypes\":", Int64(source.record.unknownTypes))
      number(",\"strays\":", Int64(source.record.strays))
      writer.append("}")
    }
    number("],\"missingValues\":", Int64(personalData.missing))
    number(",\"returnedValues\":", Int64(personalData.returned))
    number(",\"unreadPeopleFiles\":", Int64(personalData.unread.count))
    number(",\"callsInProgress\":", Int64(callsInProgress))
    writer.append(",\"openOverADay\":[")
    for (index, call) in oldCalls.enumerated() {
      writer.append(index == 0 ? "{\"call\":" : ",{\"call\":")
      quoted(call.id)
      writer.append(",\"startedAt\":")
      writer.append(call.startedAt)
      writer.append("}")
    }
    writer.append("]}\n")
    return writer.bytes
  }
}
