// The processor's own instructions that Swift has no word for: finding bytes (SSE2), prefetching,
// SHA-256 (x86 SHA extensions) and CRC32C (SSE4.2).
//
// Header-only: every function is static inline and compiled only where it is called. On another
// architecture the functions for digests exist, say "not available" and compute nothing; the caller
// keeps a portable twin.
#ifndef CINTRINSICS_H
#define CINTRINSICS_H

#include "CRC32C.h"
#include "Prefetch.h"
#include "SHA256.h"
#include "Scan.h"

#endif
