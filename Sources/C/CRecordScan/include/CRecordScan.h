// Which of 64 bytes are a given one, as a bit each, and the records that such bits bound.
#ifndef QIXIAN_RECORD_SCAN_H
#define QIXIAN_RECORD_SCAN_H

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
/// Records that were found by `qixian_plain_records`.
typedef struct {
  /// The number of records.
  int64_t count;
  /// Where the record after them starts.
  int64_t next;
} qixian_record_run;

/// Notes where the fields of consecutive records lie, up to the first that is not plain.
///
/// A record is plain if it has no quote, has `field_count` fields, ends with a line end, and lies in whole
/// groups of 64 bytes, counted from `start`, that end before `count`.
///
/// For record `r` it writes to `ends + r * (field_count + 1)`: one less than the offset of the first byte,
/// then the offset behind each field's last one, less a CR before the line end. `ends` needs room for
/// `capacity` records and `QIXIAN_RECORD_SLACK` more places, as places are noted before they are counted.
///
/// - start: where a record starts; 0 ... count.
/// - limit: the first offset at which no more record is started.
/// - count: the number of readable bytes, less than 2^31.
qixian_record_run qixian_plain_records(
    const uint8_t *bytes, int64_t start, int64_t limit, int64_t count, uint8_t delimiter,
    uint8_t line_end, int32_t field_count, int32_t *ends, int64_t capacity);

/// How many places behind the last record may be written.
#define QIXIAN_RECORD_SLACK 72

#endif
