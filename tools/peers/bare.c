// A plain loop: each batch of lines is written to a growing file in one go, and synced.
// bare LINES BATCH BATCHES FILE
#define _GNU_SOURCE
#include <fcntl.h>
#include <unistd.h>

#include "peer.h"

int main(int argc, char **argv) {
  if (argc != 5) return 2;
  struct lines lines = read_lines(argv[1]);
  size_t batch = strtoul(argv[2], NULL, 10), batches = strtoul(argv[3], NULL, 10);
  if (batch == 0 || batches == 0 || batches > lines.count / batch) return 2;
  int file = open(argv[4], O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (file < 0) fail(argv[4]);
  double *times = malloc(batches * sizeof(double));
  double start = now();
  for (size_t i = 0; i < batches; i++) {
    double begin = now();
    size_t from = lines.starts[i * batch], to = lines.starts[(i + 1) * batch];
    if (write(file, lines.bytes + from, to - from) != (ssize_t)(to - from)) fail("write");
    if (fdatasync(file)) fail("fdatasync");
    times[i] = now() - begin;
  }
  print_figures(times, batches, (double)(batches * batch), (double)lines.starts[batches * batch],
                now() - start);
  return 0;
}
