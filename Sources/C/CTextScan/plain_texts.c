#include "CTextScan.h"

#include <string.h>

// The most bytes of a text that is looked at here.
#define LONGEST_PLAIN 32

// Bit n for byte n.
typedef struct {
  // No ASCII, or NUL.
  uint32_t strange;
  // E in either case, as a number in scientific notation has one.
  uint32_t exponents;
} found_bytes;

static inline __attribute__((always_inline)) found_bytes look_one_by_one(
    const uint8_t *text, uint8_t *copy) {
  found_bytes found = {0, 0};
  for (int place = 0; place < LONGEST_PLAIN; place++) {
    found.strange |= (uint32_t)(text[place] == 0 || text[place] >= 0x80) << place;
    found.exponents |= (uint32_t)((text[place] | 0x20) == 'e') << place;
  }
  memcpy(copy, text, LONGEST_PLAIN);
  return found;
}

#define PLAIN_TEXTS qixian_plain_texts_of_any
#define PLAIN_TARGET
#define LOOK_AT look_one_by_one
#include "plain_texts.inc"

#if defined(__x86_64__)

#include <immintrin.h>

#define WIDE __attribute__((target("avx2")))

WIDE static inline __attribute__((always_inline)) found_bytes look_at_once(
    const uint8_t *text, uint8_t *copy) {
  const __m256i bytes = _mm256_loadu_si256((const __m256i *)text);
  // Above 0, as signed numbers, is what is wanted.
  const __m256i fine = _mm256_cmpgt_epi8(bytes, _mm256_setzero_si256());
  const __m256i small = _mm256_or_si256(bytes, _mm256_set1_epi8(0x20));
  const __m256i exponents = _mm256_cmpeq_epi8(small, _mm256_set1_epi8('e'));
  _mm256_storeu_si256((__m256i *)copy, bytes);
  const found_bytes found = {
      ~(uint32_t)_mm256_movemask_epi8(fine), (uint32_t)_mm256_movemask_epi8(exponents)};
  return found;
}

#define PLAIN_TEXTS plain_texts_of_wide
#define PLAIN_TARGET WIDE static
#define LOOK_AT look_at_once
#include "plain_texts.inc"

#endif

int64_t qixian_plain_texts(qixian_texts *texts, int64_t first, int64_t limit) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) return plain_texts_of_wide(texts, first, limit);
#endif
  return qixian_plain_texts_of_any(texts, first, limit);
}
