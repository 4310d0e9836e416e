/// What help there is.
enum HelpTopic: String, CaseIterable {
  case overview
  case fold
  case replay
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
      callfold decides what of a phone call is recorded, and says by which rule.

        callfold replay Scenarios          play every scenario, compare with what it expects
        callfold replay FILE               one scenario: its picture, its outcome, the rules
        callfold fold < events.ndjson      events in, one outcome a call out (NDJSON)
        callfold fold --effects            what recorders and screens are to do, event by event

      The log keeps every event for years, and shows whether anybody has changed one:

        callfold append LOG < events       store events; a receipt for each, once it is on the disk
        callfold cat LOG                   its events: all, by number, by call, by time
        callfold fold LOG                  its outcomes
        callfold status LOG                size, sources, what is missing, what is not anchored
        callfold verify LOG                read and judge every byte
        callfold checkpoint LOG            a checkpoint, to be kept elsewhere
        callfold prove LOG CALL            prove a call's events, and show no other
        callfold verify-proof FILE         check such a proof
        callfold erase LOG CALL            erase personal data; the log stays as it is
        callfold salvage LOG NEW           copy what is good of a damaged log

        callfold help COMMAND              more on one of them

      Exit status: 0 done, everything held · 1 done, something does not hold
                   2 the words or the input are wrong · 3 the machine failed
      """
    case .fold:
      """
      callfold fold [--effects] [LOG [--unverified]]

      Reads events on standard input, one JSON object a line, or those of a log, and writes one
      outcome a call on standard output: at once when the call ends, and at the end of the input for
      the calls still in progress. It stops at a line that is no event: what was written stands.
      Of a log, personal data is shown where it is still there, else 'erased'. A log's events are
      compared with the checkpoints that it keeps of itself; where they are not the same, it ends with
      status 2 and what it wrote does not count.

        --effects      write what recorders and agents' screens are to do instead
        --unverified   leave out that comparison, but for the log's length

      Examples:
        callfold fold < events.ndjson
        callfold fold < events.ndjson | jq -c '.segments[]?'
        callfold fold --effects < events.ndjson
        callfold fold /var/lib/callfold/site-1

      An event is such a line (the rest of what one can hold is in the module Interchange):
        {"at":"2026-01-05T09:00:00Z","call":"c1","type":"call.started","direction":"inbound"}

      Exit status: 0 done · 2 a line was refused (its number and column are said)
                   3 the machine failed
      """
    case .replay:
      """
      callfold replay [-v] [--update] [--coverage] [--json] PATH...

      Plays scenario files (*.scenario), or all of a folder, and compares each outcome with what the
      file expects. A folder gives a line a scenario; a single file, or -v, the picture and the
      outcome in sentences with rule codes.

        -v, --verbose   picture and outcome of every scenario
        --update        update the expectations of these files; nothing else in them changes.
                        Nothing but a file is written, and a link to one stays a link
        --coverage      count the codes and combinations that were applied; fails if one never was
        --json          a line of JSON a scenario: path, verdict, outcomes

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

      Below 'expect' stands the outcome; --update writes it, and you read whether it is right.

      Exit status: 0 all as expected · 1 some differ, or a code was never applied · 2 a file can't
      be played · 3 the machine failed
      """
    case .append, .cat, .status, .verify, .checkpoint, .erase, .salvage, .prove, .verifyProof:
      logText
    }
  }
}
