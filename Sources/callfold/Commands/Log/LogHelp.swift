extension HelpTopic {
  /// The help text of a command about a log.
  var logText: String {
    switch self {
    case .append: Self.appendText
    case .cat: Self.catText
    case .status: Self.statusText
    case .verify: Self.verifyText
    case .checkpoint: Self.checkpointText
    case .erase: Self.eraseText
    case .salvage: Self.salvageText
    case .prove: Self.proveText
    case .verifyProof: Self.verifyProofText
    case .overview, .fold, .replay, .generate: ""
    }
  }

  private static let appendText = """
    callfold append LOG [--create NAME [--group GROUP]] [--anchor COMMAND]

    Reads events from standard input, one JSON object per line, and appends them to the log in the
    folder LOG. As soon as an event would survive a power cut, append prints its receipt: the event's
    number and its leaf in the tree, or why the event was refused. Events that arrive while a batch
    is being written go into the next batch. At the end of the input, or on SIGTERM or SIGINT, append
    stops cleanly and prints a summary on standard error: stored, duplicate and refused events, and
    the lines of the refused ones.

      --create NAME     create the log if there is none; its origin is NAME
      --group GROUP     let a group (name or number) read the log that is created and all its later
                        files, except personal data, which only the owner can read. Without
                        --group, only the owner can read the log
      --anchor COMMAND  pass each new checkpoint to this command on its standard input. The command
                        is split at spaces; no shell is used. It delays no receipt. If it fails, or
                        runs for more than 30 s, append reports and counts the failure and
                        continues; it retries the newest checkpoint after 10 s, and in the next run

    If an event with the same 'source' and 'n' was sent before, append repeats the first receipt.
    An event dated more than five minutes ahead of this host's clock is refused.

    Examples:
      callfold append /var/lib/callfold/site-1 --create example.org/site-1 < events.ndjson
      core | callfold append /var/lib/callfold/site-1 --anchor 'sendmail auditor@example.org'

    A receipt:
      {"seq":1042,"leaf":"…64 hex digits…","duplicate":false}
      {"line":12,"refused":"future","reason":"…"}

    Exit status: 0 all events are in the log · 1 some were refused, or the reader of the receipts
                 closed the pipe · 2 there is no such log, or it is damaged · 3 the disk is full or
                 failed, or another process is using the log
    """

  private static let catText = """
    callfold cat LOG [--from N] [--to N] [--call ID] [--since TIME] [--until TIME] [--people]
                     [--follow] [--unverified]

    Prints the log's events as they are stored, one per line. It checks them against the log's newest
    checkpoint that covers them. If they do not match, it ends with status 2, and you must discard
    what it printed.

      --from N, --to N   events from number N on, or up to number N
      --call ID          events of one call
      --since TIME       events dated at TIME or later, by the event's own 'at'
      --until TIME       events dated before TIME
      --people           show personal data in place of references; an erased value reads 'erased',
                         a lost one 'missing'
      --follow           keep printing new events as they are appended, until interrupted
      --unverified       skip that check, except for the log's length

    Write TIME as 2026-11-22T10:15:04Z, 2026-11-22T11:15:04+01:00 or 2026-11-22 (UTC).

    Examples:
      callfold cat /var/lib/callfold/site-1 --call c-8f3a --people
      callfold cat /var/lib/callfold/site-1 --since 2026-11-22 | jq -r .type | sort | uniq -c
      callfold cat /var/lib/callfold/site-1 --follow

    Exit status: 0 success · 2 there is no such log, or it is damaged · 3 system failure
    """

  private static let statusText = """
    callfold status LOG [--json] [--unverified]

    Prints the state of the log: the edition of the rules that it is folded by, its size and last
    event, free space, the newest checkpoint and the oldest event that no checkpoint covers; the last
    checkpoint passed to the anchor command, failures since then, and the oldest event that is not
    anchored; all sources; and calls that have been open for more than a day. It reads the whole log
    and checks it against the log's own checkpoints.

      --json         print one JSON object
      --unverified   skip that check, except for the log's length

    For each source it prints the missing numbers, how many of its events had unknown types or
    belonged to no call in progress, and how far its clock was ahead and behind at most: the time of
    each event against the log's own clock, which is written once a second. A clock that is right
    shows up to a second ahead, and the time that events were under way shows as behind. Refused
    events, conflicts among them, are not in the log.

    About the anchor, status only knows what this machine sent. Only the place that keeps the copies
    can confirm what arrived.

    Examples:
      callfold status /var/lib/callfold/site-1
      callfold status /var/lib/callfold/site-1 --json | jq .oldestNotAnchored

    Exit status: 0 success · 2 there is no such log, or it is damaged · 3 system failure
    """

  private static let verifyText = """
    callfold verify LOG [--against CHECKPOINT] [--anchored]

    Reads and checks every byte of the log. The first line of the answer is one of four:

      valid and anchored to the checkpoint you gave            status 0
      consistent in itself, nothing outside to compare with    status 0
      damaged                                                  status 1
      contradicts your checkpoint                              status 1

    The next lines say which events this covers, or where the fault is: file, byte, event. Anyone who
    can write to the log's files can rewrite all of them. Only a checkpoint that was kept elsewhere
    shows that nobody did. Verify judges bytes, whatever edition of the rules
    the log is folded by.

      --against CHECKPOINT   a file with such a checkpoint ('-' for standard input), or with
                             several, such as a copy of a log's file 'checkpoints'. All of them
                             must hold; the answer cites the newest
      --anchored             end with status 1 unless such a checkpoint is given and holds; the
                             log's own checkpoint file does not count

    Auditors can use tools/verify.py instead, which needs only Python and gives the same answers.

    Examples:
      callfold verify /var/lib/callfold/site-1
      callfold verify /var/lib/callfold/site-1 --anchored --against kept-in-march.txt

    Exit status: 0 and 1 see above · 2 there is no such log or checkpoint · 3 system failure
    """

  private static let checkpointText = """
    callfold checkpoint LOG [--anchor COMMAND]

    Makes a checkpoint of the whole log, after reading it back from disk, and prints it: the log's
    name, the number of events it covers, and the root of their tree. Keep it in a place that nobody
    who can write to the log can change. With it, 'verify' can later show that nothing before it was
    changed.

      --anchor COMMAND   also pass it to this command on its standard input; no shell is used

    Examples:
      callfold checkpoint /var/lib/callfold/site-1 > kept-in-march.txt
      callfold checkpoint /var/lib/callfold/site-1 --anchor 'sendmail auditor@example.org'

    Exit status: 0 success · 1 the log is empty, or the anchor command failed · 2 there is no such
                 log, or it is damaged · 3 system failure, or another process is using the log
    """

  private static let eraseText = """
    callfold erase LOG CALL --user U --reason R
    callfold erase LOG --value V --user U --reason R
    callfold erase LOG --missing --user U --reason R

    Erases personal data: all values of a call, or one value everywhere. The values are removed from
    the files beside the log and read 'erased' from then on. The log itself, its tree and all proofs
    do not change; the log records who erased data, and why. If an old copy of these files is put
    back, no command shows the values, and the next opening removes them again.

      --missing    record as lost the values that are missing although nobody erased them, which
                   'status' counts and 'verify' reports as damage; they then read 'erased'
      --value V    a value, such as a telephone number, exactly as it was sent
      --user U     who asked for the erasure
      --reason R   why

    Copies and backups of these files are not changed.

    Examples:
      callfold erase /var/lib/callfold/site-1 c-8f3a --user dpo-1 --reason 'request 2026-117'
      callfold erase /var/lib/callfold/site-1 --value +4712345678 --user dpo-1 --reason 'art. 17'

    Exit status: 0 erased · 1 there was nothing to erase · 2 there is no such log, or it is damaged
                 3 system failure, or another process is using the log
    """

  private static let salvageText = """
    callfold salvage LOG NEW

    Copies the good events of a damaged log to the new or empty folder NEW. The events before the
    first damage become a log there, and its checkpoints still hold. Good events after the damage go
    to salvaged-events.txt: those of intact frames, and those of damaged frames that the log's tree
    proves to be unchanged. The other lines of damaged frames go to doubtful-events.txt. The numbers
    of events that are in none of these are printed, and the narrowest place in which the first
    damage must be: the events that nothing around them proves, and their bytes. LOG itself is only
    read, so NEW cannot be inside it, and a writer may be using it.

    Example:
      callfold salvage /var/lib/callfold/site-1 /var/lib/callfold/site-1-salvaged

    Exit status: 0 the whole log was good · 1 some of it was damaged · 2 there is no such log, or
                 NEW is not empty or is inside LOG · 3 system failure
    """

  private static let proveText = """
    callfold prove LOG CALL [-o FILE] [--at CHECKPOINT]
    callfold prove LOG --events 5,7-9 [-o FILE] [--at CHECKPOINT]
    callfold prove LOG --since CHECKPOINT [-o FILE] [--at CHECKPOINT]

    Writes a file that proves that the events of a call, or the events with these numbers, are in the
    log, without showing any other event. The proof of a call includes the changes of settings that
    could affect it. With --since, the file proves that the log has only grown since an older
    checkpoint.

      -o FILE            write to this file instead of standard output, completely or not at all; an
                         existing regular file is replaced
      --at CHECKPOINT    make the proof for this checkpoint. Without it, prove uses the log's newest
                         checkpoint, or the current log if that checkpoint does not cover the events

    A proof contains references in place of personal data. It does not show that there are no other
    events. Sources/Proofs/PROOF-FORM.md explains the form of the file.

    Examples:
      callfold prove /var/lib/callfold/site-1 c-8f3a -o c-8f3a.events-proof
      callfold prove /var/lib/callfold/site-1 --since kept-in-march.txt -o growth-proof

    Exit status: 0 success · 1 the log contradicts the checkpoint · 2 there is no such log, call,
                 event or checkpoint · 3 system failure
    """

  private static let verifyProofText = """
    callfold verify-proof FILE [--against CHECKPOINT [--growth FILE]] [--anchored]

    Checks a file that 'prove' made, without the log. The first line of the answer is one of the
    four that 'verify' gives.

      --against CHECKPOINT   a file with a checkpoint that you kept; if it has several, the one of
                             the proof's size is compared, otherwise the newest
      --anchored             end with status 1 unless such a checkpoint is given and holds
      --growth FILE          a proof of growth that connects the proof's size with your
                             checkpoint's size, if they differ

    Examples:
      callfold verify-proof c-8f3a.events-proof --against kept-in-march.txt
      callfold verify-proof c-8f3a.events-proof --against kept-in-march.txt --growth growth-proof

    Exit status: 0 it holds · 1 damaged, or it contradicts your checkpoint · 2 your checkpoint
                 cannot decide this (the message says what to ask for), or there is no such file
                 3 system failure
    """
}
