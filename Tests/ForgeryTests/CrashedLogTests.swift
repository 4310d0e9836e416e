import EventLog
import LogForger
import LogSupport
import Testing

/// A crash is no attack: nothing that a power cut leaves may be called one, before or after the
/// recovery.
@Suite struct CrashedLogTests {
  @Test func `no crash is ever called damage or a contradiction`() throws {
    let wanted = Effort.count(400, thorough: 10_000)
    var (images, unfinished, seed) = (0, 0, Effort.seed)
    while images < wanted {
      for crashed in CrashedLog.sample(seed: seed) where crashed.hasLog {
        let disk = ReadOnlyDisk(crashed.contents)
        let found = try LogVerifier(disk).verify()
        #expect(found.verdict == .consistentInItself, "\(crashed.story)")
        unfinished += found.unfinished > 0 ? 1 : 0
        let recovered = ReadOnlyDisk(try crashed.recovered())
        #expect(try Answer(verifying: recovered, against: nil) == .consistent, "\(crashed.story)")
        if let checkpoint = crashed.handedOut {
          let note = Array(checkpoint.utf8)
          #expect(try Answer(verifying: disk, against: note) == .anchored, "\(crashed.story)")
          #expect(try Answer(verifying: recovered, against: note) == .anchored, "\(crashed.story)")
        }
        images += 1
      }
      seed += 1
    }
    print("\(images) crashes, seeds \(Effort.seed)..<\(seed), \(unfinished) with a torn frame")
    #expect(unfinished > images / 50)
  }
}
