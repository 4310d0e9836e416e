import LogForger
import Platform

/// Makes, writes and judges.
struct Driver {
  let folder: String

  func logs(_ seeds: Range<UInt64>) throws {
    var originals: [ForgedLog] = []
    for made in try GoodLogs.all() {
      guard let log = ForgedLog(made.contents) else { throw Misuse(what: "a good log is none") }
      originals.append(log)
    }
    let forger = Forger(originals)
    for seed in seeds {
      let forged = forger.forge(seed: seed)
      let contents = forged.log.contents
      try write(contents, to: "\(seed)")
      for (place, (given, expected)) in forged.trials.enumerated() {
        try tell(
          "\(seed)", contents, given?.note, "\(seed).\(place)", expected,
          "seed \(seed): \(forged.story)")
      }
    }
  }

  func crashes(_ count: Int, from first: UInt64) throws {
    var (done, seed) = (0, first)
    while done < count {
      for crashed in CrashedLog.sample(seed: seed) where crashed.hasLog {
        let name = "crash-\(done)"
        try write(crashed.contents, to: name)
        try tell(name, crashed.contents, nil, "", .consistent, crashed.story)
        if let checkpoint = crashed.handedOut {
          try tell(
            name, crashed.contents, Array(checkpoint.utf8), name + ".checkpoint", .anchored,
            crashed.story)
        }
        done += 1
      }
      seed += 1
    }
  }

  func bits(step: Int) throws {
    let made = try GoodLogs.make(fileLimit: 1600, isClosed: true, origin: "Kelvin.example/site-1")
    for (number, trial) in try SampleProofs(made).trials.enumerated() {
      let names = trial.parts.indices.map { "proof-\(number)-\($0)" }
      for (name, bytes) in zip(names, trial.parts) { try write(bytes, as: name) }
      for part in trial.parts.indices {
        tell(trial.kind.rawValue, names, names[part], step, trial.parts[part].count) {
          trial.changed(part: part, bit: $0).answer()
        }
      }
    }
    try write(made.contents, to: "log")
    let given = Array((made.checkpoints.last ?? "").utf8)
    try write(given, as: "given")
    for name in made.contents.keys.sorted()
    where name.hasSuffix(".ndjson") || name.hasSuffix(".people") || name == "checkpoints" {
      let bytes = made.contents[name] ?? []
      for files in [["log"], ["log", "given"]] {
        try tell("log", files, "log/\(name)", step, bytes.count) { bit in
          var contents = made.contents
          contents[name] = bytes.changed(bit)
          return try Answer(
            verifying: ReadOnlyDisk(contents), against: files.count > 1 ? given : nil)
        }
      }
    }
    tell("log", ["log", "given"], "given", step, given.count) { bit in
      (try? Answer(verifying: ReadOnlyDisk(made.contents), against: given.changed(bit))) ?? .none
    }
  }

  private func tell(
    _ name: String, _ contents: [String: [UInt8]], _ given: [UInt8]?, _ file: String,
    _ expected: Answer, _ story: String
  ) throws {
    if let given { try write(given, as: file) }
    let found = try Answer(verifying: ReadOnlyDisk(contents), against: given)
    print(
      "log", name, given == nil ? "-" : file, expected.status, expected.rawValue, found.status,
      found.rawValue, story, separator: "\t")
  }

  private func tell(
    _ kind: String, _ files: [String], _ changed: String, _ step: Int, _ count: Int,
    answer: (Int) throws -> Answer
  ) rethrows {
    let codes = try stride(from: 0, to: 8 * count, by: step).map { try answer($0).code }
    print(
      "bits", kind, files.joined(separator: " "), changed, step, codes.joined(), separator: "\t")
  }

  private func write(_ contents: [String: [UInt8]], to name: String) throws(SystemError) {
    let path = "\(folder)/\(name)"
    try OpenFolder.make(path: path)
    let target = try OpenFolder(path: path)
    for (name, bytes) in contents { try write(bytes, as: name, in: target) }
  }

  private func write(_ bytes: [UInt8], as name: String) throws(SystemError) {
    try write(bytes, as: name, in: OpenFolder(path: folder))
  }

  private func write(
    _ bytes: [UInt8], as name: String, in folder: OpenFolder
  ) throws(SystemError) {
    let file = try folder.open(name, .replace)
    var done = 0
    while done < bytes.count {
      done += try file.write(bytes, range: done..<bytes.count, at: done)
    }
  }
}

struct Misuse: Error {
  var what: String
}

extension Answer {
  /// The digit that stands for it.
  fileprivate var code: String {
    switch self {
    case .anchored: "0"
    case .consistent: "1"
    case .damaged: "2"
    case .contradicts: "3"
    case .none: "4"
    }
  }
}
