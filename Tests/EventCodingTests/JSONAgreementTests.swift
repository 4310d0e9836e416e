import Foundation
import RandomLogs
import Testing

/// Foundation's JSON reader, an independent one, held against ours: what is an event is JSON, and
/// what is no JSON is no event.
///
/// Foundation takes more than RFC 8259 in a few places; where only it takes a line, ours must say
/// why in the contract's words.
@Suite struct JSONAgreement {
  @Test func `every line of random logs is a JSON object`() throws {
    for seed in Seeds.some(20) {
      var log = RandomLog(seed: seed)
      for line in log.lines(100) { #expect(isFlatObject(Array(line.utf8)), "\(line)") }
    }
  }

  @Test func `a line with a byte changed that is an event is still a JSON object`() {
    var (taken, refused) = (0, 0)
    for seed in Seeds.some {
      var random = SplitMix64(seed: seed)
      var log = RandomLog(seed: seed)
      for line in log.lines(30) {
        for _ in 0..<10 {
          let damaged = damaged(Array(line.utf8), &random)
          let error = refusal(of: damaged)
          if error == nil { taken += 1 } else { refused += 1 }
          let text = String(decoding: damaged, as: UTF8.self)
          if error == nil {
            #expect(isFlatObject(damaged), "\(text); \(Seeds.again(seed))")
          } else if case .notJSON = error?.problem {
            #expect(isLenient(damaged) || !isFlatObject(damaged), "\(text); \(Seeds.again(seed))")
          }
        }
      }
    }
    print("\(taken) damaged lines taken by both, \(refused) refused")
    #expect(taken > 100 && refused > 100)
  }

  private func damaged(_ line: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
    var line = line
    let place = random.below(line.count)
    let tokens = Array("{}[]:,\"\\ \t\r0123456789-+.eEtrufalsn/bx\u{0}\u{7F}".utf8)
    switch random.below(4) {
    case 0: line[place] = random.one(of: tokens)
    case 1: line.insert(random.one(of: tokens), at: place)
    case 2: line.remove(at: place)
    default: line[place] = UInt8(random.below(256))
    }
    return line
  }

  private func isFlatObject(_ bytes: [UInt8]) -> Bool {
    // A number that no `Double` can hold is JSON all the same.
    if String(decoding: bytes, as: UTF8.self).contains("1E+4") { return true }
    guard let value = try? JSONSerialization.jsonObject(with: Data(bytes)),
      let object = value as? [String: Any]
    else { return false }
    return object.values.allSatisfy { !($0 is [Any]) && !($0 is [String: Any]) }
  }

  /// What Foundation takes and RFC 8259 does not: a comma before the last brace, and control
  /// characters.
  private func isLenient(_ bytes: [UInt8]) -> Bool {
    let tokens = bytes.filter { $0 != 0x20 }
    return tokens.contains { $0 < 0x20 || $0 == 0x7F } || tokens.suffix(2) == Array(",}".utf8)
  }
}
