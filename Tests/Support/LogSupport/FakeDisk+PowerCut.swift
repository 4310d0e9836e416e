extension FakeDisk {
  /// Does a change to bytes.
  static func apply(_ change: Change, to bytes: inout [UInt8]) {
    switch change {
    case .truncate(let size):
      if size < bytes.count {
        bytes.removeLast(bytes.count - size)
      } else {
        bytes.append(contentsOf: repeatElement(0, count: size - bytes.count))
      }
    case .write(let offset, let new):
      if bytes.count < offset + new.count {
        bytes.append(contentsOf: repeatElement(0, count: offset + new.count - bytes.count))
      }
      bytes.replaceSubrange(offset..<offset + new.count, with: new)
    }
  }

  /// What a sector that was not written reads as.
  enum Unwritten: CaseIterable { case old, zero }

  /// Every file content that a power cut may leave: any length between the synced and the newest,
  /// and any subset of the sectors that were written since, the others old or zero.
  ///
  /// With more sectors than `limit` the subsets are: all first ones, all last ones, each one
  /// missing, and each one alone.
  func contents(of node: Node, limit: Int) -> [[UInt8]] {
    guard !node.pending.isEmpty else { return [node.synced] }
    var images = Distinct<[UInt8]>()
    images.insert(node.synced)
    images.insert(node.bytes)
    let sectors = changedSectors(node)
    for length in [node.synced.count, node.bytes.count] {
      for subset in FakeDisk.subsets(sectors.count, limit: limit) {
        for unwritten in Unwritten.allCases {
          var image = node.synced
          FakeDisk.apply(.truncate(to: length), to: &image)
          for (index, sector) in sectors.enumerated() {
            guard sector * 512 < length else { continue }
            let range = sector * 512..<min(length, sector * 512 + 512)
            if subset.contains(index) {
              let new = node.bytes[
                min(
                  range.lowerBound, node.bytes.count)..<min(
                    range.upperBound, node.bytes.count)]
              for (place, byte) in new.enumerated() { image[range.lowerBound + place] = byte }
            } else if unwritten == .zero, range.lowerBound >= node.synced.count {
              for place in range { image[place] = 0 }
            }
          }
          images.insert(image)
        }
      }
      // A kill, and a write that was cut short, end anywhere.
      if let cut = node.pending.last, case .write(let offset, let new) = cut {
        for count in stride(from: 0, through: new.count, by: max(1, new.count / 16)) {
          var image = node.synced
          FakeDisk.apply(.write(at: offset, Array(new.prefix(count))), to: &image)
          images.insert(image)
        }
      }
    }
    return images.elements
  }

  private func changedSectors(_ node: Node) -> [Int] {
    let count = max(node.bytes.count, node.synced.count)
    return stride(from: 0, to: count, by: 512).compactMap { start in
      let new = node.bytes[min(start, node.bytes.count)..<min(start + 512, node.bytes.count)]
      let old = node.synced[min(start, node.synced.count)..<min(start + 512, node.synced.count)]
      return new == old ? nil : start / 512
    }
  }

  static func subsets(_ count: Int, limit: Int) -> [Set<Int>] {
    if count <= limit {
      return (0..<1 << count).map { bits in Set((0..<count).filter { bits >> $0 & 1 == 1 }) }
    }
    var subsets: [Set<Int>] = []
    for index in 0..<count {
      subsets.append(Set(0..<index))
      subsets.append(Set(index..<count))
      subsets.append([index])
      subsets.append(Set(0..<count).subtracting([index]))
    }
    return subsets
  }

  /// Every disk that a power cut at this moment may leave, each as files that are synced.
  ///
  /// Names change on their own, each old or new; one file's content at a time takes all its forms,
  /// the others their oldest and their newest.
  package func afterPowerCut(limit: Int = 4) -> [[String: [UInt8]]] {
    var disks = Distinct<[String: [UInt8]]>()
    for names in namesAfterPowerCut() {
      let changing = names.keys.filter { names[$0].map { !$0.pending.isEmpty } ?? false }.sorted()
      for others in [false, true] {
        let base = names.mapValues { others ? $0.bytes : $0.synced }
        disks.insert(base)
        for name in changing {
          guard let node = names[name] else { continue }
          for image in contents(of: node, limit: limit) {
            var disk = base
            disk[name] = image
            disks.insert(disk)
          }
        }
      }
    }
    return disks.elements
  }

  /// The names that a power cut may leave: synced ones, with any subset of the changes since.
  private func namesAfterPowerCut() -> [[String: Node]] {
    let changed = Set(names.keys).union(syncedNames.keys).filter {
      names[$0] !== syncedNames[$0]
    }.sorted()
    // A rename is one change: its two names go together.
    var groups: [[String]] = []
    var taken: Set<String> = []
    for name in changed where !taken.contains(name) {
      let node = names[name] ?? syncedNames[name]
      let group = changed.filter { other in
        other == name || syncedNames[other] === node || names[other] === node
      }
      groups.append(group)
      taken.formUnion(group)
    }
    return (0..<1 << min(groups.count, 8)).map { bits in
      var result = syncedNames
      for (index, group) in groups.enumerated() where bits >> index & 1 == 1 {
        for name in group { result[name] = names[name] }
      }
      return result
    }
  }
}

/// Values without repetition, in the order in which they came: the same on every run.
private struct Distinct<Element: Hashable> {
  private(set) var elements: [Element] = []
  private var known: Set<Element> = []

  mutating func insert(_ element: Element) {
    if known.insert(element).inserted { elements.append(element) }
  }
}
