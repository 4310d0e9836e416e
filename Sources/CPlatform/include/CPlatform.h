// System calls that the Glibc module does not show.
#ifndef CPLATFORM_H
#define CPLATFORM_H

#include <stddef.h>
#include <sys/random.h>
#include <sys/types.h>

/// getrandom(2), blocking until the kernel's generator is ready.
static inline ssize_t cplatform_getrandom(void *buffer, size_t count) {
  return getrandom(buffer, count, 0);
}

#endif
