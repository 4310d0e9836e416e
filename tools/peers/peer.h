// What the peers share: the lines of a file in memory, a clock, and the figures that are printed.
#ifndef PEER_H
#define PEER_H

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

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int ascending(const void *left, const void *right) {
  double a = *(const double *)left, b = *(const double *)right;
  return (a > b) - (a < b);
}

// Prints: events/s, bytes/s, and the median and 99th percentile of a batch in microseconds.
static void print_figures(double *times, size_t batches, double events, double bytes, double all) {
  qsort(times, batches, sizeof(double), ascending);
  printf("%.0f %.0f %.1f %.1f\n", events / all, bytes / all, times[batches / 2] * 1e6,
         times[batches * 99 / 100] * 1e6);
}

#endif
