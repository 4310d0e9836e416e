// CRC32C (RFC 3720, section 12.1 and appendix B.4) with the x86 CRC32 instruction.
#ifndef CRC32C_H
#define CRC32C_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__x86_64__)

#include <cpuid.h>
#include <immintrin.h>

/// Whether this processor has SSE4.2, asked with CPUID.
static inline bool cdigest_crc32c_is_available(void) {
  unsigned a = 0, b = 0, c = 0, d = 0;
  return __get_cpuid(1, &a, &b, &c, &d) && ((c >> 20) & 1);
}

/// Folds `count` bytes into `state`, the register without the final inversion.
/// Call it only where `cdigest_crc32c_is_available()` says so.
///
/// Eight bytes every three cycles. Three lanes side by side, joined with PCLMULQDQ, double that,
/// and a log is verified 4 % faster for it: not enough to keep them.
__attribute__((target("sse4.2"))) static inline uint32_t cdigest_crc32c_update(
    uint32_t state, const void *input, size_t count) {
  const uint8_t *bytes = (const uint8_t *)input;
  uint64_t crc = state;
  for (; count >= 8; count -= 8, bytes += 8) {
    uint64_t word;
    __builtin_memcpy(&word, bytes, sizeof word);
    crc = _mm_crc32_u64(crc, word);
  }
  uint32_t rest = (uint32_t)crc;
  for (; count > 0; count--, bytes++) rest = _mm_crc32_u8(rest, *bytes);
  return rest;
}

#else

static inline bool cdigest_crc32c_is_available(void) { return false; }

static inline uint32_t cdigest_crc32c_update(uint32_t state, const void *input, size_t count) {
  (void)input, (void)count;
  return state;
}

#endif
#endif
