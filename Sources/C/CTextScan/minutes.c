#include "many_minutes.h"
#include "words.h"

static const int64_t milliseconds_of_minute = 60 * 1000;
static const uint32_t minutes_of_day = 24 * 60;

static inline __attribute__((always_inline)) void put(
    const qixian_times *times, int64_t row, uint8_t state, int64_t value, uint8_t detail,
    int32_t day) {
  times->column.states[row] = state;
  times->column.values[row] = value;
  times->details[row] = detail;
  times->days[row] = day;
}

// Puts a time that is given by its month and the minutes since the start of the day before the month.
static inline __attribute__((always_inline)) int put_minute(
    const qixian_times *times, int64_t row, const qixian_month *month, uint32_t day,
    uint32_t minutes) {
  if (day - 1 >= month->day_count || !month->has_one_offset) return 0;
  put(times, row, times->column.present, month->start + minutes * milliseconds_of_minute, times->minute,
      month->day_before + (int32_t)day);
  return 1;
}

// Reads a cell of 16 bytes; 0 where it is no such time.
static inline __attribute__((always_inline)) int read_by_words(
    const qixian_times *times, const qixian_month *months, int64_t row, const uint8_t *text) {
  const uint64_t head = word_at(text);
  const uint64_t date = pairs(head ^ 0x2D30302D30303030);
  const uint64_t place = (date >> 12 & 0xFF0) + (date >> 40 & 0xF);
  const qixian_month *month = months + place % QIXIAN_MONTH_COUNT;
  if (month->head != head) return 0;
  // Each byte less the one that it should be, or less the digit 0.
  const uint64_t digits = word_at(text + 8) ^ 0x30303A3030203030;
  if (((digits + 0x76767F76767F7676) | digits) & 0x8080808080808080) return 0;
  const uint64_t clock = pairs(digits);
  const uint32_t day = clock & 0xFF, hour = clock >> 24 & 0xFF, minute = clock >> 48 & 0xFF;
  if (hour >= 24 || minute >= 60) return 0;
  return put_minute(times, row, month, day, (day * 24 + hour) * 60 + minute);
}

#define READ_MINUTES qixian_read_minutes_of_any
#define READ_TARGET
#define READ_CELL read_by_words
#include "minutes.inc"

#if defined(__x86_64__)

#include <immintrin.h>

#define WIDE __attribute__((target("sse4.1")))

// All 16 bytes at once: checked against the greatest that may stand in each place, then joined to numbers
// of two digits, then to the place of the month and the minutes of the month.
WIDE static inline __attribute__((always_inline)) int read_at_once(
    const qixian_times *times, const qixian_month *months, int64_t row, const uint8_t *text) {
  const __m128i bytes = _mm_loadu_si128((const __m128i *)text);
  const __m128i zeros = _mm_setr_epi8(
      '0', '0', '0', '0', '-', '0', '0', '-', '0', '0', ' ', '0', '0', ':', '0', '0');
  const __m128i most = _mm_setr_epi8(9, 9, 9, 9, 0, 1, 9, 0, 3, 9, 0, 2, 9, 0, 5, 9);
  const __m128i digits = _mm_sub_epi8(bytes, zeros);
  if (_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(digits, most), digits)) != 0xFFFF) return 0;
  // Year of the century, month, day, hour, minute: the two digits of each, side by side.
  const __m128i order =
      _mm_setr_epi8(2, 3, 5, 6, 8, 9, 11, 12, 14, 15, -1, -1, -1, -1, -1, -1);
  const __m128i tens = _mm_setr_epi8(10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 0, 0, 0, 0, 0, 0);
  const __m128i numbers = _mm_maddubs_epi16(_mm_shuffle_epi8(digits, order), tens);
  const __m128i weights = _mm_setr_epi16(16, 1, 1440, 60, 1, 0, 0, 0);
  const __m128i sums = _mm_madd_epi16(numbers, weights);
  const uint32_t place = (uint32_t)_mm_cvtsi128_si32(sums);
  const uint32_t minutes =
      (uint32_t)_mm_extract_epi32(sums, 1) + (uint32_t)_mm_extract_epi32(sums, 2);
  const qixian_month *month = months + place % QIXIAN_MONTH_COUNT;
  if (month->head != word_at(text)) return 0;
  const uint32_t day = (uint32_t)_mm_extract_epi16(numbers, 2);
  // An hour of 24 and more would be one of the next day.
  if (minutes - day * minutes_of_day >= minutes_of_day) return 0;
  return put_minute(times, row, month, day, minutes);
}

#define READ_MINUTES read_minutes_of_wide
#define READ_TARGET WIDE static
#define READ_CELL read_at_once
#include "minutes.inc"

#endif

int64_t qixian_read_minutes(
    const qixian_times *times, const qixian_month *months, int64_t first, int64_t limit) {
#if defined(__x86_64__)
  if (times->has_one_offset && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512vl")) {
    while (1) {
      first = qixian_read_many_minutes(times, first, limit);
      // Those among which is one that is not read so, or the last.
      const int64_t end = limit - first < 16 ? limit : first + 16;
      const int64_t next = read_minutes_of_wide(times, months, first, end);
      if (next < end || end >= limit) return next;
      first = end;
    }
  }
  if (__builtin_cpu_supports("sse4.1"))
    return read_minutes_of_wide(times, months, first, limit);
#endif
  return qixian_read_minutes_of_any(times, months, first, limit);
}
