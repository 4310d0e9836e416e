import Foundation
import FuzzChecks
import RandomLogs
import StreamSupport
import Testing

/// The fuzzers' corpus and their checks, in every run of the tests.
@Suite struct Corpus {
  @Test(arguments: files)
  func `every file of the corpus is taken or refused, and never a trap`(file: String) throws {
    let bytes = try Data(contentsOf: Self.folder.appending(path: file))
    #expect(brokenEvents(Array(bytes)) == nil)
  }

  @Test func `random logs pass the fuzzers' checks`() {
    for seed in Seeds.some(10) {
      var log = RandomLog(seed: seed)
      #expect(brokenEvents(bytes(log.lines(40))) == nil, "\(Seeds.again(seed))")
    }
  }

  @Test func `random bytes are no saved state, or one that would be written`() {
    for seed in Seeds.some {
      var random = SplitMix64(seed: seed)
      for _ in 0..<50 {
        let bytes = (0..<random.below(40)).map { _ in UInt8(random.below(random.one(of: [3, 256])))
        }
        #expect(brokenState(bytes) == nil, "\(bytes)")
      }
    }
  }

  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../Corpus/events").standardized

  static let files: [String] = {
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
    return (names ?? ["the corpus is missing"]).sorted()
  }()
}
