import EventLog
import LogSupport

/// A short life of a log, and what its producer was told: the state that tests expect is kept here,
/// outside the program under test.
final class Scenario {
  let disk: FakeDisk
  let host: FakeHost
  let fileLimit: Int
  let personalData: Bool
  /// The numbers whose receipts the producer has.
  var acknowledged: [Int] = []
  /// The batch that was sent and not answered.
  var inFlight: [Int] = []
  var wasCreated = false

  init(disk: FakeDisk = FakeDisk(), fileLimit: Int = 1400, personalData: Bool = false) {
    self.disk = disk
    self.fileLimit = fileLimit
    self.personalData = personalData
    host = FakeHost()
  }

  var options: LogOptions { host.options(fileLimit: fileLimit) }

  /// Creation, appends over several files, a clean stop, going on, and an end that is none.
  func run() throws(LogError) {
    let writer = try LogWriter.create(in: disk.mount(), origin: "o", options: options)
    wasCreated = true
    try send(1...1, to: writer)
    try send(2...4, to: writer)
    try send(5...5, to: writer, padding: 600)
    host.time += 1000
    try send(6...7, to: writer, padding: 300)
    try writer.close()
    let again = try LogWriter.open(disk.mount(), options: options)
    try send(8...9, to: again)
    disk.killHolder()
    let third = try LogWriter.open(disk.mount(), options: options)
    try send(10...10, to: third, padding: 1000)
  }

  func send(
    _ numbers: ClosedRange<Int>, to writer: LogWriter, padding: Int = 40
  ) throws(LogError) {
    inFlight = Array(numbers)
    let lines =
      personalData ? Events.personal(numbers) : Events.batch(numbers, padding: padding)
    let receipts = try writer.append(lines)
    inFlight = []
    acknowledged += zip(numbers, receipts).filter { $0.1.isStored }.map(\.0)
  }

  /// Whether these are all numbers that were acknowledged, with or without the batch in flight.
  func allows(_ numbers: [Int]) -> Bool {
    numbers == acknowledged || numbers == acknowledged + inFlight
  }
}
