/// What must hold of any bytes that are handed to the scenario parser.
///
/// Nothing is asked yet: the parser is to be called here.
package func brokenScenario(_ input: [UInt8]) -> String? {
  nil
}
