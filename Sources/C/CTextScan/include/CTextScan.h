// The innermost loops over the bytes of a log: separators, records, times of the commonest form, known texts.
#ifndef QIXIAN_TEXT_SCAN_H
#define QIXIAN_TEXT_SCAN_H

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

/// The same without instructions that a processor may lack; for tests, which compare the two.
qixian_record_run qixian_plain_records_of_any(
    const uint8_t *bytes, int64_t start, int64_t limit, int64_t count, uint8_t delimiter,
    uint8_t line_end, int32_t field_count, int32_t *ends, int64_t capacity);

/// The same with AVX2 at most; for tests.
qixian_record_run qixian_plain_records_of_avx2(
    const uint8_t *bytes, int64_t start, int64_t limit, int64_t count, uint8_t delimiter,
    uint8_t line_end, int32_t field_count, int32_t *ends, int64_t capacity);

/// How many places behind the last record may be written.
#define QIXIAN_RECORD_SLACK 72

/// A month of which the days and the offset from UTC are known.
typedef struct {
  /// The eight bytes `YYYY-MM-`; all bits where nothing is known.
  uint64_t head;
  /// The day number of the day before its first.
  int32_t day_before;
  /// The number of its days; 0 where the text is no month.
  uint32_t day_count;
  /// Milliseconds since the epoch of the start of the day before its first.
  int64_t start;
  /// Whether the offset is the same all month; else no moment of it is read here.
  uint64_t has_one_offset;
} qixian_month;

/// How many months are kept: those of 100 years, 16 places for each. The place of a month is its number
/// plus 16 times the last two digits of its year.
#define QIXIAN_MONTH_COUNT 2048

/// A column: where its cells lie and where what they say is put.
typedef struct {
  const uint8_t *bytes;
  /// For row `r`, at `r * stride`: one less than where the cell starts, then where it ends. 32 more bytes
  /// after that may be read.
  const int32_t *ends;
  int64_t stride;
  /// The state of what is there and of what is empty.
  uint8_t present;
  uint8_t empty;
  /// Whether empty cells are read too.
  uint8_t reads_empty;
  uint8_t *states;
  int64_t *values;
} qixian_column;

/// A column of times, whose values are milliseconds since the epoch.
typedef struct {
  qixian_column column;
  /// What is noted as the precision of a time to the minute.
  uint8_t minute;
  uint8_t *details;
  /// Day numbers.
  int32_t *days;
  /// The offset from UTC of all moments of the years 2000 to 2099, in milliseconds.
  int64_t offset;
  /// Whether there is one such.
  uint64_t has_one_offset;
} qixian_times;

/// Reads the cells from one row on that are `YYYY-MM-DD HH:MM` of a month that is known, or empty; of any month
/// of the years 2000 to 2099 it may read where there is one offset.
///
/// Returns the first row that it cannot read; at least `limit` where there is none.
int64_t qixian_read_minutes(
    const qixian_times *times, const qixian_month *months, int64_t first, int64_t limit);

/// The same without instructions that a processor may lack; for tests, which compare the two.
int64_t qixian_read_minutes_of_any(
    const qixian_times *times, const qixian_month *months, int64_t first, int64_t limit);

/// Reads the cells from one row on that are 1 to 16 digits, or empty.
///
/// Returns the first row that it cannot read; at least `limit` where there is none.
int64_t qixian_read_integers(const qixian_column *column, int64_t first, int64_t limit);

/// The same without instructions that a processor may lack; for tests, which compare the two.
int64_t qixian_read_integers_of_any(const qixian_column *column, int64_t first, int64_t limit);

/// Reads the cells from one row on that are `YYYY-MM-DD` of the years 1901 to 2099, or empty: day numbers, of
/// which 1970-01-01 has 0.
///
/// Returns the first row that it cannot read; at least `limit` where there is none.
int64_t qixian_read_days(const qixian_column *column, int64_t first, int64_t limit);

/// The same without instructions that a processor may lack; for tests, which compare the two.
int64_t qixian_read_days_of_any(const qixian_column *column, int64_t first, int64_t limit);

/// A word of 1 to 8 bytes, the first one lowest; of any other length it is that of no cell.
typedef struct {
  uint64_t word;
  int64_t count;
} qixian_choice;

/// Reads the cells from one row on that are one of two words, or empty: 1 for `yes`, 0 for `no`.
///
/// Returns the first row that it cannot read; at least `limit` where there is none.
int64_t qixian_read_choices(
    const qixian_column *column, const qixian_choice *yes, const qixian_choice *no, int64_t first,
    int64_t limit);

/// The same without instructions that a processor may lack; for tests, which compare the two.
int64_t qixian_read_choices_of_any(
    const qixian_column *column, const qixian_choice *yes, const qixian_choice *no, int64_t first,
    int64_t limit);

/// A column of texts that are kept as they are, of which none is empty. A value is where in the arena a text
/// lies, times 2^24, and its length.
typedef struct {
  qixian_column column;
  /// Whether a number in scientific notation needs a closer look, and a quote at the start.
  uint8_t is_key;
  uint8_t has_quotes;
  /// The texts one after another, of which `used` bytes are there; 32 more than all cells have may be written.
  uint8_t *arena;
  int64_t used;
} qixian_texts;

/// Takes the cells from one row on that are ASCII without NUL, of 1 to 32 bytes, and do not begin with white
/// space.
///
/// Returns the first row that it does not take; `limit` where there is none.
int64_t qixian_plain_texts(qixian_texts *texts, int64_t first, int64_t limit);

/// The same without instructions that a processor may lack; for tests, which compare the two.
int64_t qixian_plain_texts_of_any(qixian_texts *texts, int64_t first, int64_t limit);

/// A text that was seen, in a table of such: open addressing, each text in the first free place from the one
/// that its hash names. It takes 64 bytes, so that a table at a multiple of 64 has each in one cache line.
typedef struct {
  /// The words of its key; all 0 in a place that is free.
  uint64_t key[4];
  uint64_t hash;
  /// The time in which the code holds.
  int32_t epoch;
  int32_t code;
  /// Of a text of 32 bytes and more: where its bytes are kept.
  int32_t offset;
  /// What else its owner knows of it.
  int32_t string;
  uint64_t verdict;
} qixian_text;

/// What a text is found by.
typedef struct {
  /// Up to 31 bytes the text, zeros after it and its length in the last byte, so that equal keys are equal
  /// texts. Beyond that the first 16 bytes, the last 8, and the length.
  uint64_t words[4];
  /// The high bits are the best.
  uint64_t hash;
} qixian_text_key;

/// The key of a text of 1 and more bytes; none after them is read.
qixian_text_key qixian_key_of_text(const uint8_t *bytes, int64_t count);

/// A column of texts, and the texts known; values are their codes.
typedef struct {
  qixian_column column;
  /// `2 ^ (64 - shift)` places, at least one of them free.
  const qixian_text *texts;
  uint64_t shift;
  /// The bytes of the texts of 32 and more.
  const uint8_t *kept;
  int32_t epoch;
} qixian_codes;

/// Codes the cells from one row on whose texts have a code in this epoch, or that are empty.
///
/// Returns the first row that it cannot code; at least `limit` where there is none.
int64_t qixian_code_texts(const qixian_codes *codes, int64_t first, int64_t limit);

/// The same without instructions that a processor may lack; for tests, which compare the two.
int64_t qixian_code_texts_of_any(const qixian_codes *codes, int64_t first, int64_t limit);

#endif
