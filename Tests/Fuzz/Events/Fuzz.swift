import FuzzChecks

/// Tries one input of the fuzzer; libFuzzer's main calls it over and over.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  if let broken = brokenEvents(input) { fatalError(broken) }
  return 0
}

/// What a plain build links as main: tries the files that are named.
@_cdecl("FuzzEvents_main")
public func main(_ count: CInt, _ words: UnsafeRawPointer?) -> CInt {
  replay(brokenEvents)
}
