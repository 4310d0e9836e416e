// SQLite, WAL, synchronous=FULL: a transaction a batch, the line as the body.
// sqlite LINES BATCH BATCHES FILE
#include <sqlite3.h>
#include <unistd.h>

#include "peer.h"

static void check(int code, sqlite3 *db) {
  if (code != SQLITE_OK && code != SQLITE_DONE && code != SQLITE_ROW) {
    fprintf(stderr, "%s\n", sqlite3_errmsg(db));
    exit(3);
  }
}

int main(int argc, char **argv) {
  if (argc != 5) return 2;
  struct lines lines = read_lines(argv[1]);
  size_t batch = strtoul(argv[2], NULL, 10), batches = strtoul(argv[3], NULL, 10);
  if (batch == 0 || batches == 0 || batches > lines.count / batch) return 2;
  unlink(argv[4]);
  sqlite3 *db;
  check(sqlite3_open(argv[4], &db), db);
  check(sqlite3_exec(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                         "CREATE TABLE events(seq INTEGER PRIMARY KEY, body TEXT NOT NULL);",
                     NULL, NULL, NULL), db);
  sqlite3_stmt *begin, *insert, *commit;
  check(sqlite3_prepare_v2(db, "BEGIN", -1, &begin, NULL), db);
  check(sqlite3_prepare_v2(db, "INSERT INTO events(body) VALUES(?)", -1, &insert, NULL), db);
  check(sqlite3_prepare_v2(db, "COMMIT", -1, &commit, NULL), db);
  double *times = malloc(batches * sizeof(double));
  double start = now();
  for (size_t i = 0; i < batches; i++) {
    double moment = now();
    check(sqlite3_step(begin), db);
    sqlite3_reset(begin);
    for (size_t line = i * batch; line < (i + 1) * batch; line++) {
      size_t from = lines.starts[line], to = lines.starts[line + 1] - 1;
      check(sqlite3_bind_text(insert, 1, lines.bytes + from, (int)(to - from), SQLITE_STATIC), db);
      check(sqlite3_step(insert), db);
      sqlite3_reset(insert);
    }
    check(sqlite3_step(commit), db);
    sqlite3_reset(commit);
    times[i] = now() - moment;
  }
  print_figures(times, batches, (double)(batches * batch), (double)lines.starts[batches * batch],
                now() - start);
  return 0;
}
