#include "CColumnScan.h"

#include <stddef.h>

// The rows of a list are told apart one by one, without a branch on what becomes of each: it is written to both
// lists, and counted in one.

// The loop of `qixian_split_met` where the due moments of all rows follow from the days of their starts.
static int split_by_day(
    const qixian_period *given, const uint8_t *candidates, const int64_t *rows, int64_t count,
    const qixian_due *dues, qixian_split *split, int64_t *met, int64_t *left) {
  const int32_t *const days = given->days;
  const int64_t *const ends = given->other_values;
  int64_t place = split->place, met_count = split->met_count, left_count = split->left_count;
  int is_missing = 0;
  for (; place < count; place++) {
    const int64_t row = rows[place];
    int is_met = 0;
    if (candidates[row] == 2) {
      const int32_t day = days[row];
      const qixian_due *due = dues + (day & (QIXIAN_DUE_SLOTS - 1));
      if (due->start_day != day) {
        is_missing = 1;
        break;
      }
      is_met = ends[row] <= due->last;
    }
    met[met_count] = place;
    left[left_count] = place;
    met_count += is_met;
    left_count += 1 - is_met;
  }
  *split = (qixian_split){place, met_count, left_count};
  return is_missing;
}

// The same for rows under arms of any shape.
static int split_by_arm(
    const qixian_period *given, const uint8_t *candidates, const int64_t *rows, int64_t count,
    const int8_t *arms, const qixian_arm *shapes, const qixian_due *dues, qixian_split *split,
    int64_t *met, int64_t *left) {
  int64_t place = split->place, met_count = split->met_count, left_count = split->left_count;
  int is_missing = 0;
  for (; place < count; place++) {
    const int64_t row = rows[place], arm = arms != NULL ? arms[place] : 0;
    int is_met = 0;
    if (arm >= 0 && candidates[row] == 2) {
      const int64_t length = shapes[arm].clock_length;
      if (length >= 0 && given->details[row] != given->day) {
        // Their end is not before their start, so that the difference is one without a sign.
        is_met = (uint64_t)given->other_values[row] - (uint64_t)given->values[row] <=
                 (uint64_t)length;
      } else if (!shapes[arm].runs_from_instant) {
        const int32_t day = given->days[row];
        const qixian_due *due = dues + arm * QIXIAN_DUE_SLOTS + (day & (QIXIAN_DUE_SLOTS - 1));
        if (due->start_day != day) {
          is_missing = 1;
          break;
        }
        is_met = given->other_values[row] <= due->last;
      }
    }
    met[met_count] = place;
    left[left_count] = place;
    met_count += is_met;
    left_count += 1 - is_met;
  }
  *split = (qixian_split){place, met_count, left_count};
  return is_missing;
}

int qixian_split_met(
    const qixian_period *period, const uint8_t *candidates, const int64_t *rows, int64_t count,
    const int8_t *arms, const qixian_arm *shapes, const qixian_due *dues, qixian_split *split,
    int64_t *met, int64_t *left) {
  return arms == NULL && shapes->clock_length < 0 && !shapes->runs_from_instant
             ? split_by_day(period, candidates, rows, count, dues, split, met, left)
             : split_by_arm(
                   period, candidates, rows, count, arms, shapes, dues, split, met, left);
}

int64_t qixian_count_day(
    const qixian_day_groups *given, const int64_t *rows, int64_t place, int64_t count,
    int32_t *counts) {
  const qixian_day_groups groups = *given;
  for (; place < count; place++) {
    const int64_t row = rows[place];
    if (groups.days[row] != groups.day) break;
    const uint8_t state = groups.states[row];
    const int64_t code =
        state == 0 || state == 3 ? groups.codes[row] + groups.first_code : state != 1;
    if ((uint64_t)code >= (uint64_t)groups.room || groups.table[code] < 0) break;
    counts[groups.table[code]]++;
  }
  return place;
}
