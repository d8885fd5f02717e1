// What the loops that read columns of values share.
#include "CTextScan.h"
#include "words.h"

static inline __attribute__((always_inline)) void put(
    const qixian_column *column, int64_t row, uint8_t state, int64_t value) {
  column->states[row] = state;
  column->values[row] = value;
}

// Puts an empty cell; 0 where the cell is another, or such are not read.
static inline __attribute__((always_inline)) int put_empty(
    const qixian_column *column, int64_t row, int64_t count) {
  if (count != 0 || !column->reads_empty) return 0;
  put(column, row, column->empty, 0);
  return 1;
}

#if defined(__x86_64__)

#include <immintrin.h>

#define WIDE __attribute__((target("avx2")))
#define WIDE_INLINE WIDE static inline __attribute__((always_inline))

WIDE_INLINE __m128i two_at(const void *one, const void *other) {
  return _mm_unpacklo_epi64(
      _mm_loadl_epi64((const __m128i *)one), _mm_loadl_epi64((const __m128i *)other));
}

// One more than the length of each of four cells, as doublewords.
WIDE_INLINE __m128i lengths_of_four(const int32_t *ends, int64_t stride) {
  const __m128 low = _mm_castsi128_ps(two_at(ends, ends + stride));
  const __m128 high = _mm_castsi128_ps(two_at(ends + 2 * stride, ends + 3 * stride));
  const __m128i before = _mm_castps_si128(_mm_shuffle_ps(low, high, 0x88));
  const __m128i after = _mm_castps_si128(_mm_shuffle_ps(low, high, 0xDD));
  return _mm_sub_epi32(after, before);
}

// Puts the states of four cells that are read, by one more than the length of each.
WIDE_INLINE void put_states(const qixian_column *column, int64_t row, __m128i counts) {
  const __m128i present = _mm_set1_epi8((char)column->present);
  const __m128i empty = _mm_set1_epi8((char)column->empty);
  const __m128i is_empty = _mm_cmpeq_epi32(counts, _mm_set1_epi32(1));
  const __m128i states = _mm_blendv_epi8(present, empty, is_empty);
  const __m128i firsts = _mm_setr_epi8(0, 4, 8, 12, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1);
  const int32_t four = _mm_cvtsi128_si32(_mm_shuffle_epi8(states, firsts));
  memcpy(column->states + row, &four, sizeof four);
}

#endif
