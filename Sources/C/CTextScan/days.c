#include "values.h"

// The days of 1901 to 2099 are read here, of which every fourth year is a leap year.
#define FIRST_YEAR 1901
#define YEAR_COUNT 199

// The number of the day before 1 January of the first year, less 31 days for a month, so that 31 days for each
// month that was begun, less those that the months had not, can be added.
#define DAY_BEFORE (-25203 - 31)

// By month, of which there are none numbered 0, 13, 14 and 15: its days, and by how much the days of the months
// before it are less than 31 each in a common year.
#define DAYS_OF_MONTHS 0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 0, 0, 0
#define DAYS_LACKING 0, 0, 0, 3, 3, 4, 4, 5, 5, 5, 6, 6, 7, 0, 0, 0

static inline __attribute__((always_inline)) int read_day(
    const qixian_column *column, const void *wanted, int64_t row, const int32_t *ends) {
  (void)wanted;
  static const uint8_t days_of[16] = {DAYS_OF_MONTHS};
  static const uint8_t lacking[16] = {DAYS_LACKING};
  const int64_t start = (int64_t)ends[0] + 1;
  const int64_t count = ends[1] - start;
  if (count != 10) return put_empty(column, row, count);
  const uint8_t *const text = column->bytes + start;
  // Each byte less the one that it should be, or less the digit 0.
  const uint64_t head = word_at(text) ^ 0x2D30302D30303030;
  const uint64_t tail = (word_at(text + 8) & 0xFFFF) ^ 0x3030;
  if ((((head + 0x7F76767F76767676) | head) | ((tail + 0x7676) | tail)) & 0x8080808080808080)
    return 0;
  const uint64_t twos = pairs(head);
  const uint32_t year = (uint32_t)((twos & 0xFF) * 100 + (twos >> 16 & 0xFF)) - FIRST_YEAR;
  const uint32_t month = (uint32_t)(twos >> 40 & 0xFF);
  const uint32_t day = (uint32_t)(pairs(tail) & 0xFF);
  if (year >= YEAR_COUNT || month > 12) return 0;
  // 1904 is the fourth year.
  const uint32_t is_leap = (year & 3) == 3;
  if (day - 1 >= days_of[month] + (is_leap & (month == 2))) return 0;
  const int32_t number = (int32_t)(year * 365 + (year >> 2) + month * 31 - lacking[month] +
                                   (is_leap & (month > 2)) + day) + DAY_BEFORE;
  put(column, row, column->present, number);
  return 1;
}

int64_t qixian_read_days_of_any(const qixian_column *given, int64_t first, int64_t limit) {
  const qixian_column column = *given;
  const int32_t *ends = column.ends + first * column.stride;
  for (; first < limit; first++, ends += column.stride)
    if (!read_day(&column, NULL, first, ends)) break;
  return first;
}

#if defined(__x86_64__)

// 16 bytes each of two cells, in a half of its own.
WIDE_INLINE __m256i two_texts(const uint8_t *one, const uint8_t *other) {
  return _mm256_inserti128_si256(
      _mm256_castsi128_si256(_mm_loadu_si128((const __m128i *)one)),
      _mm_loadu_si128((const __m128i *)other), 1);
}

// Reads four cells that are days, or empty; 0 where one is another. All bytes are checked against the least and
// the greatest that may stand in each place, joined to numbers of two digits, and these to two sums: the
// year after 1000; 64 times the month and the day.
WIDE_INLINE int read_four_days(
    const qixian_column *column, const void *wanted, int64_t row, const int32_t *ends) {
  (void)wanted;
  const int64_t stride = column->stride;
  const __m128i counts = lengths_of_four(ends, stride);
  const __m128i whole = _mm_cmpeq_epi32(counts, _mm_set1_epi32(11));
  const __m128i empty = _mm_cmpeq_epi32(counts, _mm_set1_epi32(column->reads_empty ? 1 : -1));
  if (!_mm_test_all_ones(_mm_or_si128(whole, empty))) return 0;
  const uint8_t *const text = column->bytes + 1;
  const __m256i least = _mm256_broadcastsi128_si256(
      _mm_setr_epi8('1', '0', '0', '0', '-', '0', '0', '-', '0', '0', 0, 0, 0, 0, 0, 0));
  const __m256i most = _mm256_broadcastsi128_si256(
      _mm_setr_epi8(1, 9, 9, 9, 0, 1, 9, 0, 3, 9, -1, -1, -1, -1, -1, -1));
  // Of the first and third, and of the second and fourth, the empty ones all zeros.
  const __m256i all_whole = _mm256_castsi128_si256(whole);
  const __m256i odd = _mm256_and_si256(
      _mm256_sub_epi8(two_texts(text + ends[0], text + ends[2 * stride]), least),
      _mm256_permutevar8x32_epi32(all_whole, _mm256_setr_epi32(0, 0, 0, 0, 2, 2, 2, 2)));
  const __m256i even = _mm256_and_si256(
      _mm256_sub_epi8(two_texts(text + ends[stride], text + ends[3 * stride]), least),
      _mm256_permutevar8x32_epi32(all_whole, _mm256_setr_epi32(1, 1, 1, 1, 3, 3, 3, 3)));
  const __m256i excess =
      _mm256_or_si256(_mm256_subs_epu8(odd, most), _mm256_subs_epu8(even, most));
  const __m256i order = _mm256_broadcastsi128_si256(
      _mm_setr_epi8(0, 1, 2, 3, 5, 6, 8, 9, -1, -1, -1, -1, -1, -1, -1, -1));
  const __m256i digits = _mm256_unpacklo_epi64(
      _mm256_shuffle_epi8(odd, order), _mm256_shuffle_epi8(even, order));
  const __m256i numbers = _mm256_maddubs_epi16(digits, _mm256_set1_epi16(10 | 1 << 8));
  const __m256i sums =
      _mm256_madd_epi16(numbers, _mm256_set1_epi64x(100 | 1 << 16 | 64LL << 32 | 1LL << 48));
  const __m128 low = _mm_castsi128_ps(_mm256_castsi256_si128(sums));
  const __m128 high = _mm_castsi128_ps(_mm256_extracti128_si256(sums, 1));
  const __m128i one = _mm_set1_epi32(1);
  const __m128i year = _mm_sub_epi32(
      _mm_castps_si128(_mm_shuffle_ps(low, high, 0x88)), _mm_set1_epi32(FIRST_YEAR - 1000));
  const __m128i month_days = _mm_castps_si128(_mm_shuffle_ps(low, high, 0xDD));
  const __m128i month = _mm_srli_epi32(month_days, 6);
  const __m128i day = _mm_and_si128(month_days, _mm_set1_epi32(63));
  const __m128i is_leap = _mm_cmpeq_epi32(
      _mm_and_si128(year, _mm_set1_epi32(3)), _mm_set1_epi32(3));
  const __m128i is_after = _mm_cmpgt_epi32(month, _mm_set1_epi32(2));
  const __m128i is_february = _mm_cmpeq_epi32(month, _mm_set1_epi32(2));
  const __m128i last = _mm_sub_epi32(
      _mm_shuffle_epi8(_mm_setr_epi8(DAYS_OF_MONTHS), month), _mm_and_si128(is_leap, is_february));
  // Years before the first are great as unsigned numbers.
  const __m128i last_year = _mm_set1_epi32(YEAR_COUNT - 1);
  const __m128i is_year = _mm_cmpeq_epi32(_mm_max_epu32(year, last_year), last_year);
  const __m128i wrong = _mm_or_si128(
      _mm_or_si128(_mm_cmpgt_epi32(day, last), _mm_cmpgt_epi32(one, day)),
      _mm_or_si128(_mm_cmpgt_epi32(month, _mm_set1_epi32(12)), _mm_andnot_si128(is_year, whole)));
  const __m256i any = _mm256_or_si256(
      excess, _mm256_zextsi128_si256(_mm_and_si128(wrong, whole)));
  if (!_mm256_testz_si256(any, any)) return 0;
  const __m128i of_years = _mm_add_epi32(
      _mm_mullo_epi32(year, _mm_set1_epi32(365)), _mm_srli_epi32(year, 2));
  const __m128i of_months = _mm_sub_epi32(
      _mm_sub_epi32(_mm_slli_epi32(month, 5), month),
      _mm_shuffle_epi8(_mm_setr_epi8(DAYS_LACKING), month));
  const __m128i of_day = _mm_sub_epi32(
      _mm_add_epi32(day, _mm_set1_epi32(DAY_BEFORE)), _mm_and_si128(is_leap, is_after));
  const __m128i number = _mm_and_si128(
      _mm_add_epi32(_mm_add_epi32(of_years, of_months), of_day), whole);
  _mm256_storeu_si256((__m256i *)(column->values + row), _mm256_cvtepi32_epi64(number));
  put_states(column, row, counts);
  return 1;
}

#define READ_VALUES read_days_of_wide
#define WANTED void
#define READ_FOUR read_four_days
#define READ_ONE read_day
#include "values.inc"

#endif

int64_t qixian_read_days(const qixian_column *column, int64_t first, int64_t limit) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) return read_days_of_wide(column, NULL, first, limit);
#endif
  return qixian_read_days_of_any(column, first, limit);
}
