#include "many_minutes.h"

#if defined(__x86_64__)

#include <immintrin.h>

#define WIDEST __attribute__((target("avx512f,avx512bw,avx512vl")))
#define WIDEST_INLINE WIDEST static inline __attribute__((always_inline))

// Cells that are read together.
#define CELLS 16

// Four cells, each in a quarter of its own.
typedef struct {
  // Doublewords: 64 times the year of the century and the month; 64 times the day and the hour; the minute.
  __m512i sums;
  // The bytes that may stand where they stand.
  uint64_t fine_bytes;
} four_cells;

// All bytes are checked against the least and the greatest that may stand in each place, joined to numbers of
// two digits, and these to sums.
WIDEST_INLINE four_cells read_four(const uint8_t *bytes, const int32_t *starts) {
  __m512i text = _mm512_castsi128_si512(_mm_loadu_si128((const __m128i *)(bytes + starts[0])));
  text = _mm512_inserti32x4(text, _mm_loadu_si128((const __m128i *)(bytes + starts[1])), 1);
  text = _mm512_inserti32x4(text, _mm_loadu_si128((const __m128i *)(bytes + starts[2])), 2);
  text = _mm512_inserti32x4(text, _mm_loadu_si128((const __m128i *)(bytes + starts[3])), 3);
  const __m512i least = _mm512_broadcast_i32x4(_mm_setr_epi8(
      '2', '0', '0', '0', '-', '0', '0', '-', '0', '0', ' ', '0', '0', ':', '0', '0'));
  const __m512i most = _mm512_broadcast_i32x4(
      _mm_setr_epi8(0, 0, 9, 9, 0, 1, 9, 0, 3, 9, 0, 2, 9, 0, 5, 9));
  const __m512i digits = _mm512_sub_epi8(text, least);
  // Year of the century, month, day, hour, minute: the two digits of each, side by side.
  const __m512i order = _mm512_broadcast_i32x4(
      _mm_setr_epi8(2, 3, 5, 6, 8, 9, 11, 12, 14, 15, -1, -1, -1, -1, -1, -1));
  const __m512i tens = _mm512_broadcast_i32x4(
      _mm_setr_epi8(10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 0, 0, 0, 0, 0, 0));
  const __m512i weights = _mm512_broadcast_i32x4(_mm_setr_epi16(64, 1, 64, 1, 1, 0, 0, 0));
  const __m512i numbers = _mm512_maddubs_epi16(_mm512_shuffle_epi8(digits, order), tens);
  const four_cells cells = {
      _mm512_madd_epi16(numbers, weights), _mm512_cmple_epu8_mask(digits, most)};
  return cells;
}

// One doubleword of each quarter of four registers, in the order of cells.
WIDEST_INLINE __m512i taken(const four_cells *cells, int place) {
  const __m512i places = _mm512_add_epi32(
      _mm512_setr_epi32(0, 4, 8, 12, 16, 20, 24, 28, 0, 4, 8, 12, 16, 20, 24, 28),
      _mm512_set1_epi32(place));
  return _mm512_mask_blend_epi32(
      0xFF00, _mm512_permutex2var_epi32(cells[0].sums, places, cells[1].sums),
      _mm512_permutex2var_epi32(cells[2].sums, places, cells[3].sums));
}

// All bits of the bytes of those of four cells of which a bit is set.
static inline __attribute__((always_inline)) uint64_t bytes_of_cells(uint64_t cells) {
  return (cells * 0x0000200040008001 & 0x0001000100010001) * 0xFFFF;
}

WIDEST int64_t qixian_read_many_minutes(const qixian_times *given, int64_t first, int64_t limit) {
  const qixian_times times = *given;
  // By month, of which there are none numbered 0, 13, 14 and 15: the days of a year that begins with March
  // that come before it, and its own, of which a February of a leap year has one more.
  const __m512i days_before =
      _mm512_setr_epi32(0, 306, 337, 0, 31, 61, 92, 122, 153, 184, 214, 245, 275, 0, 0, 0);
  const __m512i days_of =
      _mm512_setr_epi32(0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 0, 0, 0);
  const __m512i one = _mm512_set1_epi32(1);
  const int32_t *ends = times.column.ends + first * times.column.stride;
  int64_t row = first;
  for (; row + CELLS <= limit; row += CELLS) {
    int32_t starts[CELLS] __attribute__((aligned(64)));
    int32_t after[CELLS] __attribute__((aligned(64)));
    for (int cell = 0; cell < CELLS; cell++, ends += times.column.stride) {
      starts[cell] = ends[0] + 1;
      after[cell] = ends[1];
    }
    const __m512i counts =
        _mm512_sub_epi32(_mm512_load_si512(after), _mm512_load_si512(starts));
    const uint64_t whole = _mm512_cmpeq_epi32_mask(counts, _mm512_set1_epi32(16));
    const uint64_t empty = _mm512_testn_epi32_mask(counts, counts);
    if ((whole | empty) != 0xFFFF || (empty != 0 && !times.column.reads_empty)) return row;
    four_cells cells[4];
    uint64_t fine = UINT64_MAX;
    for (int four = 0; four < 4; four++) {
      cells[four] = read_four(times.column.bytes, starts + 4 * four);
      fine &= cells[four].fine_bytes | bytes_of_cells(empty >> (4 * four) & 0xF);
    }
    if (fine != UINT64_MAX) return row;
    const __m512i months = taken(cells, 0), day_hours = taken(cells, 1), minute = taken(cells, 2);
    const __m512i year = _mm512_srli_epi32(months, 6);
    const __m512i month = _mm512_and_si512(months, _mm512_set1_epi32(63));
    const __m512i day = _mm512_srli_epi32(day_hours, 6);
    const __m512i hour = _mm512_and_si512(day_hours, _mm512_set1_epi32(63));
    const uint32_t leap = _mm512_mask_testn_epi32_mask(
        _mm512_cmpeq_epi32_mask(month, _mm512_set1_epi32(2)), year, _mm512_set1_epi32(3));
    const __m512i regular = _mm512_permutexvar_epi32(month, days_of);
    const __m512i last = _mm512_mask_add_epi32(regular, (__mmask16)leap, regular, one);
    const uint64_t wrong = _mm512_cmpgt_epu32_mask(month, _mm512_set1_epi32(12)) |
                           _mm512_cmpge_epu32_mask(_mm512_sub_epi32(day, one), last) |
                           _mm512_cmpge_epu32_mask(hour, _mm512_set1_epi32(24));
    if ((wrong & whole) != 0) return row;
    // Years counted from that which ended with February 1996, so that every fourth has a leap day at its end.
    const __m512i four_more = _mm512_add_epi32(year, _mm512_set1_epi32(4));
    const __m512i march_year = _mm512_mask_sub_epi32(
        four_more, _mm512_cmplt_epu32_mask(month, _mm512_set1_epi32(3)), four_more, one);
    __m512i number = _mm512_add_epi32(
        _mm512_mullo_epi32(march_year, _mm512_set1_epi32(365)), _mm512_srli_epi32(march_year, 2));
    number = _mm512_add_epi32(number, _mm512_permutexvar_epi32(month, days_before));
    // The day before 1 March 1996 has the number 9,555.
    number = _mm512_add_epi32(number, _mm512_add_epi32(day, _mm512_set1_epi32(9555)));
    const __m512i hours =
        _mm512_add_epi32(_mm512_mullo_epi32(number, _mm512_set1_epi32(24)), hour);
    const __m512i minutes =
        _mm512_add_epi32(_mm512_mullo_epi32(hours, _mm512_set1_epi32(60)), minute);
    const __m512i offset = _mm512_set1_epi64(times.offset);
    const __m512i of_minute = _mm512_set1_epi64(60 * 1000);
    const __m512i low = _mm512_cvtepu32_epi64(_mm512_castsi512_si256(minutes));
    const __m512i high = _mm512_cvtepu32_epi64(_mm512_extracti64x4_epi64(minutes, 1));
    _mm512_storeu_si512(
        times.column.values + row,
        _mm512_maskz_sub_epi64(
            (__mmask8)whole, _mm512_mul_epu32(low, of_minute), offset));
    _mm512_storeu_si512(
        times.column.values + row + 8,
        _mm512_maskz_sub_epi64(
            (__mmask8)(whole >> 8), _mm512_mul_epu32(high, of_minute), offset));
    _mm512_storeu_si512(times.days + row, _mm512_maskz_mov_epi32((__mmask16)whole, number));
    _mm_storeu_si128(
        (__m128i *)(times.column.states + row),
        _mm_mask_blend_epi8(
            (__mmask16)whole, _mm_set1_epi8((char)times.column.empty),
            _mm_set1_epi8((char)times.column.present)));
    _mm_storeu_si128(
        (__m128i *)(times.details + row),
        _mm_maskz_set1_epi8((__mmask16)whole, (char)times.minute));
  }
  return row;
}

#endif
