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
    .target(name: "CIntrinsics"),
    .target(name: "CPlatform"),
    .target(name: "Platform", dependencies: ["CPlatform"], swiftSettings: strict),
    .target(name: "Bytes", dependencies: ["CIntrinsics"], swiftSettings: strict),
    .target(name: "CallModel", swiftSettings: strict),
    .target(
      name: "EventCoding", dependencies: ["Bytes", "CallModel", "CIntrinsics"],
      swiftSettings: strict),
    .target(name: "Settings", dependencies: ["Bytes", "CallModel"], swiftSettings: strict),
    .target(
      name: "CallRules", dependencies: ["Bytes", "CallModel", "CIntrinsics", "Settings"],
      swiftSettings: strict),
    .target(
      name: "Outcomes",
      dependencies: ["Bytes", "CallModel", "CallRules", "EventCoding", "Settings"],
      swiftSettings: strict),
    .target(
      name: "Presentation", dependencies: ["CallModel", "CallRules", "EventCoding", "Settings"],
      swiftSettings: strict),
    .target(
      name: "Scenarios",
      dependencies: [
        "Bytes", "CallModel", "CallRules", "EventCoding", "Outcomes", "Presentation", "Settings",
      ],
      swiftSettings: strict),
    .target(name: "Generator", dependencies: ["Bytes"], swiftSettings: strict),
    .target(name: "Digest", dependencies: ["CIntrinsics"], swiftSettings: strict),
    .target(name: "MerkleTree", dependencies: ["Digest"], swiftSettings: strict),
    .target(
      name: "Proofs", dependencies: ["Digest", "MerkleTree"], exclude: ["PROOF-FORM.md"],
      swiftSettings: strict),
    .target(
      name: "EventLog",
      dependencies: ["Bytes", "CallModel", "EventCoding", "Digest", "MerkleTree", "Platform"],
      exclude: ["FORMAT.md"], swiftSettings: strict),
    .target(
      name: "LogQueries",
      dependencies: [
        "Bytes", "CallModel", "CallRules", "Digest", "EventCoding", "EventLog", "MerkleTree",
        "Outcomes", "Proofs", "Settings",
      ], swiftSettings: strict),
    .target(
      name: "LogSupport", dependencies: ["EventLog", "Platform"],
      path: "Tests/Support/LogSupport", swiftSettings: strict),
    .executableTarget(
      name: "log-driver",
      dependencies: ["EventLog", "Bytes", "EventCoding", "Outcomes", "Settings", "Platform"],
      path: "Tests/Support/LogDriver", swiftSettings: strict),
    .target(
      name: "LogForger",
      dependencies: [
        "Digest", "Bytes", "EventCoding", "Outcomes", "Settings", "MerkleTree", "Platform",
        "EventLog", "Proofs", "LogSupport",
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
    .target(
      name: "StreamSupport", dependencies: ["Outcomes"], path: "Tests/Support/StreamSupport",
      swiftSettings: strict),
    .testTarget(
      name: "BytesTests", dependencies: ["Bytes", "CallRules", "RandomLogs"], swiftSettings: strict),
    .testTarget(
      name: "EventCodingTests",
      dependencies: [
        "Bytes", "CallModel", "EventCoding", "FuzzChecks", "Outcomes", "RandomLogs",
        "StreamSupport",
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
        "Bytes", "EventCoding", "Outcomes", "Settings", "RandomLogs", "Presentation",
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "callfold",
      dependencies: [
        "CallModel", "CallRules", "Bytes", "EventCoding", "Generator", "Outcomes", "Settings",
        "Presentation", "Scenarios", "Platform", "Digest",
        "MerkleTree", "EventLog", "LogQueries", "Proofs",
      ], swiftSettings: strict),
    .executableTarget(
      name: "bench",
      dependencies: [
        "CallModel", "CallRules", "Bytes", "EventCoding", "Generator", "Outcomes", "Settings",
        "EventLog", "LogQueries", "MerkleTree", "Platform",
        "Proofs",
      ],
      path: "tools/Benchmark", swiftSettings: strict),
    .target(
      name: "NaiveEvaluator", path: "Tests/Support/NaiveEvaluator", swiftSettings: strict),
    .target(name: "RandomLogs", path: "Tests/Support/RandomLogs", swiftSettings: strict),
    .target(
      name: "FuzzChecks",
      dependencies: [
        "CallModel", "CallRules", "Bytes", "EventCoding", "Outcomes", "Settings", "Scenarios",
        "Presentation",
      ],
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
      name: "GeneratorTests",
      dependencies: ["Bytes", "Digest", "Generator", "Outcomes", "Presentation", "Scenarios"],
      swiftSettings: strict),
    .testTarget(
      name: "CallRulesTests",
      dependencies: [
        "CallModel", "CallRules", "Bytes", "EventCoding", "Outcomes", "Settings", "RandomLogs",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "OutcomesTests",
      dependencies: [
        "CallModel", "CallRules", "Bytes", "EventCoding", "Outcomes", "Settings", "NaiveEvaluator",
        "RandomLogs", "StreamSupport", "FuzzChecks",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ScenariosTests",
      dependencies: [
        "CallModel", "CallRules", "Bytes", "EventCoding", "Outcomes", "Settings", "Scenarios",
        "Presentation", "FuzzChecks",
        "NaiveEvaluator",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "PresentationTests",
      dependencies: ["CallModel", "CallRules", "Scenarios", "Presentation"],
      swiftSettings: strict),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "callfold", "Bytes", "Digest", "EventCoding", "EventLog", "LogQueries", "MerkleTree",
        "Outcomes", "Platform", "Proofs", "RandomLogs",
      ], swiftSettings: strict),
  ]
)
