// LMDB, synchronous: a transaction a batch, the line as the value, appended in order.
// lmdb LINES BATCH BATCHES FOLDER
#include <lmdb.h>
#include <sys/stat.h>

#include "peer.h"

static void check(int code) {
  if (code) {
    fprintf(stderr, "%s\n", mdb_strerror(code));
    exit(3);
  }
}

int main(int argc, char **argv) {
  if (argc != 5) return 2;
  struct lines lines = read_lines(argv[1]);
  size_t batch = strtoul(argv[2], NULL, 10), batches = strtoul(argv[3], NULL, 10);
  if (batch == 0 || batches == 0 || batches > lines.count / batch) return 2;
  mkdir(argv[4], 0700);
  MDB_env *env;
  MDB_txn *txn;
  MDB_dbi dbi;
  check(mdb_env_create(&env));
  check(mdb_env_set_mapsize(env, (size_t)8 << 30));
  check(mdb_env_open(env, argv[4], 0, 0600));
  check(mdb_txn_begin(env, NULL, 0, &txn));
  check(mdb_dbi_open(txn, NULL, MDB_INTEGERKEY, &dbi));
  check(mdb_txn_commit(txn));
  double *times = malloc(batches * sizeof(double));
  uint64_t sequence = 0;
  double start = now();
  for (size_t i = 0; i < batches; i++) {
    double begin = now();
    check(mdb_txn_begin(env, NULL, 0, &txn));
    for (size_t line = i * batch; line < (i + 1) * batch; line++) {
      size_t from = lines.starts[line], to = lines.starts[line + 1] - 1;
      sequence++;
      MDB_val key = {sizeof sequence, &sequence}, value = {to - from, lines.bytes + from};
      check(mdb_put(txn, dbi, &key, &value, MDB_APPEND));
    }
    check(mdb_txn_commit(txn));
    times[i] = now() - begin;
  }
  print_figures(times, batches, (double)(batches * batch), (double)lines.starts[batches * batch],
                now() - start);
  return 0;
}
