import EventLog
package import Platform

/// An open file of the fake disk.
package final class FakeFile: StoredFile {
  private let mount: FakeMount
  private let node: FakeDisk.Node
  private let name: String

  init(_ mount: FakeMount, _ node: FakeDisk.Node, _ name: String) {
    self.mount = mount
    self.node = node
    self.name = name
  }

  /// The length in bytes.
  package func size() throws(SystemError) -> Int {
    try mount.step("fstat", name)
    return node.bytes.count
  }

  /// Reads; half of what was asked for where the fault says so.
  package func read(
    into buffer: inout [UInt8], range: Range<Int>, at offset: Int
  ) throws(SystemError) -> Int {
    let isShort = try mount.step("pread", name)
    mount.disk.asked[name] = max(mount.disk.asked[name] ?? 0, range.count)
    let there = max(0, min(range.count, node.bytes.count - offset))
    let count = isShort && there > 1 ? there / 2 : there
    mount.disk.read[name, default: 0] += count
    if count > 0 {
      buffer.replaceSubrange(
        range.lowerBound..<range.lowerBound + count, with: node.bytes[offset..<offset + count])
    }
    return count
  }

  /// Writes as much as fits on the disk.
  package func write(
    _ bytes: [UInt8], range: Range<Int>, at offset: Int
  ) throws(SystemError) -> Int {
    let isShort = try mount.step("pwrite", name, takesSpace: true)
    let left = isShort ? mount.disk.faults.shortBy ?? (range.count + 1) / 2 : 0
    var count = range.count > left ? range.count - left : range.count
    // What lies in the file already has its place on the disk.
    let room = max(0, mount.disk.capacity - mount.disk.used) + max(0, node.bytes.count - offset)
    if count > room {
      count = max(0, room)
      if count == 0 { throw mount.error("pwrite", name, SystemError.Number.noSpace) }
    }
    let written = Array(bytes[range.lowerBound..<range.lowerBound + count])
    FakeDisk.apply(.write(at: offset, written), to: &node.bytes)
    node.pending.append(.write(at: offset, written))
    return count
  }

  /// Makes the file this long.
  package func truncate(to size: Int) throws(SystemError) {
    try mount.step("ftruncate", name, takesSpace: true)
    FakeDisk.apply(.truncate(to: size), to: &node.bytes)
    node.pending.append(.truncate(to: size))
  }

  /// Makes the bytes durable.
  package func syncData() throws(SystemError) {
    try persist("fdatasync")
  }

  /// Makes the bytes durable.
  package func sync() throws(SystemError) {
    try persist("fsync")
  }

  /// Forgets what reading gives beyond what is on the disk; what was written since the last sync,
  /// failed or not, is kept, as a kernel keeps its dirty pages.
  package func dropCache() throws(SystemError) {
    try mount.step("posix_fadvise", name)
    node.bytes = node.synced
    for change in node.pending { FakeDisk.apply(change, to: &node.bytes) }
  }

  /// After a failure the pages count as clean: they never reach the disk, and no later sync says so.
  private func persist(_ call: String) throws(SystemError) {
    do { try mount.step(call, name) } catch {
      if !error.isInterruption, mount.disk.faults.kind != .powerCut { node.pending.removeAll() }
      throw error
    }
    for change in node.pending { FakeDisk.apply(change, to: &node.synced) }
    node.pending.removeAll()
  }
}
