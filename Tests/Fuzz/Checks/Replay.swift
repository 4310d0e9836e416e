private import Foundation

/// What a fuzzer is in a plain build: a program that tries the files that it is given.
package func replay(_ check: ([UInt8]) -> String?) -> CInt {
  for path in CommandLine.arguments.dropFirst() {
    guard let bytes = FileManager.default.contents(atPath: path) else {
      print("\(path): cannot be read")
      return 2
    }
    if let broken = check(Array(bytes)) {
      print("\(path): \(broken)")
      return 1
    }
  }
  print("\(CommandLine.arguments.count - 1) files tried")
  return 0
}
