// A plain loop: each batch of lines is written to a growing file in one go, and synced, one batch at a
// time whoever produced it.
// bare LINES BATCH BATCHES FILE PRODUCERS
#define _GNU_SOURCE
#include <fcntl.h>
#include <unistd.h>

#include "peer.h"

static int file;
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;

static void *produce(void *given) {
  struct work *work = given;
  for (size_t i; take(work, &i);) {
    double begin = now();
    size_t from = work->lines.starts[i * work->batch], to = work->lines.starts[(i + 1) * work->batch];
    pthread_mutex_lock(&turn);
    if (write(file, work->lines.bytes + from, to - from) != (ssize_t)(to - from)) fail("write");
    if (fdatasync(file)) fail("fdatasync");
    pthread_mutex_unlock(&turn);
    work->times[i] = now() - begin;
  }
  return NULL;
}

int main(int argc, char **argv) {
  struct work work = read_work(argc, argv);
  file = open(argv[4], O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (file < 0) fail(argv[4]);
  measure(&work, strtoul(argv[5], NULL, 10), produce);
  return 0;
}
