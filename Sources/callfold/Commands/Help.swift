/// What help there is.
enum HelpTopic: String, CaseIterable {
  case overview
  case fold
  case replay
  case generate
  case append, cat, status, verify, checkpoint, erase, salvage, prove
  case verifyProof = "verify-proof"

  /// The commands, for messages.
  static var commands: String {
    allCases.filter { $0 != .overview }.map(\.rawValue).joined(separator: ", ")
  }

  /// The help text.
  var text: String {
    switch self {
    case .overview:
      """
      callfold decides which parts of a phone call are recorded, and says which rule decided.

        callfold replay Scenarios          play every scenario and compare the outcomes
        callfold replay FILE               show one scenario: picture, outcome, rules
        callfold fold < events.ndjson      read events, write one outcome per call (NDJSON)
        callfold fold --effects            write what recorders and screens must do, per event
        callfold generate --seed N         make events of a contact centre, to try things with

      The log keeps every event for years, and shows whether anyone has changed one:

        callfold append LOG < events       store events; print a receipt once each is on disk
        callfold cat LOG                   print events: all, by number, by call, by time
        callfold fold LOG                  print the outcomes of its calls
        callfold status LOG                print size, sources, missing and unanchored events
        callfold verify LOG                read and check every byte
        callfold checkpoint LOG            make a checkpoint to keep elsewhere
        callfold prove LOG CALL            prove a call's events without showing others
        callfold verify-proof FILE         check a proof
        callfold erase LOG CALL            erase personal data; the log does not change
        callfold salvage LOG NEW           copy the good events of a damaged log

        callfold help COMMAND              help on a command

      Exit status: 0 success · 1 finished, but a check failed or something was refused
                   2 wrong arguments or input · 3 system failure
      """
    case .fold:
      """
      callfold fold [--effects] [LOG [--unverified]]

      Reads events from standard input, one JSON object per line, or from a log. Writes one outcome
      per call to standard output: as soon as the call ends, or at the end of the input for calls
      still in progress. It stops at the first invalid line; what it has written by then is valid.

      For a log, it shows personal data that still exists, otherwise 'erased' or 'missing'. It checks
      the events against the log's own checkpoints. If they do not match, it ends with status 2, and
      you must discard what it wrote.

        --effects      write what recorders and agents' screens must do, instead of outcomes
        --unverified   skip that check, except for the log's length

      Examples:
        callfold fold < events.ndjson
        callfold fold < events.ndjson | jq -c '.segments[]?'
        callfold fold --effects < events.ndjson
        callfold fold /var/lib/callfold/site-1

      An example of an event (the documentation of the module Interchange has all fields):
        {"at":"2026-01-05T09:00:00Z","call":"c1","type":"call.started","direction":"inbound"}

      Exit status: 0 success · 2 a line was refused (the message gives its number and column), or
                   there is no such log, or it is damaged · 3 system failure
      """
    case .replay:
      """
      callfold replay [-v] [--update] [--coverage] [--json] PATH...

      Plays scenario files (*.scenario), or all of them in a folder, and compares each outcome with
      what the file expects. For a folder it prints one line per scenario. For a single file, or
      with -v, it prints the picture and the outcome in sentences with rule codes.

        -v, --verbose   print the picture and the outcome of every scenario
        --update        update the expected outcome in these files; nothing else in them changes.
                        Only regular files are written; a symbolic link stays a link
        --coverage      count how often each code and combination was applied; the status is 1 if
                        one never was
        --json          print one line of JSON per scenario: path, verdict, outcomes

      Examples:
        callfold replay Scenarios
        callfold replay Scenarios/consent/the-caller-says-no.scenario
        callfold replay --update Scenarios/consent
        callfold replay --coverage Scenarios

      A scenario:
        # The caller says no, and the agent's own leg is not configured.
        queue support: recording forced

        00:00  call.started inbound caller=+4712345678
        00:06  ivr.consent denied
        00:20  queue.entered support
        00:41  agent.joined anna
        04:05  call.ended

        expect

      The expected outcome follows 'expect'. --update writes it; then check that it is right.

      Exit status: 0 all as expected · 1 some differ, or a code was never applied
                   2 a file cannot be played · 3 system failure
      """
    case .generate:
      """
      callfold generate --seed N [--events N | --calls N] [--as FORM] [--plain]

      Writes the events of a made-up contact centre to standard output. The same seed and size give
      the same bytes, on every machine and with every later version of Callfold. The events have all
      types, and what goes wrong in real centres: late and repeated reports, lost events, clocks
      that are ahead, unknown types, refused settings, ids beyond ASCII. One core of eight writes
      JSON with spaces, and one in ASCII with escapes.

        --seed N       a number from 0 up: which events
        --events N     how many events (1,000); calls are still in progress at the end
        --calls N      how many calls; all of them end
        --as FORM      'ndjson', one event per line (the default), or 'scenario': a story of one to
                       20 calls, whose outcome 'callfold replay --update' writes
        --plain        all lines alike: short ids in ASCII, and nothing goes wrong

      Examples:
        callfold generate --seed 1 | callfold fold
        callfold generate --seed 1 --calls 100 --plain > events.ndjson
        callfold generate --seed 7 --as scenario > my.scenario
        callfold replay --update my.scenario

      Exit status: 0 success · 2 wrong arguments · 3 system failure
      """
    case .append, .cat, .status, .verify, .checkpoint, .erase, .salvage, .prove, .verifyProof:
      logText
    }
  }
}
