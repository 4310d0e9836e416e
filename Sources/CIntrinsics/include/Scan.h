// Finding lines, and the quotes in a line of JSON, 16 bytes at a time where the processor can (SSE2).
//
// Header-only: every function is static inline.
#ifndef SCAN_H
#define SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__SSE2__)

#include <emmintrin.h>

/// Sets one bit of `masks` for each quote in the `count` bytes at `line`, from the lowest bit of
/// the first number on, and says whether all other bytes are plain: printable ASCII and no
/// backslash. There must be at least 16 bytes, and a number for each 64 or part of 64.
static inline bool cscan_quotes(const void *line, size_t count, uint64_t *masks) {
  const uint8_t *bytes = (const uint8_t *)line;
  const __m128i quote = _mm_set1_epi8('"'), backslash = _mm_set1_epi8('\\');
  // As signed numbers, bytes from 0x80 on are below it, too.
  const __m128i space = _mm_set1_epi8(0x20), del = _mm_set1_epi8(0x7F);
  __m128i unusual = _mm_setzero_si128();
  uint64_t mask = 0;
  size_t place = 0;
  for (; place + 16 <= count; place += 16) {
    const __m128i block = _mm_loadu_si128((const __m128i *)(bytes + place));
    const __m128i is_quote = _mm_cmpeq_epi8(block, quote);
    const __m128i is_special =
        _mm_or_si128(_mm_cmpeq_epi8(block, backslash), _mm_cmpeq_epi8(block, del));
    unusual = _mm_or_si128(unusual, _mm_or_si128(is_special, _mm_cmplt_epi8(block, space)));
    mask |= (uint64_t)(uint32_t)_mm_movemask_epi8(is_quote) << (place & 63);
    if ((place & 63) == 48) {
      masks[place >> 6] = mask;
      mask = 0;
    }
  }
  const size_t left = count - place;
  if (left > 0) {
    // The last 16 bytes, those aside that have been looked at.
    const __m128i block = _mm_loadu_si128((const __m128i *)(bytes + count - 16));
    const __m128i is_quote = _mm_cmpeq_epi8(block, quote);
    const __m128i is_special =
        _mm_or_si128(_mm_cmpeq_epi8(block, backslash), _mm_cmpeq_epi8(block, del));
    unusual = _mm_or_si128(unusual, _mm_or_si128(is_special, _mm_cmplt_epi8(block, space)));
    const uint32_t found = (uint32_t)_mm_movemask_epi8(is_quote) >> (16 - left);
    mask |= (uint64_t)found << (place & 63);
  }
  if ((count & 63) != 0) masks[place >> 6] = mask;
  return _mm_movemask_epi8(unusual) == 0;
}

/// The place of the first LF in the `count` bytes at `start`; `count` where there is none.
static inline size_t cscan_line_feed(const void *start, size_t count) {
  const uint8_t *bytes = (const uint8_t *)start;
  const __m128i line_feed = _mm_set1_epi8('\n');
  size_t place = 0;
  for (; place + 32 <= count; place += 32) {
    const __m128i first = _mm_loadu_si128((const __m128i *)(bytes + place));
    const __m128i second = _mm_loadu_si128((const __m128i *)(bytes + place + 16));
    const uint32_t low = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(first, line_feed));
    const uint32_t high = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(second, line_feed));
    const uint32_t found = low | high << 16;
    if (found != 0) return place + (size_t)__builtin_ctz(found);
  }
  while (place < count && bytes[place] != '\n') place++;
  return place;
}

#else

/// The same, eight bytes at a time, where there are so many.
static inline size_t cscan_line_feed(const void *start, size_t count) {
  const uint8_t *bytes = (const uint8_t *)start;
  size_t place = 0;
  for (; place + 8 <= count; place += 8) {
    uint64_t word;
    __builtin_memcpy(&word, bytes + place, 8);
    word ^= 0x0A0A0A0A0A0A0A0A;
    if (((word - 0x0101010101010101) & ~word & 0x8080808080808080) != 0) break;
  }
  while (place < count && bytes[place] != '\n') place++;
  return place;
}

/// The same, byte by byte.
static inline bool cscan_quotes(const void *line, size_t count, uint64_t *masks) {
  const uint8_t *bytes = (const uint8_t *)line;
  uint64_t mask = 0;
  uint8_t unusual = 0;
  for (size_t place = 0; place < count; place++) {
    const uint8_t byte = bytes[place];
    unusual |= byte < 0x20 || byte >= 0x7F || byte == '\\';
    mask |= (uint64_t)(byte == '"') << (place & 63);
    if ((place & 63) == 63) {
      masks[place >> 6] = mask;
      mask = 0;
    }
  }
  if ((count & 63) != 0) masks[count >> 6] = mask;
  return !unusual;
}

#endif

#endif
