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

/// Whether one of some answers is unknown.
int qixian_holds_unknown(const uint8_t *answers, int64_t count);

int qixian_holds_unknown_of_any(const uint8_t *answers, int64_t count);

/// The number of answers that are yes.
int64_t qixian_count_yes(const uint8_t *answers, int64_t count);

int64_t qixian_count_yes_of_any(const uint8_t *answers, int64_t count);

// Periods from one moment to another. The loops over lists of rows have no instructions that a processor may lack,
// and exist once.

/// Two columns of times, the one the start and the other the end of each row's period.
typedef struct {
  const uint8_t *states;
  const int64_t *values;
  /// The precision of each.
  const uint8_t *details;
  /// The day number of each, for the loops over lists of rows.
  const int32_t *days;
  const uint8_t *other_states;
  const int64_t *other_values;
  const uint8_t *other_details;
  /// The last instant at which anything has happened.
  int64_t as_of;
  /// The precision of what is known to the day only.
  uint8_t day;
} qixian_period;

/// How due moments come about under an arm in which nothing but the start decides.
typedef struct {
  /// The period in milliseconds, where it is one of hours, minutes or seconds; else -1.
  int64_t clock_length;
  /// Whether the period runs from the instant of its start.
  uint8_t runs_from_instant;
} qixian_arm;

/// How many days of start are remembered of an arm, by the last bits of their numbers.
#define QIXIAN_DUE_SLOTS 64

/// What is remembered of an arm and a day of start.
typedef struct {
  int32_t start_day;
  /// The day number of the due moment.
  int32_t due_day;
  /// The last millisecond that is in time if the period began at the earliest possible instant; the least
  /// number where the calendar does not speak for the period.
  int64_t last;
} qixian_due;

/// How far rows were told apart: the next place, and how many are in each list.
typedef struct {
  int64_t place;
  int64_t met_count;
  int64_t left_count;
} qixian_split;

/// What the periods of rows are, a byte a row: 2 where both moments are there, the end is known to the time of the
/// day, is not before the start and has happened; 0 where nothing has ended, and the start is empty or can be read;
/// 1 where it takes a closer look.
///
/// Where `is_strict`, the end is after the start, and the start is known to the time of the day as well.
void qixian_answer_periods(
    const qixian_period *period, int64_t count, uint8_t is_strict, uint8_t *answers);

void qixian_answer_periods_of_any(
    const qixian_period *period, int64_t count, uint8_t is_strict, uint8_t *answers);

/// Lists the places in `rows` of those that are met beyond doubt, and of those that take a closer look.
///
/// `candidates` is what `qixian_answer_periods` gives, not strictly. `arms` has the arm of each of `rows`, or less
/// than 0; where it is NULL, that is the first for all. Gives 1 where the due moment of the row at `split->place` is
/// not remembered yet, and goes on from there when called again.
int qixian_split_met(
    const qixian_period *period, const uint8_t *candidates, const int64_t *rows, int64_t count,
    const int8_t *arms, const qixian_arm *shapes, const qixian_due *dues, qixian_split *split,
    int64_t *met, int64_t *left);

/// The groups of a day by the code of one column.
typedef struct {
  /// The day number of each row.
  const int32_t *days;
  int32_t day;
  const uint8_t *states;
  const int64_t *codes;
  /// The place of the code 0; before it are those of a cell that is empty and of one that cannot be read.
  int64_t first_code;
  /// The group at each place, less than 0 where none is known.
  const int32_t *table;
  int64_t room;
} qixian_day_groups;

/// Counts rows by group, from a place on, as long as they are of the day and their groups are known; gives the
/// place after.
int64_t qixian_count_day(
    const qixian_day_groups *groups, const int64_t *rows, int64_t place, int64_t count,
    int32_t *counts);

#endif
