#ifndef SINGLE_PURPOSE_VECTORS_H
#define SINGLE_PURPOSE_VECTORS_H

// What Swift's own vectors do not reach: masks of 64 bytes, sums of neighbouring bytes, atomic
// words. With AVX-512 (VBMI2) where the processor has it, else with AVX2.

#include <immintrin.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#if defined(__AVX512VBMI2__) && defined(__AVX512BW__) && defined(__AVX512VL__)
#define WIDE 1
#endif

static inline uint64_t word_at(const uint8_t *from) {
  uint64_t word;
  memcpy(&word, from, 8);
  return word;
}

static inline void copy_16(uint8_t *to, const uint8_t *from) { memcpy(to, from, 16); }

static inline uint64_t add_shared(uint64_t *word, uint64_t more) {
  return __atomic_fetch_add(word, more, __ATOMIC_RELAXED);
}

static inline uint8_t load_shared(const uint8_t *byte) {
  return __atomic_load_n(byte, __ATOMIC_ACQUIRE);
}

static inline void store_shared(uint8_t *byte, uint8_t value) {
  __atomic_store_n(byte, value, __ATOMIC_RELEASE);
}

static inline void pause_briefly(void) { _mm_pause(); }

// The bytes equal to one, as a mask of 64 bits.
static inline uint64_t equal_64(const uint8_t *from, char byte) {
#ifdef WIDE
  return _mm512_cmpeq_epi8_mask(_mm512_loadu_si512(from), _mm512_set1_epi8(byte));
#else
  __m256i same = _mm256_set1_epi8(byte);
  __m256i first = _mm256_loadu_si256((const __m256i *)from);
  __m256i second = _mm256_loadu_si256((const __m256i *)(from + 32));
  uint32_t low = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(first, same));
  uint32_t high = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(second, same));
  return (uint64_t)high << 32 | low;
#endif
}

// How many quotes a text has; its length is a multiple of 64.
static inline uint64_t count_quotes(const uint8_t *text, uint64_t length) {
  uint64_t count = 0;
  for (uint64_t i = 0; i < length; i += 64) count += __builtin_popcountll(equal_64(text + i, '"'));
  return count;
}

// Writes where the bits of a mask are, counted from a base; up to 64 words whatever their number.
static inline void write_places(uint64_t mask, int count, uint32_t base, uint32_t *places) {
#ifdef WIDE
  const __m512i numbers = _mm512_set_epi8(
      63, 62, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48, 47, 46, 45, 44, 43, 42,
      41, 40, 39, 38, 37, 36, 35, 34, 33, 32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20,
      19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
  __m512i from = _mm512_set1_epi32((int)base);
  __m512i set = _mm512_maskz_compress_epi8(mask, numbers);
#define WRITE(part)            \
  _mm512_storeu_si512(         \
      places + 16 * (part),    \
      _mm512_add_epi32(from, _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(set, part))))
  WRITE(0);
  if (__builtin_expect(count > 16, 0)) {
    WRITE(1);
    WRITE(2);
    WRITE(3);
  }
#undef WRITE
#else
  for (; mask; mask &= mask - 1) *places++ = base + (uint32_t)__builtin_ctzll(mask);
  (void)count;
#endif
}

// Writes where commas and line feeds outside quotes are in text[from..<to], whose length is a
// multiple of 64. `inside` is all ones where the text starts within quotes. Writes up to 64 words
// past what it gives back.
static inline uint32_t *find_ends(
    const uint8_t *text, uint32_t from, uint32_t to, uint64_t *inside, uint32_t *ends) {
  for (uint32_t i = from; i < to; i += 64) {
    uint64_t mask = equal_64(text + i, ',') | equal_64(text + i, '\n');
    uint64_t quotes = equal_64(text + i, '"');
    if (__builtin_expect((quotes | *inside) != 0, 0)) {
      // The carry-less product with all ones is, at each bit, whether the quotes up to it are odd.
      __m128i product =
          _mm_clmulepi64_si128(_mm_cvtsi64_si128((int64_t)quotes), _mm_set1_epi8(-1), 0);
      uint64_t within = (uint64_t)_mm_cvtsi128_si64(product) ^ *inside;
      *inside = (uint64_t)((int64_t)within >> 63);
      mask &= ~within;
    }
    int count = __builtin_popcountll(mask);
    write_places(mask, count, i, ends);
    ends += count;
  }
  return ends;
}

// Bit j: field j is empty. Bit 31: a moment has neither 16 bytes nor none. `ends[-1]` is the end
// before the row.
static inline uint32_t row_shape(const uint32_t *ends) {
  const uint32_t moments = 0x6F80;  // columns 7...11, 13 and 14
#ifdef WIDE
  __m512i step = _mm512_sub_epi32(_mm512_loadu_si512(ends), _mm512_loadu_si512(ends - 1));
  __m256i last = _mm256_sub_epi32(
      _mm256_loadu_si256((const __m256i *)(ends + 16)),
      _mm256_loadu_si256((const __m256i *)(ends + 15)));
  uint32_t empty = _mm512_cmpeq_epi32_mask(step, _mm512_set1_epi32(1));
  uint32_t whole = _mm512_cmpeq_epi32_mask(step, _mm512_set1_epi32(17));
  empty |= (_mm256_cmpeq_epi32_mask(last, _mm256_set1_epi32(1)) & 7u) << 16;
#else
  uint32_t empty = 0, whole = 0;
  for (int j = 0; j < 24; j += 8) {
    __m256i step = _mm256_sub_epi32(
        _mm256_loadu_si256((const __m256i *)(ends + j)),
        _mm256_loadu_si256((const __m256i *)(ends + j - 1)));
    __m256i none = _mm256_cmpeq_epi32(step, _mm256_set1_epi32(1));
    __m256i full = _mm256_cmpeq_epi32(step, _mm256_set1_epi32(17));
    empty |= (uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(none)) << j;
    whole |= (uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(full)) << j;
  }
  empty &= 0x7FFFF;
#endif
  return empty | (((empty | whole) & moments) != moments ? 1u << 31 : 0);
}

// Four moments, each the day's key (year from 2020, 5 bits of month, 6 bits of day) before 11 bits
// of minutes; 0 where there is none.
typedef struct {
  uint32_t first, second, third, fourth;
  bool bad;
} four_moments;

#define DATE_AND_TIME "2020-00-00 00:00"
#define GREATEST 0, 0, 0, 6, 0, 1, 9, 0, 3, 9, 0, 2, 9, 0, 5, 9
// Y, MM, DD, HH, MM as pairs of digits in words, in the order in which they are weighed.
#define PAIRS -1, 3, 5, 6, 8, 9, -1, -1, 11, 12, 14, 15, -1, -1, -1, -1
#define WEIGHTS 2048, 64, 1, 0, 60, 1, 0, 0

static inline four_moments read_moments(
    const uint8_t *first, const uint8_t *second, const uint8_t *third, const uint8_t *fourth,
    uint32_t empty) {
  const __m128i form = _mm_loadu_si128((const __m128i *)DATE_AND_TIME);
  const __m128i greatest = _mm_setr_epi8(GREATEST), pairs = _mm_setr_epi8(PAIRS);
  const __m128i weights = _mm_setr_epi16(WEIGHTS), shifts = _mm_setr_epi32(11, 11, 0, 0);
  four_moments read;
#ifdef WIDE
  __m512i all = _mm512_castsi128_si512(_mm_loadu_si128((const __m128i *)first));
  all = _mm512_inserti32x4(all, _mm_loadu_si128((const __m128i *)second), 1);
  all = _mm512_inserti32x4(all, _mm_loadu_si128((const __m128i *)third), 2);
  all = _mm512_inserti32x4(all, _mm_loadu_si128((const __m128i *)fourth), 3);
  __mmask16 none = (__mmask16)_pdep_u32(empty, 0x1111) * 15;
  all = _mm512_xor_si512(all, _mm512_broadcast_i32x4(form));
  all = _mm512_mask_mov_epi32(all, none, _mm512_setzero_si512());
  read.bad = _mm512_cmpgt_epu8_mask(all, _mm512_broadcast_i32x4(greatest)) != 0;
  all = _mm512_shuffle_epi8(all, _mm512_broadcast_i32x4(pairs));
  all = _mm512_maddubs_epi16(all, _mm512_set1_epi16(0x010A));
  all = _mm512_madd_epi16(all, _mm512_broadcast_i32x4(weights));
  all = _mm512_sllv_epi32(all, _mm512_broadcast_i32x4(shifts));
  all = _mm512_add_epi32(all, _mm512_shuffle_epi32(all, 0x4E));
  all = _mm512_add_epi32(all, _mm512_shuffle_epi32(all, 0xB1));
  __m128i four = _mm512_castsi512_si128(_mm512_maskz_compress_epi32(0x1111, all));
  memcpy(&read, &four, 16);
#else
  const uint8_t *from[4] = {first, second, third, fourth};
  uint32_t value[4];
  int odd = 0;
  for (int k = 0; k < 4; k++) {
    __m128i one = _mm_xor_si128(_mm_loadu_si128((const __m128i *)from[k]), form);
    one = _mm_andnot_si128(_mm_set1_epi32(-(int)(empty >> k & 1)), one);
    odd |= _mm_movemask_epi8(_mm_cmpeq_epi8(_mm_max_epu8(one, greatest), greatest)) != 0xFFFF;
    one = _mm_maddubs_epi16(_mm_shuffle_epi8(one, pairs), _mm_set1_epi16(0x010A));
    one = _mm_sllv_epi32(_mm_madd_epi16(one, weights), shifts);
    one = _mm_add_epi32(one, _mm_shuffle_epi32(one, 0x4E));
    value[k] = (uint32_t)_mm_cvtsi128_si32(_mm_add_epi32(one, _mm_shuffle_epi32(one, 0xB1)));
  }
  memcpy(&read, value, 16);
  read.bad = odd;
#endif
  return read;
}

// A case number of the form TYYYYMMDD-NNNNN: the day's key before 17 bits of number. All ones for
// any other.
static inline uint32_t case_code(const uint8_t *from) {
  const __m128i form = _mm_loadu_si128((const __m128i *)"T20200000-00000,");
  const __m128i greatest = _mm_setr_epi8(0, 0, 0, 0, 6, 1, 9, 3, 9, 0, 9, 9, 9, 9, 9, 0);
  const __m128i pairs = _mm_setr_epi8(-1, 4, 5, 6, 7, 8, -1, -1, -1, 10, 11, 12, 13, 14, -1, -1);
  __m128i all = _mm_xor_si128(_mm_loadu_si128((const __m128i *)from), form);
  __m128i small = _mm_cmpeq_epi8(_mm_max_epu8(all, greatest), greatest);
  if (_mm_movemask_epi8(small) != 0xFFFF) return ~0u;
  all = _mm_maddubs_epi16(_mm_shuffle_epi8(all, pairs), _mm_set1_epi16(0x010A));
  all = _mm_madd_epi16(all, _mm_setr_epi16(2048, 64, 1, 0, 10000, 100, 1, 0));
  uint64_t both = (uint64_t)_mm_cvtsi128_si64(_mm_hadd_epi32(all, all));
  return (uint32_t)both << 17 | (uint32_t)(both >> 32);
}

// A text of up to 32 bytes, with zeros behind it.
typedef struct {
  uint64_t words[4];
} short_text;

static inline short_text read_short(const uint8_t *from, uint32_t length) {
  static const uint8_t keep[64] = {
      255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
      255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255};
  __m256i mask = _mm256_loadu_si256((const __m256i *)(keep + 32 - length));
  __m256i text = _mm256_and_si256(_mm256_loadu_si256((const __m256i *)from), mask);
  short_text read;
  memcpy(&read, &text, 32);
  return read;
}

// Where a table of 4096 texts has one, if nothing else is there.
static inline uint32_t short_place(short_text text) {
  uint64_t mixed = text.words[0] * 0x9E3779B97F4A7C15 ^ text.words[1] * 0xC2B2AE3D27D4EB4F;
  mixed ^= text.words[2] * 0x165667B19E3779F9 ^ text.words[3];
  return (uint32_t)(mixed * 0x9E3779B97F4A7C15 >> 52);
}

static inline bool same_short(const short_text *one, short_text other) {
  __m256i left, right;
  memcpy(&left, one, 32);
  memcpy(&right, &other, 32);
  return _mm256_movemask_epi8(_mm256_cmpeq_epi8(left, right)) == -1;
}

#endif
