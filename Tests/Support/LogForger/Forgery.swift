internal import RandomLogs

/// What is done to a log.
enum Forgery: CaseIterable {
  case editEvent, lengthenEvent, shortenEvent, deleteEvent, insertEvent, swapEvents, duplicateEvent
  case moveEvent, moveFrame, splitFrame, joinFrames, copyFrame, deleteFrame
  case replaceTail, cutTail, cutBytes, replaceHead, appendEvents, reserve
  case deleteFile, swapFiles, copyFile, joinFiles
  case changeLog, changeOrigin, changeOneLog, changeOneOrigin
  case falseLength, falseFirst, falseEdge, falseFrame, falseFrameLength
  case loseCheckpoints, emptyCheckpoints, dropCheckpoint, cutCheckpoint, falseCheckpoint
  case doubleCheckpoint, swapCheckpoints, foreignCheckpoint, junkCheckpoint
  case losePeople, dropPerson, editPerson, movePerson, doublePerson, cutPeople, foreignPerson
  case unseenPerson, returnPerson
  case restoreOlder, flipBit
}

extension ForgedLog {
  /// Does one thing; says whether there was anything to do it to.
  mutating func apply(_ forgery: Forgery, _ random: inout SplitMix64) -> Bool {
    let file = random.below(files.count)
    let frame = random.below(files[file].frames.count)
    guard !files[file].frames.isEmpty else { return false }
    let line = random.below(files[file].frames[frame].lines.count)
    guard !files[file].frames[frame].lines.isEmpty else { return false }
    let last = files.count - 1
    switch forgery {
    case .editEvent:
      let text = files[file].frames[frame].lines[line]
      let places = text.indices.filter { $0 > 12 && (0x30...0x39).contains(text[$0]) }
      guard !places.isEmpty else { return false }
      let place = random.one(of: places)
      files[file].frames[frame].lines[line][place] = 0x30 + (text[place] - 0x30 + 1) % 10
    case .lengthenEvent:
      files[file].frames[frame].lines[line].removeLast()
      files[file].frames[frame].lines[line] += Array(#","x":1}"#.utf8)
    case .shortenEvent:
      let text = files[file].frames[frame].lines[line]
      guard text.count > 60 else { return false }
      let end = 50 + random.below(text.count - 55)
      files[file].frames[frame].lines[line] = text[..<end] + [UInt8(ascii: "}")]
    case .deleteEvent:
      files[file].frames[frame].lines.remove(at: line)
      if files[file].frames[frame].lines.isEmpty { files[file].frames.remove(at: frame) }
    case .insertEvent:
      files[file].frames[frame].lines.insert(
        ForgedLog.invented(random.below(1000)), at: line)
    case .swapEvents:
      let (other, otherFrame) = (random.below(files.count), 0)
      guard !files[other].frames.isEmpty, !files[other].frames[otherFrame].lines.isEmpty else {
        return false
      }
      let text = files[file].frames[frame].lines[line]
      files[file].frames[frame].lines[line] = files[other].frames[otherFrame].lines[0]
      files[other].frames[otherFrame].lines[0] = text
    case .duplicateEvent:
      let text = files[file].frames[frame].lines[line]
      files[file].frames[frame].lines.insert(text, at: line)
    case .moveEvent:
      guard frame + 1 < files[file].frames.count,
        let moved = files[file].frames[frame].lines.popLast()
      else { return false }
      files[file].frames[frame + 1].lines.insert(moved, at: 0)
      if files[file].frames[frame].lines.isEmpty { files[file].frames.remove(at: frame) }
    case .moveFrame:
      guard last > 0 else { return false }
      let to = (file + 1) % files.count
      let moved = files[file].frames.removeLast()
      if to > file {
        files[to].frames.insert(moved, at: 0)
      } else {
        files[to].frames.append(moved)
      }
    case .splitFrame:
      guard line > 0 else { return false }
      var second = files[file].frames[frame]
      second.lines.removeFirst(line)
      files[file].frames[frame].lines.removeLast(second.lines.count)
      files[file].frames.insert(second, at: frame + 1)
    case .joinFrames:
      guard frame + 1 < files[file].frames.count else { return false }
      files[file].frames[frame].lines += files[file].frames.remove(at: frame + 1).lines
    case .copyFrame:
      let to = random.below(files.count)
      files[to].frames.insert(
        files[file].frames[frame], at: random.below(files[to].frames.count + 1))
    case .deleteFrame: files[file].frames.remove(at: frame)
    case .replaceTail:
      cut(after: file, frame)
      files[file].frames.append(invent(like: files[file].frames[frame], &random))
    case .cutTail:
      cut(after: file, frame)
    case .cutBytes:
      guard let size = files[last].frames.last?.bytes.count, size > 1 else { return false }
      files[last].tail = []
      files[last].cut = 1 + random.below(size - 1)
    case .replaceHead:
      // An earlier forgery may have taken all frames away.
      guard !files[0].frames.isEmpty else { return false }
      for place in files[0].frames[0].lines.indices {
        files[0].frames[0].lines[place] = ForgedLog.invented(random.below(1000))
      }
    case .appendEvents:
      guard let frame = files[last].frames.last else { return false }
      files[last].frames.append(invent(like: frame, &random))
    case .reserve:
      files[last].tail += [UInt8](repeating: 10, count: 1 + random.below(700))
    case .deleteFile:
      guard last > 0 else { return false }
      files.remove(at: file)
    case .swapFiles:
      guard last > 0 else { return false }
      let other = (file + 1) % files.count
      (files[file].name, files[other].name) = (files[other].name, files[file].name)
    case .copyFile:
      var copy = files[file]
      copy.name = UInt64(lines.count + 1)
      guard !files.contains(where: { $0.name == copy.name }) else { return false }
      files.append(copy)
    case .joinFiles:
      guard last > 0 else { return false }
      let place = random.below(last)
      files[place].frames += files.remove(at: place + 1).frames
    case .changeLog:
      let log = (0..<16).map { _ in UInt8(random.below(256)) }
      for place in files.indices { files[place].header.log = log }
    case .changeOneLog:
      files[file].header.log[random.below(16)] ^= 1
    case .changeOrigin:
      for place in files.indices { files[place].header.origin = "elsewhere.example" }
    case .changeOneOrigin:
      files[file].header.origin += "x"
    case .falseLength: files[file].header.previous += random.percent(50) ? 1 : 88
    case .falseFirst:
      files[file].header.first += 1
      if random.percent(50) { files[file].name += 1 }
    case .falseEdge:
      guard !files[file].header.tree.isEmpty else { return false }
      files[file].header.tree[random.below(files[file].header.tree.count)] = [0x7b, 0x7d]
    case .falseFrame: files[file].frames[frame].first += 1
    case .falseFrameLength:
      files[file].frames[frame].length += random.percent(50) ? 1 + random.below(3000) : -1
    case .loseCheckpoints: checkpoints = nil
    case .emptyCheckpoints: checkpoints = []
    case .dropCheckpoint:
      guard let count = checkpoints?.count, count > 0 else { return false }
      checkpoints?.remove(at: random.below(count))
    case .cutCheckpoint:
      guard let size = checkpoints?.last?.note.count else { return false }
      checkpointsCut = 1 + random.below(size - 1)
    case .falseCheckpoint:
      guard let count = checkpoints?.count, count > 0 else { return false }
      let place = random.below(count)
      guard let size = checkpoints?[place].lines.count, size > 0 else { return false }
      checkpoints?[place].lines[random.below(size)] = [0x7b, 0x7d]
    case .doubleCheckpoint:
      guard let checkpoint = checkpoints?.last else { return false }
      checkpoints?.append(checkpoint)
    case .swapCheckpoints:
      guard let count = checkpoints?.count, count > 1 else { return false }
      checkpoints?.swapAt(0, 1 + random.below(count - 1))
    case .foreignCheckpoint:
      guard let count = checkpoints?.count, count > 0 else { return false }
      checkpoints?[random.below(count)].origin += "0"
    case .junkCheckpoint: junk = random.below(Junk.all.count)
    case .losePeople, .dropPerson, .editPerson, .movePerson, .doublePerson, .cutPeople,
      .foreignPerson, .unseenPerson, .returnPerson:
      return applyToPeople(forgery, &random)
    case .restoreOlder:
      cut(after: file, frame)
      let size = lines.count
      checkpoints?.removeAll { $0.size > size }
    case .flipBit:
      return false
    }
    return true
  }

  /// Takes away everything behind a frame.
  private mutating func cut(after file: Int, _ frame: Int) {
    files.removeLast(files.count - 1 - file)
    files[file].frames.removeLast(files[file].frames.count - 1 - frame)
    files[file].tail = []
  }

  private func invent(like frame: ForgedFrame, _ random: inout SplitMix64) -> ForgedFrame {
    var frame = frame
    frame.lines = (0...random.below(4)).map { _ in ForgedLog.invented(random.below(1000)) }
    return frame
  }

  /// An event as some producer could have sent it.
  static func invented(_ number: Int) -> Line {
    Array(
      (#"{"seq":1,"at":"2026-11-22T10:15:04.123Z","call":"c-\#(number % 7)","type":"call.held","#
        + #""agent":"agent","source":"core","n":\#(number)}"#).utf8)
  }
}
