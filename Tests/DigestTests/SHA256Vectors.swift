import Testing

@testable import Digest

/// One published message and its digest.
struct SHA256Vector: Sendable, CustomTestStringConvertible {
  var name: String
  var message: [UInt8]
  var digest: String

  var testDescription: String { name }

  init(hex message: String, _ digest: String) {
    self.init(name: message, decoded(message), digest)
  }

  init(text message: String, _ digest: String) {
    self.init(name: message, Array(message.utf8), digest)
  }

  init(lettersA count: Int, _ digest: String) {
    self.init(
      name: "\(count) times a", [UInt8](repeating: UInt8(ascii: "a"), count: count), digest)
  }

  init(name: String, _ message: [UInt8], _ digest: String) {
    self.name = name
    self.message = message
    self.digest = digest
  }
}

/// NIST CAVP `SHA256ShortMsg.rsp` and `SHA256Monte.rsp`, the examples of FIPS 180, and the edges of
/// blocks (computed with OpenSSL).
enum SHA256Vectors {
  static let published: [SHA256Vector] = [
    .init(
      hex: "",
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    .init(
      hex: "d3",
      "28969cdfa74a12c82f3bad960b0b000aca2ac329deea5c2328ebc6f2ba9802c1"),
    .init(
      hex: "11af",
      "5ca7133fa735326081558ac312c620eeca9970d1e70a4b95533d956f072d1f98"),
    .init(
      hex: "b4190e",
      "dff2e73091f6c05e528896c4c831b9448653dc2ff043528f6769437bc7b975c2"),
    .init(
      hex: "74ba2521",
      "b16aa56be3880d18cd41e68384cf1ec8c17680c45a02b1575dc1518923ae8b0e"),
    .init(
      text: "abc",
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    .init(
      text: "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"),
    .init(
      text: "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
        + "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"),
    .init(
      lettersA: 55,
      "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"),
    .init(
      lettersA: 56,
      "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a"),
    .init(
      lettersA: 63,
      "7d3e74a05d7db15bce4ad9ec0658ea98e3f06eeecf16b4c6fff2da457ddc2f34"),
    .init(
      lettersA: 64,
      "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"),
    .init(
      lettersA: 65,
      "635361c48bb9eab14198e76ea8ab7f1a41685d6ad62aa9146d301d4f17eb0ae0"),
    .init(
      lettersA: 119,
      "31eba51c313a5c08226adf18d4a359cfdfd8d2e816b13f4af952f7ea6584dcfb"),
    .init(
      lettersA: 120,
      "2f3d335432c70b580af0e8e1b3674a7c020d683aa5f73aaaedfdc55af904c21c"),
    .init(
      lettersA: 128,
      "6836cf13bac400e9105071cd6af47084dfacad4e5e302c94bfed24e013afb73e"),
    .init(
      name: "bytes 0 to 255, 25 times", (0..<6_400).map { UInt8(truncatingIfNeeded: $0) },
      "0163bedf53d8deeb5e232927053c1714ec95efe2975602869301aa4961a026e5"),
    .init(
      name: "163 bytes by rule", (0..<163).map { UInt8(truncatingIfNeeded: 7 * $0 + 3) },
      "4e45809737c4786aeffe72c23353c2aa7f1a907b3439a8d8d6e7a5b99516d6de"),
  ]

  /// Digests of `SHA256Monte.rsp` by their COUNT, of 100.
  static let monteCarlo = [
    0: "e93c330ae5447738c8aa85d71a6c80f2a58381d05872d26bdd39f1fcd4f2b788",
    1: "2e78f8c8772ea7c9331d41ed3f9cdf27d8f514a99342ee766ee3b8b0d0b121c0",
    2: "d6a23dff1b7f2eddc1a212f8a218397523a799b07386a30692fd6fe9d2bf0944",
    98: "3326899b575f93cdaff757f8ab7c3996a2fe930450d5002d4575f4e4cc4b4360",
    99: "6a912ba4188391a78e6f13d88ed2d14e13afce9db6f7dcbf4a48c24f3db02778",
  ]
}
