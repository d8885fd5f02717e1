// The innermost loops over the columns of a batch: what states, days and pairs of moments come to, and the answers
// of conditions.
//
// Each function exists twice: as it is chosen by what the processor can do, and, with `_of_any` behind its name,
// without instructions that a processor may lack; for tests, which compare the two.
#ifndef QIXIAN_COLUMN_SCAN_H
#define QIXIAN_COLUMN_SCAN_H

#include <stdint.h>

/// What the states of a column come to.
typedef struct {
  /// The greatest state; 0 where there is no row.
  uint8_t greatest;
  /// Whether a row whose state is 0 has the detail asked for.
  uint8_t has_detail;
} qixian_state_summary;

/// Looks through `count` states and, unless `details` is NULL, as many details.
qixian_state_summary qixian_sum_up_states(
    const uint8_t *states, const uint8_t *details, int64_t count, uint8_t detail);

qixian_state_summary qixian_sum_up_states_of_any(
    const uint8_t *states, const uint8_t *details, int64_t count, uint8_t detail);

/// The days of the rows whose state is 0; what the others hold is of no meaning.
typedef struct {
  const uint8_t *states;
  /// The day numbers; NULL where `wide` gives them.
  const int32_t *days;
  /// The same in 64 bits each, of which the low 32 are the number.
  const int64_t *wide;
  /// The number of rows.
  int64_t count;
} qixian_days;

/// The first and the last of some days; the greatest number and the least where there is none.
typedef struct {
  int32_t first;
  int32_t last;
} qixian_day_range;

/// The first and the last of the days.
qixian_day_range qixian_range_of_days(const qixian_days *days);

qixian_day_range qixian_range_of_days_of_any(const qixian_days *days);

/// The number of rows whose day is before a day.
int64_t qixian_days_before(const qixian_days *days, int32_t day);

int64_t qixian_days_before_of_any(const qixian_days *days, int32_t day);

/// Writes each number plus another where the row's state is 0, and 0 elsewhere.
void qixian_shift_numbers(
    const uint8_t *states, const int64_t *numbers, int64_t count, int64_t shift, int64_t *shifted);

void qixian_shift_numbers_of_any(
    const uint8_t *states, const int64_t *numbers, int64_t count, int64_t shift, int64_t *shifted);

/// The same for day numbers.
void qixian_shift_days(
    const uint8_t *states, const int32_t *days, int64_t count, int32_t shift, int32_t *shifted);

void qixian_shift_days_of_any(
    const uint8_t *states, const int32_t *days, int64_t count, int32_t shift, int32_t *shifted);

/// Two columns of numbers to be compared row by row.
///
/// A row whose state is 0 has a number above 0, every other row the number 0.
typedef struct {
  const uint8_t *states;
  const uint8_t *other_states;
  /// The numbers of the one; NULL where `days` gives them.
  const int64_t *numbers;
  const int32_t *days;
  const int64_t *other_numbers;
} qixian_pair;

/// The numbers of rows by how the number of the one stands to that of the other, where both have one.
typedef struct {
  int64_t less;
  int64_t equal;
  int64_t greater;
} qixian_orders;

/// Compares the numbers of each pair in `row_count` rows.
void qixian_count_orders(
    const qixian_pair *pairs, int64_t pair_count, int64_t row_count, qixian_orders *orders);

void qixian_count_orders_of_any(
    const qixian_pair *pairs, int64_t pair_count, int64_t row_count, qixian_orders *orders);

// The answers of conditions, a byte a row: 0 is no, 1 unknown and 2 yes, so that "and" is the least of its parts.
// States are 0 where a cell holds a value of its column's type, 1 where it is empty and 2 where it cannot be read.

/// Whether cells hold something, whatever it is.
void qixian_answer_filled(const uint8_t *states, int64_t count, uint8_t *answers);

void qixian_answer_filled_of_any(const uint8_t *states, int64_t count, uint8_t *answers);

/// The answer `inside`, 0 or 2, where a value is between two others or one of them, else the opposite.
void qixian_answer_range(
    const uint8_t *states, const int64_t *values, int64_t count, int64_t first, int64_t last,
    uint8_t inside, uint8_t *answers);

void qixian_answer_range_of_any(
    const uint8_t *states, const int64_t *values, int64_t count, int64_t first, int64_t last,
    uint8_t inside, uint8_t *answers);

/// The answers by how the value of one column stands to that of another.
typedef struct {
  uint8_t less;
  uint8_t equal;
  uint8_t greater;
} qixian_order_answers;

/// Compares two columns row by row.
void qixian_answer_orders(
    const uint8_t *states, const int64_t *values, const uint8_t *other_states,
    const int64_t *other_values, int64_t count, qixian_order_answers given, uint8_t *answers);

void qixian_answer_orders_of_any(
    const uint8_t *states, const int64_t *values, const uint8_t *other_states,
    const int64_t *other_values, int64_t count, qixian_order_answers given, uint8_t *answers);

/// The answers that a table has of codes; those of cells that hold a value are below `table_count`, which is not 0.
void qixian_answer_codes(
    const uint8_t *states, const int64_t *codes, int64_t count, const uint8_t *table,
    int64_t table_count, uint8_t *answers);

void qixian_answer_codes_of_any(
    const uint8_t *states, const int64_t *codes, int64_t count, const uint8_t *table,
    int64_t table_count, uint8_t *answers);

/// Lowers answers to others where those are lower.
void qixian_lower_answers(uint8_t *answers, const uint8_t *others, int64_t count);

void qixian_lower_answers_of_any(uint8_t *answers, const uint8_t *others, int64_t count);

/// Raises answers to others where those are higher.
void qixian_raise_answers(uint8_t *answers, const uint8_t *others, int64_t count);

void qixian_raise_answers_of_any(uint8_t *answers, const uint8_t *others, int64_t count);

/// Makes no of yes and yes of no.
void qixian_reverse_answers(uint8_t *answers, int64_t count);

void qixian_reverse_answers_of_any(uint8_t *answers, int64_t count);

/// Lists the places of an answer, or of all others where `others` is 1; gives their number.
///
/// There is room for three places more than there are answers.
int64_t qixian_answer_places(
    const uint8_t *answers, int64_t count, uint8_t answer, uint8_t others, int64_t *places);

int64_t qixian_answer_places_of_any(
    const uint8_t *answers, int64_t count, uint8_t answer, uint8_t others, int64_t *places);

#endif
