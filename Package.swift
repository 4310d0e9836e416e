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

// Imports point inward: values, then rules, then formats, then files and the command line.
let package = Package(
  name: "callfold",
  products: [
    .executable(name: "callfold", targets: ["callfold"])
  ],
  targets: [
    .target(name: "CallModel", swiftSettings: strict),
    .target(name: "CallRules", dependencies: ["CallModel"], swiftSettings: strict),
    .target(name: "Interchange", dependencies: ["CallModel", "CallRules"], swiftSettings: strict),
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
      dependencies: ["CallModel", "Interchange", "Digest", "MerkleTree", "Platform"],
      exclude: ["FORMAT.md"], swiftSettings: strict),
    .target(
      name: "LogFold",
      dependencies: [
        "CallModel", "CallRules", "Interchange", "Digest", "MerkleTree", "EventLog", "Proofs",
      ], swiftSettings: strict),
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
      name: "bench", dependencies: ["CallModel", "CallRules", "Interchange", "Platform"],
      path: "tools/Benchmark", swiftSettings: strict),
    .target(
      name: "NaiveEvaluator", path: "Tests/Support/NaiveEvaluator", swiftSettings: strict),
    .target(name: "RandomLogs", path: "Tests/Support/RandomLogs", swiftSettings: strict),
    .testTarget(
      name: "CallRulesTests",
      dependencies: ["CallModel", "CallRules", "Interchange", "RandomLogs"],
      swiftSettings: strict),
    .testTarget(
      name: "InterchangeTests",
      dependencies: ["CallModel", "CallRules", "Interchange", "NaiveEvaluator", "RandomLogs"],
      swiftSettings: strict),
    .testTarget(
      name: "LogCommandTests",
      dependencies: [
        "callfold", "Digest", "EventLog", "Interchange", "LogFold", "MerkleTree", "Platform",
        "RandomLogs",
      ], swiftSettings: strict),
  ]
)
