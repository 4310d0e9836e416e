// What the peers share: the lines of a file in memory, a clock, and the figures that are printed.
#ifndef PEER_H
#define PEER_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct lines {
  char *bytes;
  size_t count;    // how many lines
  size_t *starts;  // count + 1 places; the last is the end
};

static void fail(const char *what) {
  perror(what);
  exit(3);
}

static struct lines read_lines(const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file) fail(path);
  fseek(file, 0, SEEK_END);
  size_t size = (size_t)ftell(file);
  rewind(file);
  struct lines lines = {malloc(size + 1), 0, NULL};
  if (!lines.bytes || fread(lines.bytes, 1, size, file) != size) fail(path);
  fclose(file);
  for (size_t i = 0; i < size; i++) lines.count += lines.bytes[i] == '\n';
  lines.starts = malloc((lines.count + 1) * sizeof(size_t));
  size_t line = 0;
  lines.starts[0] = 0;
  for (size_t i = 0; i < size; i++)
    if (lines.bytes[i] == '\n') lines.starts[++line] = i + 1;
  return lines;
}

// The batches that the producers take one after another, and how long each took.
struct work {
  struct lines lines;
  size_t batch, batches;
  atomic_size_t next;
  double *times;
};

// PROGRAM LINES BATCH BATCHES STORE PRODUCERS
static struct work read_work(int argc, char **argv) {
  if (argc != 6) exit(2);
  struct work work = {.lines = read_lines(argv[1]),
                      .batch = strtoul(argv[2], NULL, 10),
                      .batches = strtoul(argv[3], NULL, 10)};
  if (work.batch == 0 || work.batches == 0 || work.batches > work.lines.count / work.batch) exit(2);
  work.times = malloc(work.batches * sizeof(double));
  return work;
}

// The next batch to store; false where there is none left.
static int take(struct work *work, size_t *batch) {
  *batch = atomic_fetch_add(&work->next, 1);
  return *batch < work->batches;
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int ascending(const void *left, const void *right) {
  double a = *(const double *)left, b = *(const double *)right;
  return (a > b) - (a < b);
}

// Lets so many threads produce, waits for them, and prints: events/s, bytes/s, and the median and 99th
// percentile of a batch in microseconds.
static void measure(struct work *work, size_t producers, void *(*produce)(void *)) {
  pthread_t threads[64];
  if (producers == 0 || producers > 64) exit(2);
  double start = now();
  for (size_t i = 0; i < producers; i++)
    if (pthread_create(&threads[i], NULL, produce, work)) fail("pthread_create");
  for (size_t i = 0; i < producers; i++) pthread_join(threads[i], NULL);
  double all = now() - start;
  size_t events = work->batches * work->batch;
  qsort(work->times, work->batches, sizeof(double), ascending);
  printf("%.0f %.0f %.1f %.1f\n", (double)events / all, (double)work->lines.starts[events] / all,
         work->times[work->batches / 2] * 1e6, work->times[work->batches * 99 / 100] * 1e6);
}

#endif
