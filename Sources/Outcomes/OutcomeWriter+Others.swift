import Bytes
package import CallModel

// The lines about what belongs to no call in progress.
extension OutcomeWriter {
  /// An event that belongs to no call in progress.
  package mutating func stray(_ anomaly: AnomalyKind, _ event: Event, _ texts: Span<UInt8>) {
    bytes.append("{\"stray\":{\"at\":")
    bytes.append(event.at)
    bytes.append(",\"call\":")
    switch event.body {
    case .call(let call, let known):
      append(call, texts)
      bytes.append(",\"type\":\"")
      bytes.append(known.type.word)
      bytes.append("\"")
    case .unknown(let type, let call):
      append(call, texts)
      bytes.append(",\"type\":")
      append(type, texts)
    case .setting, .grouping, .silent, .tick:
      // Such events are never strays.
      bytes.append("null,\"type\":null")
    }
    bytes.append(",\"anomaly\":\"")
    bytes.append(anomaly.word)
    bytes.append("\"}}\n")
  }

  /// A change of settings that was not taken.
  package mutating func setting(
    _ refusal: SettingRefusal, _ event: Event, _ texts: Span<UInt8>
  ) {
    bytes.append("{\"setting\":{\"at\":")
    bytes.append(event.at)
    bytes.append(",\"property\":")
    switch event.body {
    case .setting(let change):
      append(change.property, texts)
      bytes.append(",\"by\":")
      append(change.by, texts)
    case .grouping(_, _, let by):
      bytes.append("null,\"by\":")
      append(by, texts)
    case .call, .silent, .tick, .unknown:
      // Such events change no settings.
      bytes.append("null,\"by\":null")
    }
    bytes.append(",\"reason\":\"")
    bytes.append(refusal.word)
    bytes.append("\"}}\n")
  }

  /// Numbers of a source that have not come, or (−1) one that comes late.
  package mutating func source(
    _ origin: SourceNumber, missing: Int64, _ texts: Span<UInt8>
  ) {
    bytes.append("{\"source\":{\"source\":")
    append(origin.source, texts)
    bytes.append(",\"n\":")
    bytes.append(origin.number)
    bytes.append(",\"missing\":")
    bytes.append(missing)
    bytes.append("}}\n")
  }

  private mutating func append(_ text: Text?, _ texts: Span<UInt8>) {
    guard let text else { return bytes.append("null") }
    bytes.append(quoted: texts.extracting(text.range))
  }
}
