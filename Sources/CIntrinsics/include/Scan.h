// Finding lines, and the quotes in a line of JSON, 16 bytes at a time where the processor can (SSE2).
//
// Header-only: every function is static inline.
#ifndef SCAN_H
#define SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// What else than printable ASCII a line has: backslashes; bytes from 0x80 on; control characters or
/// DEL (where there are bytes from 0x80 on, DEL may go unnoticed).
enum { CSCAN_BACKSLASH = 1, CSCAN_HIGH = 2, CSCAN_CONTROL = 4 };

#if defined(__SSE2__)

#include <emmintrin.h>

/// Marks the quotes in 16 bytes, which are copied, and gathers what else is among them.
#define CSCAN_STEP(to, from, shift)                                                        \
  do {                                                                                     \
    const __m128i block = _mm_loadu_si128((const __m128i *)(from));                        \
    _mm_storeu_si128((__m128i *)(to), block);                                              \
    mask |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(block, quote)) << (shift); \
    backslashes = _mm_or_si128(backslashes, _mm_cmpeq_epi8(block, backslash));             \
    least = _mm_min_epu8(least, block);                                                    \
    most = _mm_max_epu8(most, block);                                                      \
  } while (0)

/// Copies the `count` bytes at `line`, at least 16, to `copy` with 16 zeros behind them, sets a bit
/// of `quotes` for each quote, from the lowest bit of the first number on, and says what else there
/// is. There must be a number for each 64 or part of 64.
static inline uint32_t cscan_line(void *copy, const void *line, size_t count, uint64_t *quotes) {
  const uint8_t *bytes = (const uint8_t *)line;
  uint8_t *to = (uint8_t *)copy;
  const __m128i quote = _mm_set1_epi8('"'), backslash = _mm_set1_epi8('\\');
  __m128i backslashes = _mm_setzero_si128(), most = _mm_setzero_si128();
  __m128i least = _mm_set1_epi8((char)0xFF);
  size_t place = 0;
  for (; place + 64 <= count; place += 64) {
    uint64_t mask = 0;
    CSCAN_STEP(to + place, bytes + place, 0);
    CSCAN_STEP(to + place + 16, bytes + place + 16, 16);
    CSCAN_STEP(to + place + 32, bytes + place + 32, 32);
    CSCAN_STEP(to + place + 48, bytes + place + 48, 48);
    quotes[place >> 6] = mask;
  }
  if (place < count) {
    uint64_t *const last = quotes + (place >> 6);
    uint64_t mask = 0;
    for (; place + 16 <= count; place += 16) {
      CSCAN_STEP(to + place, bytes + place, place & 63);
    }
    if (place < count) {
      // The last 16 bytes, those aside that have been looked at.
      const uint64_t before = mask;
      const size_t known = 16 - (count - place);
      mask = 0;
      CSCAN_STEP(to + count - 16, bytes + count - 16, 0);
      mask = before | (mask >> known) << (place & 63);
    }
    *last = mask;
  }
  _mm_storeu_si128((__m128i *)(to + count), _mm_setzero_si128());
  const __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(least, _mm_set1_epi8(0x1F)), least);
  const __m128i del = _mm_cmpeq_epi8(most, _mm_set1_epi8(0x7F));
  return (_mm_movemask_epi8(_mm_or_si128(control, del)) ? CSCAN_CONTROL : 0) |
         (_mm_movemask_epi8(most) ? CSCAN_HIGH : 0) |
         (_mm_movemask_epi8(backslashes) ? CSCAN_BACKSLASH : 0);
}

/// The place of the first byte from 0x7F on in the `count` bytes at `start`, behind which 16 more
/// can be read; `count` where there is none.
static inline size_t cscan_not_ascii(const void *start, size_t count) {
  const uint8_t *bytes = (const uint8_t *)start;
  const __m128i del = _mm_set1_epi8(0x7F);
  for (size_t place = 0; place < count; place += 16) {
    const __m128i block = _mm_loadu_si128((const __m128i *)(bytes + place));
    const int found = _mm_movemask_epi8(_mm_or_si128(block, _mm_cmpeq_epi8(block, del)));
    if (found != 0) {
      const size_t first = place + (size_t)__builtin_ctz((unsigned)found);
      return first < count ? first : count;
    }
  }
  return count;
}

/// The place of the first byte `wanted` in the `count` bytes at `start`, behind which 16 more can be
/// read; `count` where there is none.
static inline size_t cscan_padded_byte(const void *start, size_t count, uint8_t wanted) {
  const uint8_t *bytes = (const uint8_t *)start;
  const __m128i pattern = _mm_set1_epi8((char)wanted);
  for (size_t place = 0; place < count; place += 16) {
    const __m128i block = _mm_loadu_si128((const __m128i *)(bytes + place));
    const int found = _mm_movemask_epi8(_mm_cmpeq_epi8(block, pattern));
    if (found != 0) {
      const size_t first = place + (size_t)__builtin_ctz((unsigned)found);
      return first < count ? first : count;
    }
  }
  return count;
}

/// The place of the first byte `wanted` in the `count` bytes at `start`; `count` where there is none.
static inline size_t cscan_byte(const void *start, size_t count, uint8_t wanted) {
  const uint8_t *bytes = (const uint8_t *)start;
  const __m128i pattern = _mm_set1_epi8((char)wanted);
  size_t place = 0;
  for (; place + 32 <= count; place += 32) {
    const __m128i first = _mm_loadu_si128((const __m128i *)(bytes + place));
    const __m128i second = _mm_loadu_si128((const __m128i *)(bytes + place + 16));
    const uint32_t low = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(first, pattern));
    const uint32_t high = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(second, pattern));
    const uint32_t found = low | high << 16;
    if (found != 0) return place + (size_t)__builtin_ctz(found);
  }
  while (place < count && bytes[place] != wanted) place++;
  return place;
}

#else

/// The same, byte by byte.
static inline uint32_t cscan_line(void *copy, const void *line, size_t count, uint64_t *quotes) {
  const uint8_t *bytes = (const uint8_t *)line;
  uint8_t *to = (uint8_t *)copy;
  uint64_t mask = 0;
  uint32_t found = 0;
  for (size_t place = 0; place < count; place++) {
    const uint8_t byte = bytes[place];
    to[place] = byte;
    if (byte < 0x20 || byte == 0x7F) found |= CSCAN_CONTROL;
    if (byte >= 0x80) found |= CSCAN_HIGH;
    if (byte == '\\') found |= CSCAN_BACKSLASH;
    mask |= (uint64_t)(byte == '"') << (place & 63);
    if ((place & 63) == 63) {
      quotes[place >> 6] = mask;
      mask = 0;
    }
  }
  if ((count & 63) != 0) quotes[count >> 6] = mask;
  for (size_t place = 0; place < 16; place++) to[count + place] = 0;
  return found;
}

/// The same, byte by byte.
static inline size_t cscan_padded_byte(const void *start, size_t count, uint8_t wanted) {
  const uint8_t *bytes = (const uint8_t *)start;
  size_t place = 0;
  while (place < count && bytes[place] != wanted) place++;
  return place;
}

/// The same, byte by byte.
static inline size_t cscan_not_ascii(const void *start, size_t count) {
  const uint8_t *bytes = (const uint8_t *)start;
  size_t place = 0;
  while (place < count && bytes[place] < 0x7F) place++;
  return place;
}

/// The same, eight bytes at a time, where there are so many.
static inline size_t cscan_byte(const void *start, size_t count, uint8_t wanted) {
  const uint8_t *bytes = (const uint8_t *)start;
  size_t place = 0;
  for (; place + 8 <= count; place += 8) {
    uint64_t word;
    __builtin_memcpy(&word, bytes + place, 8);
    word ^= 0x0101010101010101 * wanted;
    if (((word - 0x0101010101010101) & ~word & 0x8080808080808080) != 0) break;
  }
  while (place < count && bytes[place] != wanted) place++;
  return place;
}

#endif

#endif
