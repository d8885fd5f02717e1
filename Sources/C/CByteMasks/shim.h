// Which of 64 bytes are a given one, as a bit each. No library is linked.
#ifndef QIXIAN_BYTE_MASKS_H
#define QIXIAN_BYTE_MASKS_H

#include <stdint.h>

/// Where in 64 bytes a delimiter, a quote or a line end stands: bit n for byte n.
typedef struct {
  uint64_t delimiters;
  uint64_t quotes;
  uint64_t lineEnds;
} qixian_byte_masks;

#if defined(__SSE2__)

#include <emmintrin.h>

/// Looks at 64 readable bytes, of any alignment.
static inline __attribute__((always_inline)) qixian_byte_masks qixian_masks_of_64(
    const void *bytes, uint8_t delimiter, uint8_t quote, uint8_t line_end) {
  const __m128i a = _mm_loadu_si128((const __m128i *)bytes);
  const __m128i b = _mm_loadu_si128((const __m128i *)bytes + 1);
  const __m128i c = _mm_loadu_si128((const __m128i *)bytes + 2);
  const __m128i d = _mm_loadu_si128((const __m128i *)bytes + 3);
#define QIXIAN_MASK(byte)                                                          \
  ((uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(a, byte)) |                \
   (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(b, byte)) << 16 |          \
   (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(c, byte)) << 32 |          \
   (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(d, byte)) << 48)
  const __m128i delimiters = _mm_set1_epi8((char)delimiter);
  const __m128i quotes = _mm_set1_epi8((char)quote);
  const __m128i line_ends = _mm_set1_epi8((char)line_end);
  qixian_byte_masks masks = {
      QIXIAN_MASK(delimiters), QIXIAN_MASK(quotes), QIXIAN_MASK(line_ends)};
#undef QIXIAN_MASK
  return masks;
}

#else

/// Looks at 64 readable bytes, of any alignment.
static inline __attribute__((always_inline)) qixian_byte_masks qixian_masks_of_64(
    const void *bytes, uint8_t delimiter, uint8_t quote, uint8_t line_end) {
  const uint8_t *text = (const uint8_t *)bytes;
  qixian_byte_masks masks = {0, 0, 0};
  for (int i = 0; i < 64; i++) {
    masks.delimiters |= (uint64_t)(text[i] == delimiter) << i;
    masks.quotes |= (uint64_t)(text[i] == quote) << i;
    masks.lineEnds |= (uint64_t)(text[i] == line_end) << i;
  }
  return masks;
}

#endif
#endif
