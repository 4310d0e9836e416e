extension ForgedLog {
  /// The folder's files.
  package var contents: [String: [UInt8]] {
    var contents = others
    for file in files { contents[file.fileName] = file.bytes }
    for (name, personalData) in personalData {
      contents[Bytes.decimal(name, digits: 20) + ".people"] = personalData.bytes
    }
    if let checkpoints {
      var bytes: [UInt8] = []
      for checkpoint in checkpoints { bytes += checkpoint.note }
      bytes.removeLast(checkpointsCut)
      if let junk { bytes += Junk.all[junk].bytes(name) }
      contents["checkpoints"] = bytes
    }
    if let flip, let byte = contents[flip.name]?.indices.contains(flip.bit / 8), byte {
      contents[flip.name]?[flip.bit / 8] ^= 1 << UInt8(flip.bit % 8)
    }
    return contents
  }
}

extension ForgedCheckpoint {
  /// The text that is handed out.
  package var note: [UInt8] { Array("\(origin)\n\(size)\n\(Trees.root(lines))\n\n".utf8) }
}

extension ForgedFile {
  var bytes: [UInt8] {
    var bytes = header.bytes
    for frame in frames { bytes += frame.bytes }
    return bytes.dropLast(cut) + tail
  }
}

extension ForgedHeader {
  var bytes: [UInt8] { covered + Array(",\"crc\":\"\(Bytes.hex(seal.checksum))\"}\n".utf8) }
}
