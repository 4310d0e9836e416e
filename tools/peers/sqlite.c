// SQLite, WAL, synchronous=FULL: a transaction a batch, the line as the body.
// sqlite LINES BATCH BATCHES FILE PRODUCERS
#include <sqlite3.h>
#include <unistd.h>

#include "peer.h"

static void check(int code, sqlite3 *db) {
  if (code != SQLITE_OK && code != SQLITE_DONE && code != SQLITE_ROW) {
    fprintf(stderr, "%s\n", sqlite3_errmsg(db));
    exit(3);
  }
}

static const char *path;

// A connection of this thread's own.
static sqlite3 *connect_store(void) {
  sqlite3 *db;
  check(sqlite3_open(path, &db), db);
  check(sqlite3_busy_timeout(db, 60000), db);
  check(sqlite3_exec(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                         "CREATE TABLE IF NOT EXISTS events(seq INTEGER PRIMARY KEY, body TEXT NOT "
                         "NULL);",
                     NULL, NULL, NULL), db);
  return db;
}

static void *produce(void *given) {
  struct work *work = given;
  sqlite3 *db = connect_store();
  sqlite3_stmt *begin, *insert, *commit;
  check(sqlite3_prepare_v2(db, "BEGIN IMMEDIATE", -1, &begin, NULL), db);
  check(sqlite3_prepare_v2(db, "INSERT INTO events(body) VALUES(?)", -1, &insert, NULL), db);
  check(sqlite3_prepare_v2(db, "COMMIT", -1, &commit, NULL), db);
  for (size_t i; take(work, &i);) {
    double moment = now();
    check(sqlite3_step(begin), db);
    sqlite3_reset(begin);
    for (size_t line = i * work->batch; line < (i + 1) * work->batch; line++) {
      size_t from = work->lines.starts[line], to = work->lines.starts[line + 1] - 1;
      check(sqlite3_bind_text(insert, 1, work->lines.bytes + from, (int)(to - from), SQLITE_STATIC),
            db);
      check(sqlite3_step(insert), db);
      sqlite3_reset(insert);
    }
    check(sqlite3_step(commit), db);
    sqlite3_reset(commit);
    work->times[i] = now() - moment;
  }
  return NULL;
}

int main(int argc, char **argv) {
  struct work work = read_work(argc, argv);
  path = argv[4];
  unlink(path);
  sqlite3_close(connect_store());
  measure(&work, strtoul(argv[5], NULL, 10), produce);
  return 0;
}
