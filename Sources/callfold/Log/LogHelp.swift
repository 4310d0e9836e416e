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
    case .overview, .fold, .replay: ""
    }
  }

  private static let appendText = """
    callfold append LOG [--create NAME [--group GROUP]] [--anchor COMMAND]

    Reads events on standard input, one JSON object a line, and appends them to the log in the
    folder LOG. Once an event would survive a power cut, its receipt is written on standard output:
    its number and its leaf in the tree, or why it was refused. What arrives while one batch is
    written goes into the next. At the end, and on SIGTERM or SIGINT, it stops cleanly and says on
    standard error what was stored, duplicate, refused, and where.

      --create NAME     make the log where there is none; its origin is NAME
      --group GROUP     let a group (a name or a number) read a log that is made, and what is added
                        to it later; personal data stays the owner's alone. Else nobody but the
                        owner can read the log
      --anchor COMMAND  hand each new checkpoint to this command on its standard input. Its words
                        are parted at spaces; there is no shell. It delays no receipt, and its
                        failure, or not ending within 30 s, is said, counted, and stops nothing:
                        the newest checkpoint is tried again after 10 s, and in the next run

    An event that was sent before, by its 'source' and 'n', gets the first one's receipt again.
    One dated more than five minutes after this host's clock is refused.

    Examples:
      callfold append /var/lib/callfold/site-1 --create example.org/site-1 < events.ndjson
      core | callfold append /var/lib/callfold/site-1 --anchor 'sendmail auditor@example.org'

    A receipt:
      {"seq":1042,"leaf":"…64 hex digits…","duplicate":false}
      {"line":12,"refused":"future","reason":"…"}

    Exit status: 0 all is in the log · 1 some were refused, or nobody read the receipts to the end
                 2 there is no such log, or it is damaged · 3 the disk is full or failed, or
                 another process has the log
    """

  private static let catText = """
    callfold cat LOG [--from N] [--to N] [--call ID] [--since TIME] [--until TIME] [--people]
                     [--follow] [--unverified]

    Writes the log's events as they are stored, a line each. They are compared with the newest
    checkpoint that the log keeps of itself and that covers them; where they are not the same, it
    ends with status 2 and what it wrote does not count.

      --from N, --to N   those numbered N and later, or up to N
      --call ID          those of one call
      --since TIME       those dated at TIME or later, by the event's own 'at'
      --until TIME       those dated before TIME
      --people           put personal data back; what was erased reads 'erased', and what is lost
                         'missing'
      --follow           go on with what is appended, until interrupted
      --unverified       leave out that comparison, but for the log's length

    TIME is such as 2026-11-22T10:15:04Z, 2026-11-22T11:15:04+01:00 or 2026-11-22 (UTC).

    Examples:
      callfold cat /var/lib/callfold/site-1 --call c-8f3a --people
      callfold cat /var/lib/callfold/site-1 --since 2026-11-22 | jq -r .type | sort | uniq -c
      callfold cat /var/lib/callfold/site-1 --follow

    Exit status: 0 done · 2 there is no such log, or it is damaged: what was written stands
                 3 the machine failed
    """

  private static let statusText = """
    callfold status LOG [--json] [--unverified]

    Says how the log stands: its size and last event, free space, the newest checkpoint and the
    oldest event that none covers, what was last handed to the anchor, what has failed since and the
    oldest event that is not anchored, which sources there are and what is missing from them, and
    which calls have been open for over a day. It reads the whole log and compares it with the
    checkpoints that it keeps of itself.

      --json         one JSON object
      --unverified   leave out that comparison, but for the log's length

    Of the anchor it says what this machine has noted. What has really arrived, only the place tells
    where the copies are kept.

    Examples:
      callfold status /var/lib/callfold/site-1
      callfold status /var/lib/callfold/site-1 --json | jq .oldestNotAnchored

    Exit status: 0 done · 2 there is no such log, or it is damaged · 3 the machine failed
    """

  private static let verifyText = """
    callfold verify LOG [--against CHECKPOINT] [--anchored]

    Reads and judges every byte of the log. The first line of the answer is one of four:

      valid and anchored to the checkpoint you gave            status 0
      consistent in itself, nothing outside to compare with    status 0
      damaged                                                  status 1
      contradicts your checkpoint                              status 1

    The next lines say what it covers, or where the fault is: file, byte, event. Whoever can write
    to the log's files can rewrite all of them, so only a checkpoint that was kept elsewhere shows
    that nobody did.

      --against CHECKPOINT   a file with such a checkpoint ('-' for standard input), or with
                             several, such as a copy of a log's file 'checkpoints': all of them
                             have to hold, and the newest is cited
      --anchored             end with 1 unless there is such a checkpoint and it holds; the log's
                             own file, where it lies, is none

    tools/verify.py is an auditor's own verifier, in Python alone; it gives the same answers.

    Examples:
      callfold verify /var/lib/callfold/site-1
      callfold verify /var/lib/callfold/site-1 --anchored --against kept-in-march.txt

    Exit status: 0 and 1 see above · 2 there is no such log or checkpoint · 3 the machine failed
    """

  private static let checkpointText = """
    callfold checkpoint LOG [--anchor COMMAND]

    Makes a checkpoint of all that is in the log, after reading it back, and prints it: the log's
    name, how many events it covers, and the root of their tree. Keep it where nobody can write who
    can write to the log; with it, 'verify' shows later that nothing before it was changed.

      --anchor COMMAND   also hand it to this command on its standard input; there is no shell

    Examples:
      callfold checkpoint /var/lib/callfold/site-1 > kept-in-march.txt
      callfold checkpoint /var/lib/callfold/site-1 --anchor 'sendmail auditor@example.org'

    Exit status: 0 done · 1 the log is empty, or the anchor failed · 2 there is no such log, or it
                 is damaged · 3 the machine failed, or another process has the log
    """

  private static let eraseText = """
    callfold erase LOG CALL --user U --reason R
    callfold erase LOG --value V --user U --reason R
    callfold erase LOG --missing --user U --reason R

    Erases personal data: all values of a call, or one value wherever it stands. They are taken out
    of the files beside the log and read 'erased' from then on. The log itself, its tree and all
    proofs stay as they are; that, by whom and why there was an erasure is an event in it. An old copy
    of these files that is put back shows nothing, and the next opening takes the values out again.

      --missing    values that are lost though nobody erased them, which 'status' counts and 'verify'
                   calls damage: put on record that they are lost
      --value V    a value, such as a telephone number, exactly as it was sent
      --user U     who asks for it
      --reason R   why

    Copies and backups of these files are not touched.

    Examples:
      callfold erase /var/lib/callfold/site-1 c-8f3a --user dpo-1 --reason 'request 2026-117'
      callfold erase /var/lib/callfold/site-1 --value +4712345678 --user dpo-1 --reason 'art. 17'

    Exit status: 0 erased · 1 there was nothing of it · 2 there is no such log, or it is damaged
                 3 the machine failed, or another process has the log
    """

  private static let salvageText = """
    callfold salvage LOG NEW

    Copies what is good of a damaged log to the new or empty folder NEW. The events before the first
    damage become a log there, whose checkpoints still hold. Good events behind it are in
    salvaged-events.txt: those of whole frames, and those of damaged ones that the log's tree proves to
    be what was stored. The rest of damaged frames is in doubtful-events.txt. The numbers of events
    that are in none of these are printed. LOG itself is only read; a writer may be at work.

    Example:
      callfold salvage /var/lib/callfold/site-1 /var/lib/callfold/site-1-salvaged

    Exit status: 0 the whole log was good · 1 some of it was damaged · 2 there is no such log, or
                 NEW is not empty · 3 the machine failed
    """

  private static let proveText = """
    callfold prove LOG CALL [-o FILE] [--at CHECKPOINT]
    callfold prove LOG --events 5,7-9 [-o FILE] [--at CHECKPOINT]
    callfold prove LOG --since CHECKPOINT [-o FILE] [--at CHECKPOINT]

    Writes a file that proves that the events of a call, or those with these numbers, are in the
    log, without showing any other; with a call go the changes of settings that could matter to it.
    Or, with --since, one that proves that the log has only grown since an older checkpoint.

      -o FILE            write it there, wholly or not at all; else to standard output. A file that
                         is there is replaced, and nothing else is
      --at CHECKPOINT    make it for this checkpoint; else for the log's newest, or for the log as
                         it is where that does not cover what is to be proved

    Personal data is in a proof as references only. A proof does not show that there are no other
    events. The form of the file is explained in Sources/Proofs/PROOF-FORM.md.

    Examples:
      callfold prove /var/lib/callfold/site-1 c-8f3a -o c-8f3a.events-proof
      callfold prove /var/lib/callfold/site-1 --since kept-in-march.txt -o growth-proof

    Exit status: 0 done · 1 the log contradicts the checkpoint · 2 there is no such log, call, event
                 or checkpoint · 3 the machine failed
    """

  private static let verifyProofText = """
    callfold verify-proof FILE [--against CHECKPOINT [--growth FILE]] [--anchored]

    Checks a file that 'prove' made; the log is not needed. The first line of the answer is one of
    the four of 'verify'.

      --against CHECKPOINT   a file with a checkpoint that you kept; of several, the one of the
                             proof's size is compared, or else the newest
      --anchored             end with 1 unless there is such a checkpoint and it holds
      --growth FILE          where the proof is for another size than your checkpoint: a proof of
                             growth that leads from one to the other

    Examples:
      callfold verify-proof c-8f3a.events-proof --against kept-in-march.txt
      callfold verify-proof c-8f3a.events-proof --against kept-in-march.txt --growth growth-proof

    Exit status: 0 it holds · 1 damaged, or it contradicts your checkpoint · 2 your checkpoint can
                 decide nothing here (what to ask for is said), or there is no such file
                 3 the machine failed
    """
}
