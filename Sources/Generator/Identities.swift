/// The ids of whoever and whatever is in the contact centre.
enum Identities {
  static func agent(_ agent: Int, isVaried: Bool) -> String {
    if isVaried, agent % 10 == 0 {
      return "\(beyondASCII[agent / 10 % beyondASCII.count]).\(agent + 1)"
    }
    return "\(firstNames[agent % firstNames.count]).\(agent + 1)"
  }

  static func queue(_ queue: Int) -> String {
    "\(queueNames[queue % queueNames.count])-\(queue + 1)"
  }

  static func group(_ group: Int) -> String { "team-\(group + 1)" }

  static func number(_ number: Int) -> String { "+47\(number)" }

  /// Ids look random, as those of a telephony core do.
  static func call(_ number: UInt64, _ direction: CallDirection, isVaried: Bool) -> String {
    let mixed = number &* 0x9E37_79B9_7F4A_7C15
    if isVaried, (mixed >> 32) % 100 < UInt64(Mix.longIDs) {
      let other = hex(number &* 0xBF58_476D_1CE4_E5B9, 16)
      let first = hex(mixed, 16)
      return "\(first.prefix(8))-\(first.dropFirst(8).prefix(4))-\(first.suffix(4))-"
        + "\(other.prefix(4))-\(other.dropFirst(4))"
    }
    let prefix =
      switch direction {
      case .inbound: "c-"
      case .outbound: "dial-"
      case .internal: "desk-1"
      }
    return prefix + hex(mixed >> 12, 12)
  }

  /// The lowest digits of a number in hex.
  static func hex(_ number: UInt64, _ count: Int) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: max(0, count - digits.utf8.count)) + digits.suffix(count)
  }

  private static let firstNames = [
    "anna", "bo", "chidi", "dagny", "elif", "farid", "greta", "henrik", "ingrid", "jonas", "karin",
    "lars", "maja", "nils", "oda", "per",
  ]
  private static let beyondASCII = ["zoë", "søren", "åse", "jürgen", "łucja", "иван"]
  private static let queueNames = [
    "support", "sales", "billing", "technical", "returns", "vip",
  ]
}
