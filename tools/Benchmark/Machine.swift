internal import Glibc
import Platform

/// What the measurements ask of the operating system.
enum Machine {
  /// The processor time that this process has used, in seconds.
  static var processorTime: Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// The memory that is resident now, in bytes.
  static var residentMemory: Int { status("VmRSS:") }

  /// The most memory that was resident since `forgetPeak`, in bytes.
  static var peakMemory: Int { status("VmHWM:") }

  /// Begins to look for the peak again.
  static func forgetPeak() {
    guard let file = try? open("/proc/self/clear_refs", writing: true) else { return }
    defer { close(file) }
    try? file.write([UInt8(ascii: "5")])
  }

  /// The name of the processor.
  static var processor: String {
    let line = lines("/proc/cpuinfo").first { $0.hasPrefix("model name") }
    return line?.split(separator: ":").last.map { String($0.drop(while: \.isWhitespace)) } ?? "?"
  }

  /// Opens a file, for reading or as a new one.
  static func open(_ path: String, writing: Bool = false) throws(SystemError) -> Descriptor {
    let flags = writing ? O_WRONLY | O_CREAT | O_TRUNC : O_RDONLY
    let number = unsafe Glibc.open(path, flags | O_CLOEXEC, 0o644)
    if number < 0 { throw SystemError(call: "open", path: path, number: errno) }
    return Descriptor(number: number)
  }

  static func close(_ file: Descriptor) { _ = Glibc.close(file.number) }

  /// Runs this program again with other words, and waits for it.
  static func runAgain(_ words: [String]) throws(SystemError) {
    var arguments = unsafe (["bench"] + words).map { unsafe strdup($0) }
    defer { unsafe arguments.forEach { unsafe free($0) } }
    unsafe arguments.append(nil)
    var child: pid_t = 0
    let code = unsafe posix_spawn(&child, "/proc/self/exe", nil, nil, arguments, environ)
    if code != 0 { throw SystemError(call: "posix_spawn", path: "bench", number: code) }
    var status: Int32 = 0
    unsafe _ = waitpid(child, &status, 0)
    if status != 0 {
      throw SystemError(call: "waitpid", path: words.joined(separator: " "), number: ECHILD)
    }
  }

  /// What a command prints.
  static func output(_ command: String) throws(SystemError) -> String {
    guard let stream = unsafe popen(command, "r") else {
      throw SystemError(call: "popen", path: command, number: errno)
    }
    var buffer = [UInt8](repeating: 0, count: 256)
    let count = unsafe fread(&buffer, 1, buffer.count, stream)
    guard unsafe pclose(stream) == 0 else {
      throw SystemError(call: "pclose", path: command, number: ECHILD)
    }
    return String(decoding: buffer.prefix(count), as: UTF8.self)
  }

  static func delete(_ path: String) { unsafe _ = unlink(path) }

  /// Deletes a folder and the files in it.
  static func deleteFolder(_ path: String) {
    guard let folder = try? OpenFolder(path: path) else { return }
    for name in (try? folder.names()) ?? [] { try? folder.remove(name) }
    try? OpenFolder.remove(path: path)
  }

  /// A path for a file of this process alone.
  static func temporaryPath(_ name: String) -> String {
    let folder = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
    return "\(folder)/callfold-\(getpid())-\(name)"
  }

  private static func status(_ key: String) -> Int {
    let line = lines("/proc/self/status").first { $0.hasPrefix(key) }
    let kilobytes = line?.split(whereSeparator: \.isWhitespace).dropFirst().first
    return (kilobytes.flatMap { Int($0) } ?? 0) * 1_024
  }

  private static func lines(_ path: String) -> [Substring] {
    guard let file = try? open(path) else { return [] }
    defer { close(file) }
    var text = [UInt8](repeating: 0, count: 1 << 14)
    let count = try? file.read(into: &text)
    return String(decoding: text.prefix(count ?? 0), as: UTF8.self).split(separator: "\n")
  }
}
