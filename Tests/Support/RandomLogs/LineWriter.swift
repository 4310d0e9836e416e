/// Writes events as lines, in any of the ways that mean the same.
struct LineWriter {
  /// How often a line is written unlike most programs would.
  let percentOdd: Int

  func line(of draft: Draft, at time: Int, _ random: inout SplitMix64) -> String {
    let isOdd = random.percent(percentOdd)
    var fields = draft.fields
    fields.insert(("type", .text(draft.type)), at: 0)
    fields.insert(("at", .text(Clock.written(time, &random))), at: 0)
    if isOdd {
      addUnknownFields(to: &fields, &random)
      fields = random.shuffled(fields)
    }
    var line = isOdd ? space(&random) : ""
    line += "{"
    for (index, field) in fields.enumerated() {
      if index > 0 { line += "," }
      let isKeyOdd = isOdd && random.percent(10)
      line += isOdd ? space(&random) : ""
      line += text(field.key, isOdd: isKeyOdd, &random)
      line += isOdd ? space(&random) : ""
      line += ":"
      line += isOdd ? space(&random) : ""
      switch field.value {
      case .text(let word): line += text(word, isOdd: isOdd, &random)
      case .plain(let plain): line += plain
      }
      line += isOdd ? space(&random) : ""
    }
    line += "}"
    return isOdd ? line + space(&random) : line
  }

  private func addUnknownFields(
    to fields: inout [(key: String, value: DraftValue)], _ random: inout SplitMix64
  ) {
    for key in random.some(of: Pools.unknownFields, percent: 8) {
      if random.percent(60) {
        fields.append((key, .text(random.one(of: Pools.words))))
      } else {
        let plain = ["0", "-0", "-1.5e-3", "12.50", "1E+400", "true", "false", "null", "7"]
        fields.append((key, .plain(random.one(of: plain))))
      }
    }
  }

  private func space(_ random: inout SplitMix64) -> String {
    random.one(of: ["", "", "", " ", "  ", "\t", " \t ", "\r"])
  }

  private func text(_ word: String, isOdd: Bool, _ random: inout SplitMix64) -> String {
    var result = "\""
    for scalar in word.unicodeScalars {
      switch scalar {
      case "\"" where !isOdd || random.percent(50): result += "\\\""
      case "\\" where !isOdd || random.percent(50): result += "\\\\"
      case "/" where isOdd && random.percent(50): result += "\\/"
      case "\u{8}" where random.percent(80): result += "\\b"
      case "\u{C}" where random.percent(80): result += "\\f"
      case "\n" where random.percent(80): result += "\\n"
      case "\r" where random.percent(80): result += "\\r"
      case "\t" where random.percent(80): result += "\\t"
      case "\"", "\\": result += escaped(scalar, &random)
      default:
        if scalar.value < 0x20 || (isOdd && random.percent(25)) {
          result += escaped(scalar, &random)
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }

  /// `\u` and four digits, twice for what needs two UTF-16 units, in either case.
  private func escaped(_ scalar: Unicode.Scalar, _ random: inout SplitMix64) -> String {
    let isUpper = random.percent(50)
    var result = ""
    for unit in String(Character(scalar)).utf16 {
      let digits = String(unit, radix: 16, uppercase: isUpper)
      result += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
    }
    return result
  }
}
