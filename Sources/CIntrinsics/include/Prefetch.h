// A hint to the processor that some memory is soon to be read and changed.
//
// Header-only, and without any effect on what a program computes: the address need not even be
// one that may be read. A processor without such a hint does nothing.
#ifndef PREFETCH_H
#define PREFETCH_H

/// Asks for the cache line at `address`.
static inline void cprefetch(const void *address) { __builtin_prefetch(address, 1, 3); }

#endif
