package import EventLog
package import Platform

/// The fake disk's folder, as one process sees it.
package final class FakeMount: Storage {
  /// The disk that this is a view of.
  package let disk: FakeDisk

  init(_ disk: FakeDisk) { self.disk = disk }

  /// What messages call the folder.
  package var path: String { "disk" }

  /// The names, in an order of their own.
  package func names() throws(SystemError) -> [String] {
    try step("readdir", path)
    return Array(disk.names.keys)
  }

  /// Whether a name is that of a regular file.
  package func isRegular(_ name: String) throws(SystemError) -> Bool {
    try step("fstatat", name)
    return !disk.odd.contains(name)
  }

  /// The stamp of a file.
  package func stamp(_ name: String) throws(SystemError) -> FileStamp {
    try step("fstatat", name)
    guard let node = disk.names[name] else {
      throw error("fstatat", name, SystemError.Number.notFound)
    }
    return FileStamp(node: node.stamp, size: node.bytes.count, changed: 0)
  }

  /// Opens a file.
  package func file(
    _ name: String, _ mode: OpenFolder.Mode
  ) throws(SystemError) -> any StoredFile {
    try step("openat", name, takesSpace: mode == .replace)
    if disk.odd.contains(name) { throw error("openat", name, SystemError.Number.wrongKind) }
    switch mode {
    case .read, .update:
      guard let node = disk.names[name] else {
        throw error("openat", name, SystemError.Number.notFound)
      }
      return FakeFile(self, node, name)
    case .replace:
      let node = disk.names[name] ?? FakeDisk.Node()
      node.bytes = []
      node.pending.append(.truncate(to: 0))
      disk.names[name] = node
      return FakeFile(self, node, name)
    }
  }

  /// Gives a file another name.
  package func rename(_ name: String, to other: String) throws(SystemError) {
    try step("renameat", name, takesSpace: true)
    guard let node = disk.names.removeValue(forKey: name) else {
      throw error("renameat", name, SystemError.Number.notFound)
    }
    disk.names[other] = node
    if disk.odd.remove(name) != nil { disk.odd.insert(other) }
  }

  /// Takes a name away.
  package func remove(_ name: String) throws(SystemError) {
    try step("unlinkat", name, takesSpace: true)
    guard disk.names.removeValue(forKey: name) != nil else {
      throw error("unlinkat", name, SystemError.Number.notFound)
    }
  }

  /// Makes the names durable.
  package func sync() throws(SystemError) {
    try step("fsync", path)
    disk.syncedNames = disk.names
  }

  /// Takes the lock.
  package func lock() throws(SystemError) {
    try step("flock", path)
    guard disk.lock(self) else { throw error("flock", path, SystemError.Number.held) }
  }

  /// Frees the lock.
  package func unlock() { disk.unlock(self) }

  /// Bytes that may still be written.
  package func freeSpace() throws(SystemError) -> UInt64 {
    try step("fstatvfs", path)
    return UInt64(max(0, disk.capacity - disk.used))
  }

  /// Counts a call; throws where it is to fail. Says whether a write is to be cut short.
  ///
  /// - Parameter takesSpace: whether a file system may refuse it for want of space.
  @discardableResult
  func step(
    _ call: String, _ name: String, takesSpace: Bool = false
  ) throws(SystemError) -> Bool {
    if let meanwhile = disk.meanwhile {
      disk.meanwhile = nil
      meanwhile()
    }
    disk.faults.calls.append("\(call) \(name)")
    guard disk.faults.only == nil || disk.faults.only == call else { return false }
    if case .full(let count, let half) = disk.faults.kind {
      return takesSpace ? try findSpace(call, name, count, half) : false
    }
    let index = disk.faults.counted
    disk.faults.counted += 1
    guard let hit = disk.faults.hit, index >= hit else { return false }
    if disk.faults.kind == .shortThenFull, index == hit + 1 {
      throw error(call, name, SystemError.Number.noSpace)
    }
    guard index == hit || disk.faults.forEver else { return false }
    disk.faults.wasHit = true
    switch disk.faults.kind {
    case .error(let number): throw error(call, name, number)
    case .short, .shortThenFull: return true
    case .powerCut: throw error(call, name, SystemError.Number.inputOutput)
    case .full: return false
    }
  }

  /// Throws where the disk is full; says whether a write is to be cut short.
  private func findSpace(
    _ call: String, _ name: String, _ count: Int, _ half: Bool
  ) throws(SystemError) -> Bool {
    let index = disk.faults.counted
    disk.faults.counted += 1
    guard let hit = disk.faults.hit, index >= hit, index < hit + count else { return false }
    disk.faults.wasHit = true
    if half, index == hit, call == "pwrite" { return true }
    throw error(call, name, SystemError.Number.noSpace)
  }

  func error(_ call: String, _ name: String, _ number: Int32) -> SystemError {
    SystemError(call: call, path: name, number: number)
  }
}
