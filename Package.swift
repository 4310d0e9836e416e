// swift-tools-version: 6.2
import PackageDescription

/// What every target is compiled with: Swift 6, no warning left standing, unsafe code marked.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

/// A fuzzer has no `@main`: libFuzzer brings one, and a plain build calls `<name>_main`.
let asLibrary: [SwiftSetting] = [.unsafeFlags(["-parse-as-library"])]

// Imports point inward: values, then rules, then formats, then files and the command line.
let package = Package(
  name: "callfold",
  products: [
    .executable(name: "callfold", targets: ["callfold"]),
    .library(name: "EventLog", targets: ["EventLog"]),
  ],
  targets: [
    .target(name: "CallModel", swiftSettings: strict),
    .target(name: "CPrefetch"),
    .target(name: "CallRules", dependencies: ["CallModel", "CPrefetch"], swiftSettings: strict),
    .target(name: "CScan"),
    .target(
      name: "Interchange", dependencies: ["CallModel", "CallRules", "CScan"], swiftSettings: strict),
    .target(name: "Views", dependencies: ["CallModel", "CallRules"], swiftSettings: strict),
    .target(
      name: "Scenarios", dependencies: ["CallModel", "CallRules", "Interchange", "Views"],
      swiftSettings: strict),
    .target(name: "CDigest"),
    .target(name: "Digest", dependencies: ["CDigest"], swiftSettings: strict),
    .target(name: "MerkleTree", dependencies: ["Digest"], swiftSettings: strict),
    .target(name: "CPlatform"),
    .target(name: "Platform", dependencies: ["CPlatform"], swiftSettings: strict),
    .target(
      name: "EventLog",
      dependencies: ["CallModel", "CallRules", "Interchange", "Digest", "MerkleTree", "Platform"],
      exclude: ["FORMAT.md"], swiftSettings: strict),
    .target(
      name: "LogFold",
      dependencies: [
        "CallModel", "CallRules", "Interchange", "Digest", "MerkleTree", "EventLog", "Proofs",
      ], swiftSettings: strict),
    .target(
      name: "LogSupport", dependencies: ["EventLog", "Platform"],
      path: "Tests/Support/LogSupport", swiftSettings: strict),
    .executableTarget(
      name: "log-driver", dependencies: ["EventLog", "Interchange", "Platform"],
      path: "Tests/Support/LogDriver", swiftSettings: strict),
    .target(
      name: "LogForger",
      dependencies: [
        "Digest", "Interchange", "MerkleTree", "Platform", "EventLog", "Proofs", "LogSupport",
        "RandomLogs",
      ], path: "Tests/Support/LogForger", swiftSettings: strict),
    .executableTarget(
      name: "forge", dependencies: ["LogForger", "Platform"],
      path: "Tests/Support/ForgeDriver", swiftSettings: strict),
    .testTarget(
      name: "ForgeryTests",
      dependencies: [
        "Digest", "MerkleTree", "Platform", "EventLog", "Proofs", "LogSupport", "LogForger",
        "RandomLogs",
      ], swiftSettings: strict),
    .testTarget(name: "DigestTests", dependencies: ["Digest"], swiftSettings: strict),
    .testTarget(
      name: "MerkleTreeTests", dependencies: ["Digest", "MerkleTree"], swiftSettings: strict),
    .testTarget(
      name: "ProofsTests", dependencies: ["Digest", "MerkleTree", "Proofs"],
      swiftSettings: strict),
    .testTarget(
      name: "EventLogTests",
      dependencies: [
        "EventLog", "LogSupport", "log-driver", "Platform", "Digest", "MerkleTree", "CallRules",
        "Interchange", "RandomLogs", "Views",
      ],
      swiftSettings: strict),
    .target(
      name: "Proofs", dependencies: ["Digest", "MerkleTree"], exclude: ["PROOF-FORM.md"],
      swiftSettings: strict),
    .executableTarget(
      name: "callfold",
      dependencies: [
        "CallModel", "CallRules", "Interchange", "Views", "Scenarios", "Platform", "Digest",
        "MerkleTree", "EventLog", "LogFold", "Proofs",
      ], swiftSettings: strict),
    .executableTarget(
      name: "bench",
      dependencies: [
        "CallModel", "CallRules", "Interchange", "EventLog", "LogFold", "MerkleTree", "Platform",
        "Proofs",
      ],
      path: "tools/Benchmark", swiftSettings: strict),
    .target(
      name: "NaiveEvaluator", path: "Tests/Support/NaiveEvaluator", swiftSettings: strict),
    .target(name: "RandomLogs", path: "Tests/Support/RandomLogs", swiftSettings: strict),
    .target(
      name: "FuzzChecks",
      dependencies: ["CallModel", "CallRules", "Interchange", "Scenarios", "Views"],
      path: "Tests/Fuzz/Checks", swiftSettings: strict),
    .executableTarget(
      name: "FuzzEvents", dependencies: ["FuzzChecks"], path: "Tests/Fuzz/Events",
      swiftSettings: strict + asLibrary),
    .executableTarget(
      name: "FuzzStates", dependencies: ["FuzzChecks"], path: "Tests/Fuzz/States",
      swiftSettings: strict + asLibrary),
    .executableTarget(
      name: "FuzzScenarios", dependencies: ["FuzzChecks"], path: "Tests/Fuzz/Scenarios",
      swiftSettings: strict + asLibrary),
    .testTarget(
      name: "CallRulesTests",
      dependencies: ["CallModel", "CallRules", "Interchange", "RandomLogs"],
      swiftSettings: strict),
    .testTarget(
      name: "InterchangeTests",
      dependencies: [
        "CallModel", "CallRules", "Interchange", "NaiveEvaluator", "RandomLogs", "FuzzChecks",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ScenariosTests",
      dependencies: [
        "CallModel", "CallRules", "Interchange", "Scenarios", "Views", "FuzzChecks",
        "NaiveEvaluator",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ViewsTests", dependencies: ["CallModel", "CallRules", "Scenarios", "Views"],
      swiftSettings: strict),
    .testTarget(
      name: "CommandTests", dependencies: ["callfold", "Interchange", "Platform"],
      swiftSettings: strict),
    .testTarget(
      name: "LogCommandTests",
      dependencies: [
        "callfold", "Digest", "EventLog", "Interchange", "LogFold", "MerkleTree", "Platform",
        "Proofs", "RandomLogs",
      ], swiftSettings: strict),
  ]
)
