import Platform

/// Prints a line.
func say(_ text: String, to descriptor: Descriptor = .output) {
  // Nothing is left to do where even this fails.
  try? descriptor.write(Array((text + "\n").utf8))
}

/// Says how far a bench is, where somebody watches.
func showProgress(_ what: String, _ round: Int, of rounds: Int) {
  if Descriptor.error.isTerminal { say("\(what), round \(round) of \(rounds)", to: .error) }
}

/// `10,000,000`.
func grouped(_ number: Int) -> String {
  var text = ""
  for (index, digit) in String(number).reversed().enumerated() {
    if index > 0, index % 3 == 0, digit != "-" { text.append(",") }
    text.append(digit)
  }
  return String(text.reversed())
}

/// A number with so many decimals.
func decimal(_ number: Double, _ decimals: Int) -> String {
  var scale = 1
  for _ in 0..<decimals { scale *= 10 }
  guard number.isFinite, abs(number) < 1e12 else { return "–" }
  let scaled = Int((number * Double(scale)).rounded())
  if decimals == 0 { return grouped(scaled) }
  let fraction = String(scaled % scale)
  return grouped(scaled / scale) + "."
    + String(repeating: "0", count: decimals - fraction.count) + fraction
}

/// Rows of cells as lines: the first column to the left, the others to the right.
func aligned(_ rows: [[String]]) -> [String] {
  let columns = rows.first?.count ?? 0
  let widths = (0..<columns).map { column in rows.map { $0[column].count }.max() ?? 0 }
  return rows.map { row in
    row.enumerated().map { column, cell in
      let padding = String(repeating: " ", count: widths[column] - cell.count)
      return column == 0 ? cell + padding : padding + cell
    }.joined(separator: "  ")
  }
}
