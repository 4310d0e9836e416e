// LMDB, synchronous: a transaction a batch, the line as the value, appended in order.
// lmdb LINES BATCH BATCHES FOLDER PRODUCERS
#include <lmdb.h>
#include <sys/stat.h>

#include "peer.h"

static void check(int code) {
  if (code) {
    fprintf(stderr, "%s\n", mdb_strerror(code));
    exit(3);
  }
}

static MDB_env *env;
static MDB_dbi dbi;
// Whoever has the one writing transaction has this too.
static uint64_t sequence;

static void *produce(void *given) {
  struct work *work = given;
  for (size_t i; take(work, &i);) {
    double begin = now();
    MDB_txn *txn;
    check(mdb_txn_begin(env, NULL, 0, &txn));
    for (size_t line = i * work->batch; line < (i + 1) * work->batch; line++) {
      size_t from = work->lines.starts[line], to = work->lines.starts[line + 1] - 1;
      sequence++;
      MDB_val key = {sizeof sequence, &sequence}, value = {to - from, work->lines.bytes + from};
      check(mdb_put(txn, dbi, &key, &value, MDB_APPEND));
    }
    check(mdb_txn_commit(txn));
    work->times[i] = now() - begin;
  }
  return NULL;
}

int main(int argc, char **argv) {
  struct work work = read_work(argc, argv);
  mkdir(argv[4], 0700);
  MDB_txn *txn;
  check(mdb_env_create(&env));
  check(mdb_env_set_mapsize(env, (size_t)8 << 30));
  check(mdb_env_open(env, argv[4], 0, 0600));
  check(mdb_txn_begin(env, NULL, 0, &txn));
  check(mdb_dbi_open(txn, NULL, MDB_INTEGERKEY, &dbi));
  check(mdb_txn_commit(txn));
  measure(&work, strtoul(argv[5], NULL, 10), produce);
  return 0;
}
