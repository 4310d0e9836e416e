// The processor's own instructions for SHA-256 (x86 SHA extensions) and CRC32C (SSE4.2).
//
// Header-only: every function is static inline and compiled only where it is called. On another
// architecture the functions exist, say "not available" and compute nothing; the caller keeps a
// portable twin.
#ifndef CDIGEST_H
#define CDIGEST_H

#include "CDigestCRC32C.h"
#include "CDigestSHA256.h"

#endif
