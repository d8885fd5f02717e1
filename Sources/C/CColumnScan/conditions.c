#include "CColumnScan.h"

#include "vectors.h"

// A vector to any address.
#define STORE(to, vector)                   \
  do {                                      \
    const bytes stored = (vector);          \
    memcpy((to), &stored, sizeof stored);   \
  } while (0)

// The highest bits of eight bytes, the first byte's lowest.
static inline uint32_t marks_of_eight(const uint8_t *vector) {
  uint64_t word;
  memcpy(&word, vector, sizeof word);
  return (uint32_t)((word >> 7 & 0x0101010101010101) * 0x0102040810204080 >> 56);
}

static inline uint32_t marks_of_any(const uint8_t *first) {
  return marks_of_eight(first) | marks_of_eight(first + 8) << 8 | marks_of_eight(first + 16) << 16 |
         marks_of_eight(first + 24) << 24;
}

#define NAME(function) qixian_##function##_of_any
#define TARGET
#define MARKS(vector) marks_of_any((const uint8_t *)&(vector))
#include "conditions.inc"
#undef NAME
#undef TARGET
#undef MARKS

#if defined(__x86_64__)

#include <immintrin.h>

#define WIDE __attribute__((target("avx2,bmi,popcnt")))
#define NAME(function) function##_of_wide
#define TARGET WIDE static
#define MARKS(vector) (uint32_t)_mm256_movemask_epi8((__m256i)(vector))
#include "conditions.inc"
#undef NAME
#undef TARGET
#undef MARKS

// Every processor with AVX2 has the others; that is asked for all the same.
static inline int is_wide(void) {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
         __builtin_cpu_supports("popcnt");
}

// How many codes are looked up in registers.
#define MOST_CODES 32

// The last bytes of 32 numbers in their order.
WIDE static inline __attribute__((always_inline)) __m256i last_bytes(const int64_t *numbers) {
  const __m256i low = _mm256_set1_epi64x(0xFF);
  __m256i eights[4];
  for (int part = 0; part < 4; part++) {
    const __m256i *from = (const __m256i *)(numbers + part * 8);
    eights[part] = _mm256_packus_epi32(
        _mm256_and_si256(_mm256_loadu_si256(from), low),
        _mm256_and_si256(_mm256_loadu_si256(from + 1), low));
  }
  // Numbers 0, 1, 4, 5, 8, 9 ... in the lower half, 2, 3, 6, 7, 10, 11 ... in the upper.
  const __m256i packed = _mm256_packus_epi16(
      _mm256_packus_epi32(eights[0], eights[1]), _mm256_packus_epi32(eights[2], eights[3]));
  const __m128i lower = _mm256_castsi256_si128(packed);
  const __m128i upper = _mm256_extracti128_si256(packed, 1);
  return _mm256_set_m128i(_mm_unpackhi_epi16(lower, upper), _mm_unpacklo_epi16(lower, upper));
}

// The answers of codes below 32, which are looked up 32 at a time.
WIDE static void answer_few_codes(
    const uint8_t *states, const int64_t *codes, int64_t count, const uint8_t *table,
    int64_t table_count, uint8_t *answers) {
  uint8_t padded[MOST_CODES] = {0};
  memcpy(padded, table, (size_t)table_count);
  const __m128i *halves = (const __m128i *)padded;
  const __m256i first = _mm256_broadcastsi128_si256(_mm_loadu_si128(halves));
  const __m256i second = _mm256_broadcastsi128_si256(_mm_loadu_si128(halves + 1));
  const int64_t whole = count & ~(int64_t)31;
  for (int64_t row = 0; row < whole; row += 32) {
    const __m256i code = last_bytes(codes + row);
    const __m256i answer = _mm256_blendv_epi8(
        _mm256_shuffle_epi8(first, code), _mm256_shuffle_epi8(second, code),
        _mm256_cmpgt_epi8(code, _mm256_set1_epi8(15)));
    const __m256i state = _mm256_loadu_si256((const __m256i *)(states + row));
    const __m256i is_present = _mm256_cmpeq_epi8(state, _mm256_setzero_si256());
    _mm256_storeu_si256(
        (__m256i *)(answers + row),
        _mm256_blendv_epi8(_mm256_set1_epi8(1), answer, is_present));
  }
  qixian_answer_codes_of_any(
      states + whole, codes + whole, count - whole, table, table_count, answers + whole);
}

#define CHOOSE(function, ...) \
  (is_wide() ? function##_of_wide(__VA_ARGS__) : qixian_##function##_of_any(__VA_ARGS__))

#else

#define CHOOSE(function, ...) qixian_##function##_of_any(__VA_ARGS__)

#endif

void qixian_answer_filled(const uint8_t *states, int64_t count, uint8_t *answers) {
  CHOOSE(answer_filled, states, count, answers);
}

void qixian_answer_range(
    const uint8_t *states, const int64_t *values, int64_t count, int64_t first, int64_t last,
    uint8_t inside, uint8_t *answers) {
  CHOOSE(answer_range, states, values, count, first, last, inside, answers);
}

void qixian_answer_orders(
    const uint8_t *states, const int64_t *values, const uint8_t *other_states,
    const int64_t *other_values, int64_t count, qixian_order_answers given, uint8_t *answers) {
  CHOOSE(answer_orders, states, values, other_states, other_values, count, given, answers);
}

void qixian_answer_codes(
    const uint8_t *states, const int64_t *codes, int64_t count, const uint8_t *table,
    int64_t table_count, uint8_t *answers) {
#if defined(__x86_64__)
  if (table_count <= MOST_CODES && is_wide())
    return answer_few_codes(states, codes, count, table, table_count, answers);
#endif
  CHOOSE(answer_codes, states, codes, count, table, table_count, answers);
}

void qixian_lower_answers(uint8_t *answers, const uint8_t *others, int64_t count) {
  CHOOSE(lower_answers, answers, others, count);
}

void qixian_raise_answers(uint8_t *answers, const uint8_t *others, int64_t count) {
  CHOOSE(raise_answers, answers, others, count);
}

void qixian_reverse_answers(uint8_t *answers, int64_t count) {
  CHOOSE(reverse_answers, answers, count);
}

int64_t qixian_answer_places(
    const uint8_t *answers, int64_t count, uint8_t answer, uint8_t others, int64_t *places) {
  return CHOOSE(answer_places, answers, count, answer, others, places);
}

int qixian_holds_unknown(const uint8_t *answers, int64_t count) {
  return CHOOSE(holds_unknown, answers, count);
}

void qixian_answer_periods(
    const qixian_period *period, int64_t count, uint8_t is_strict, uint8_t *answers) {
  CHOOSE(answer_periods, period, count, is_strict, answers);
}

int64_t qixian_count_yes(const uint8_t *answers, int64_t count) {
  return CHOOSE(count_yes, answers, count);
}
