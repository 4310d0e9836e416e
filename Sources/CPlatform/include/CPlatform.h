// System calls that the Glibc module does not show.
#ifndef CPLATFORM_H
#define CPLATFORM_H

#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/random.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

/// getrandom(2), blocking until the kernel's generator is ready.
static inline ssize_t cplatform_getrandom(void *buffer, size_t count) {
  return getrandom(buffer, count, 0);
}

/// How many processors this process may use; 1 where that is not known.
static inline int cplatform_processors(void) {
  // The C library declares its own function for this only with _GNU_SOURCE, which would give its types
  // another shape here than in the Glibc module.
  unsigned long mask[128] = {0};
  long bytes = syscall(SYS_sched_getaffinity, 0, sizeof mask, mask);
  int count = 0;
  for (long index = 0; index < bytes / (long)sizeof mask[0]; index += 1)
    count += __builtin_popcountl(mask[index]);
  return count > 0 ? count : 1;
}

/// Those of SIGTERM and SIGINT that are not ignored: who started us in the background may have
/// seen to it that a key pressed elsewhere does not end us.
static inline sigset_t cplatform_stop_set(void) {
  const int numbers[2] = {SIGTERM, SIGINT};
  sigset_t set;
  sigemptyset(&set);
  for (int index = 0; index < 2; index += 1) {
    struct sigaction action;
    if (sigaction(numbers[index], 0, &action) == 0 && action.sa_handler != SIG_IGN)
      sigaddset(&set, numbers[index]);
  }
  return set;
}

/// A descriptor that can be read once one of the stop signals has come, instead of their ending
/// the process.
static inline int cplatform_stop_descriptor(void) {
  sigset_t set = cplatform_stop_set();
  if (sigprocmask(SIG_BLOCK, &set, 0) != 0) return -1;
  return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

/// From now on the stop signals end the process again.
static inline void cplatform_stop_unblock(void) {
  sigset_t set = cplatform_stop_set();
  sigprocmask(SIG_UNBLOCK, &set, 0);
}

/// The C library's search for a string of bytes, which only its GNU names show.
void *memmem(const void *, size_t, const void *, size_t);

static inline const void *cplatform_memmem(const void *bytes, size_t count, const void *pattern,
                                           size_t length) {
  return memmem(bytes, count, pattern, length);
}

#endif
