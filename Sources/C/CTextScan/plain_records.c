#include "CTextScan.h"

// How far ahead of the text that is looked at memory is asked for, in bytes.
#define FETCHED_AHEAD 2048

// Notes the offset of each bit of a group from where the group starts; returns the place after the last.
// Four are written at a time, the last ones of no meaning: at most three behind the place returned.
static inline __attribute__((always_inline)) int32_t *note_by_fours(
    int32_t *place, uint64_t bits, int32_t group) {
  const int count = __builtin_popcountll(bits);
  for (int noted = 0; noted < count; noted += 4) {
    for (int next = 0; next < 4; next++) {
      place[noted + next] = group + (bits == 0 ? 64 : __builtin_ctzll(bits));
      bits &= bits - 1;
    }
  }
  return place + count;
}

static inline __attribute__((always_inline)) void masks_of_any(
    const uint8_t *text, uint8_t delimiter, uint8_t line_end, uint64_t *delimiters,
    uint64_t *others) {
  const qixian_byte_masks masks = qixian_masks_of_64(text, delimiter, '"', line_end);
  *delimiters = masks.delimiters;
  *others = masks.quotes | masks.lineEnds;
}

#define PLAIN_RECORDS qixian_plain_records_of_any
#define PLAIN_TARGET
#define PLAIN_MASKS masks_of_any
#define PLAIN_NOTE note_by_fours
#include "plain_records.inc"

#if defined(__x86_64__)

#include <immintrin.h>

#define WIDE __attribute__((target("avx2,bmi,popcnt")))

WIDE static inline __attribute__((always_inline)) void masks_of_wide(
    const uint8_t *text, uint8_t delimiter, uint8_t line_end, uint64_t *delimiters,
    uint64_t *others) {
  const __m256i a = _mm256_loadu_si256((const __m256i *)text);
  const __m256i b = _mm256_loadu_si256((const __m256i *)text + 1);
  const __m256i delimiter_bytes = _mm256_set1_epi8((char)delimiter);
  const __m256i quotes = _mm256_set1_epi8('"');
  const __m256i line_ends = _mm256_set1_epi8((char)line_end);
  const __m256i other_a =
      _mm256_or_si256(_mm256_cmpeq_epi8(a, quotes), _mm256_cmpeq_epi8(a, line_ends));
  const __m256i other_b =
      _mm256_or_si256(_mm256_cmpeq_epi8(b, quotes), _mm256_cmpeq_epi8(b, line_ends));
  *delimiters =
      (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(a, delimiter_bytes)) |
      (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(b, delimiter_bytes)) << 32;
  *others = (uint64_t)(uint32_t)_mm256_movemask_epi8(other_a) |
            (uint64_t)(uint32_t)_mm256_movemask_epi8(other_b) << 32;
}

#define PLAIN_RECORDS plain_records_of_wide
#define PLAIN_TARGET WIDE static
#define PLAIN_MASKS masks_of_wide
#define PLAIN_NOTE note_by_fours
#include "plain_records.inc"

#define WIDEST __attribute__((target("avx512f,avx512bw,avx512vbmi2,bmi,popcnt")))

// The numbers of the bits are put side by side, and 16 of them written at a time, the last ones of no
// meaning: at most 16 behind the place returned.
WIDEST static inline __attribute__((always_inline)) int32_t *note_by_sixteens(
    int32_t *place, uint64_t bits, int32_t group) {
  const __m512i numbers = _mm512_set_epi64(
      0x3F3E3D3C3B3A3938, 0x3736353433323130, 0x2F2E2D2C2B2A2928, 0x2726252423222120,
      0x1F1E1D1C1B1A1918, 0x1716151413121110, 0x0F0E0D0C0B0A0908, 0x0706050403020100);
  const __m512i start = _mm512_set1_epi32(group);
  const int count = __builtin_popcountll(bits);
  __m512i taken = _mm512_maskz_compress_epi8(bits, numbers);
  for (int noted = 0;; noted += 16) {
    const __m512i offsets = _mm512_cvtepu8_epi32(_mm512_castsi512_si128(taken));
    _mm512_storeu_si512(place + noted, _mm512_add_epi32(offsets, start));
    if (__builtin_expect(noted + 16 >= count, 1)) return place + count;
    taken = _mm512_alignr_epi64(taken, taken, 2);
  }
}

WIDEST static inline __attribute__((always_inline)) void masks_of_widest(
    const uint8_t *text, uint8_t delimiter, uint8_t line_end, uint64_t *delimiters,
    uint64_t *others) {
  const __m512i bytes = _mm512_loadu_si512(text);
  *delimiters = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8((char)delimiter));
  *others = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('"')) |
            _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8((char)line_end));
}

#define PLAIN_RECORDS plain_records_of_widest
#define PLAIN_TARGET WIDEST static
#define PLAIN_MASKS masks_of_widest
#define PLAIN_NOTE note_by_sixteens
#include "plain_records.inc"

#endif

qixian_record_run qixian_plain_records_of_avx2(
    const uint8_t *bytes, int64_t start, int64_t limit, int64_t count, uint8_t delimiter,
    uint8_t line_end, int32_t field_count, int32_t *ends, int64_t capacity) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
      __builtin_cpu_supports("popcnt"))
    return plain_records_of_wide(
        bytes, start, limit, count, delimiter, line_end, field_count, ends, capacity);
#endif
  return qixian_plain_records_of_any(
      bytes, start, limit, count, delimiter, line_end, field_count, ends, capacity);
}

qixian_record_run qixian_plain_records(
    const uint8_t *bytes, int64_t start, int64_t limit, int64_t count, uint8_t delimiter,
    uint8_t line_end, int32_t field_count, int32_t *ends, int64_t capacity) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vbmi2"))
    return plain_records_of_widest(
        bytes, start, limit, count, delimiter, line_end, field_count, ends, capacity);
#endif
  return qixian_plain_records_of_avx2(
      bytes, start, limit, count, delimiter, line_end, field_count, ends, capacity);
}
