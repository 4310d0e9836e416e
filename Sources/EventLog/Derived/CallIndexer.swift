/// Makes the indexes of calls for whoever holds the log's lock.
///
/// It reads files that are written no more and touches nothing of a writer's, so it may run beside
/// one, on a thread of its own.
public struct CallIndexer {
  private let folder: LogFolder

  /// An indexer of the log in a folder.
  public init(_ storage: any Storage) {
    folder = LogFolder(storage: storage)
  }

  /// Makes the indexes of all log files but the newest, where they are missing or damaged; says how
  /// many were made.
  @discardableResult
  public func run() throws(LogError) -> Int {
    guard let survey = try Survey.of(folder) else { return 0 }
    let parser = DoorParser()
    var made = 0
    for (info, next) in zip(survey.files, survey.files.dropFirst()) {
      let first = info.header.first
      let edge = next.header.edge
      guard CallIndexFile(folder, first: first, log: survey.log, edge: edge) == nil else {
        continue
      }
      let table = try CallTable.read(folder.open(info.name, .read), info, parser: parser)
      try folder.replace(
        FileName.index(first), with: CallIndexFile.bytes(table, log: survey.log, edge: edge))
      made += 1
    }
    return made
  }
}
