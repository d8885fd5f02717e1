#include "values.h"

// The first 1 ... 8 bytes of a word in its last ones, with zeros before them.
static inline __attribute__((always_inline)) uint64_t moved_to_end(uint64_t word, int64_t count) {
  return word << (64 - 8 * count);
}

// Puts in `number` what eight digits are, given as bytes of 0 ... 9; 0 where a byte is another.
static inline __attribute__((always_inline)) int number_of_word(uint64_t digits, int64_t *number) {
  if (((digits + 0x7676767676767676) | digits) & 0x8080808080808080) return 0;
  // Numbers of two, of four and of eight digits, each in the place of their first.
  const uint64_t twos = pairs(digits);
  const uint64_t fours = (twos & 0xFF000000FF) * 100 + (twos >> 16 & 0xFF000000FF);
  *number = (int64_t)((fours & 0xFFFFFFFF) * 10000 + (fours >> 32));
  return 1;
}

static inline __attribute__((always_inline)) int read_integer(
    const qixian_column *column, const void *wanted, int64_t row, const int32_t *ends) {
  (void)wanted;
  const int64_t start = (int64_t)ends[0] + 1;
  const int64_t count = ends[1] - start;
  if (count <= 0) return put_empty(column, row, count);
  const uint8_t *const text = column->bytes + start;
  const uint64_t zeros = 0x3030303030303030;
  int64_t high = 0, low;
  if (count <= 8) {
    if (!number_of_word(moved_to_end(word_at(text) ^ zeros, count), &low)) return 0;
  } else if (count <= 16) {
    if (!number_of_word(moved_to_end(word_at(text) ^ zeros, count - 8), &high) ||
        !number_of_word(word_at(text + count - 8) ^ zeros, &low))
      return 0;
  } else {
    return 0;
  }
  put(column, row, column->present, high * 100000000 + low);
  return 1;
}

// Two words, each moved to the end of eight bytes, and one more than their lengths.
typedef struct {
  uint64_t yes;
  int64_t yes_count;
  uint64_t no;
  int64_t no_count;
} two_words;

static two_words words_of(const qixian_choice *yes, const qixian_choice *no) {
  // No cell has the length that stands for no word.
  two_words words = {0, INT32_MIN, 0, INT32_MIN};
  if (yes->count >= 1 && yes->count <= 8) {
    words.yes = moved_to_end(yes->word, yes->count);
    words.yes_count = yes->count + 1;
  }
  if (no->count >= 1 && no->count <= 8) {
    words.no = moved_to_end(no->word, no->count);
    words.no_count = no->count + 1;
  }
  return words;
}

static inline __attribute__((always_inline)) int read_choice(
    const qixian_column *column, const two_words *words, int64_t row, const int32_t *ends) {
  const int64_t start = (int64_t)ends[0] + 1;
  const int64_t count = ends[1] - start;
  if (count <= 0) return put_empty(column, row, count);
  if (count > 8) return 0;
  const uint64_t word = moved_to_end(word_at(column->bytes + start), count);
  const int is_yes = word == words->yes && count + 1 == words->yes_count;
  if (!is_yes && (word != words->no || count + 1 != words->no_count)) return 0;
  put(column, row, column->present, is_yes);
  return 1;
}

int64_t qixian_read_integers_of_any(
    const qixian_column *given, int64_t first, int64_t limit) {
  const qixian_column column = *given;
  const int32_t *ends = column.ends + first * column.stride;
  for (; first < limit; first++, ends += column.stride)
    if (!read_integer(&column, NULL, first, ends)) break;
  return first;
}

int64_t qixian_read_choices_of_any(
    const qixian_column *given, const qixian_choice *yes, const qixian_choice *no, int64_t first,
    int64_t limit) {
  const qixian_column column = *given;
  const two_words words = words_of(yes, no);
  const int32_t *ends = column.ends + first * column.stride;
  for (; first < limit; first++, ends += column.stride)
    if (!read_choice(&column, &words, first, ends)) break;
  return first;
}

#if defined(__x86_64__)

// Four cells: their first eight bytes, and one more than the length of each, as doublewords.
typedef struct {
  __m256i words;
  __m128i counts;
} four_cells;

WIDE_INLINE four_cells cells_at(const qixian_column *column, const int32_t *ends) {
  const int64_t stride = column->stride;
  const int32_t *const second = ends + stride, *const third = ends + 2 * stride,
                      *const fourth = ends + 3 * stride;
  const uint8_t *const text = column->bytes + 1;
  const four_cells cells = {
      _mm256_inserti128_si256(
          _mm256_castsi128_si256(two_at(text + ends[0], text + second[0])),
          two_at(text + third[0], text + fourth[0]), 1),
      lengths_of_four(ends, stride)};
  return cells;
}

// Bytes of each word moved to its end, those behind the cell left out. A cell of no byte, or of more than
// eight, is all zeros.
WIDE_INLINE __m256i moved_to_ends(__m256i words, __m256i counts) {
  return _mm256_sllv_epi64(
      words, _mm256_sub_epi64(_mm256_set1_epi64x(72), _mm256_slli_epi64(counts, 3)));
}

// Reads four cells of up to eight digits; 0 where one is another.
WIDE_INLINE int read_four_integers(
    const qixian_column *column, const void *wanted, int64_t row, const int32_t *ends) {
  (void)wanted;
  const four_cells cells = cells_at(column, ends);
  // As unsigned numbers, of which a length of -1 is the greatest.
  const int least = column->reads_empty ? 1 : 2;
  const __m128i excess = _mm_subs_epu16(
      _mm_sub_epi32(cells.counts, _mm_set1_epi32(least)), _mm_set1_epi32(9 - least));
  const __m256i digits = moved_to_ends(
      _mm256_xor_si256(cells.words, _mm256_set1_epi8('0')), _mm256_cvtepi32_epi64(cells.counts));
  const __m256i wrong = _mm256_or_si256(
      _mm256_subs_epu8(digits, _mm256_set1_epi8(9)), _mm256_zextsi128_si256(excess));
  if (!_mm256_testz_si256(wrong, wrong)) return 0;
  // Numbers of two, of four and of eight digits.
  const __m256i twos = _mm256_maddubs_epi16(digits, _mm256_set1_epi16(10 | 1 << 8));
  const __m256i fours = _mm256_madd_epi16(twos, _mm256_set1_epi32(100 | 1 << 16));
  const __m256i numbers = _mm256_add_epi64(
      _mm256_mul_epu32(fours, _mm256_set1_epi64x(10000)), _mm256_srli_epi64(fours, 32));
  _mm256_storeu_si256((__m256i *)(column->values + row), numbers);
  put_states(column, row, cells.counts);
  return 1;
}

// Reads four cells that are one of two words, or empty; 0 where one is another.
WIDE_INLINE int read_four_choices(
    const qixian_column *column, const two_words *wanted, int64_t row, const int32_t *ends) {
  const four_cells cells = cells_at(column, ends);
  const __m256i counts = _mm256_cvtepi32_epi64(cells.counts);
  const __m256i words = moved_to_ends(cells.words, counts);
  const __m256i yes = _mm256_and_si256(
      _mm256_cmpeq_epi64(words, _mm256_set1_epi64x((long long)wanted->yes)),
      _mm256_cmpeq_epi64(counts, _mm256_set1_epi64x(wanted->yes_count)));
  const __m256i no = _mm256_and_si256(
      _mm256_cmpeq_epi64(words, _mm256_set1_epi64x((long long)wanted->no)),
      _mm256_cmpeq_epi64(counts, _mm256_set1_epi64x(wanted->no_count)));
  // No length is less than -1.
  const __m256i empty =
      _mm256_cmpeq_epi64(counts, _mm256_set1_epi64x(column->reads_empty ? 1 : -1));
  const __m256i read = _mm256_or_si256(_mm256_or_si256(yes, no), empty);
  if (!_mm256_testc_si256(read, _mm256_set1_epi8(-1))) return 0;
  _mm256_storeu_si256((__m256i *)(column->values + row), _mm256_srli_epi64(yes, 63));
  put_states(column, row, cells.counts);
  return 1;
}

#define READ_VALUES read_integers_of_wide
#define WANTED void
#define READ_FOUR read_four_integers
#define READ_ONE read_integer
#include "values.inc"

#define READ_VALUES read_choices_of_wide
#define WANTED two_words
#define READ_FOUR read_four_choices
#define READ_ONE read_choice
#include "values.inc"

#endif

int64_t qixian_read_integers(const qixian_column *column, int64_t first, int64_t limit) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) {
    return read_integers_of_wide(column, NULL, first, limit);
  }
#endif
  return qixian_read_integers_of_any(column, first, limit);
}

int64_t qixian_read_choices(
    const qixian_column *column, const qixian_choice *yes, const qixian_choice *no, int64_t first,
    int64_t limit) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) {
    const two_words words = words_of(yes, no);
    return read_choices_of_wide(column, &words, first, limit);
  }
#endif
  return qixian_read_choices_of_any(column, yes, no, first, limit);
}
