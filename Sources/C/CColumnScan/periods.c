#include "CColumnScan.h"

#include <stddef.h>

// The loop of `qixian_split_met`; where `arms` is NULL, the compiler leaves out what asks for them.
static inline __attribute__((always_inline)) int split_met(
    const qixian_period *given, const int64_t *rows, int64_t count, const int8_t *arms,
    const qixian_arm *shapes, const qixian_due *dues, qixian_split *split, int64_t *met,
    int64_t *left) {
  const qixian_period period = *given;
  int64_t place = split->place, met_count = split->met_count, left_count = split->left_count;
  int is_missing = 0;
  for (; place < count; place++) {
    const int64_t row = rows[place];
    const int64_t arm = arms != NULL ? arms[place] : 0;
    int is_met = 0;
    if (arm >= 0 && (period.states[row] | period.other_states[row]) == 0 &&
        period.other_details[row] != period.day) {
      const int64_t begun = period.values[row], done = period.other_values[row];
      const qixian_arm shape = shapes[arm];
      int64_t last = INT64_MIN;
      if (shape.clock_length >= 0 && period.details[row] != period.day) {
        last = (int64_t)((uint64_t)begun + (uint64_t)shape.clock_length);
      } else if (!shape.runs_from_instant) {
        const int32_t day = period.days[row];
        const qixian_due *due = dues + arm * QIXIAN_DUE_SLOTS + (day & (QIXIAN_DUE_SLOTS - 1));
        if (due->start_day != day) {
          is_missing = 1;
          break;
        }
        last = due->last;
      }
      is_met = (done >= begun) & (done <= last) & (done <= period.as_of);
    }
    met[met_count] = place;
    left[left_count] = place;
    met_count += is_met;
    left_count += !is_met;
  }
  split->place = place;
  split->met_count = met_count;
  split->left_count = left_count;
  return is_missing;
}

int qixian_split_met(
    const qixian_period *period, const int64_t *rows, int64_t count, const int8_t *arms,
    const qixian_arm *shapes, const qixian_due *dues, qixian_split *split, int64_t *met,
    int64_t *left) {
  return arms != NULL ? split_met(period, rows, count, arms, shapes, dues, split, met, left)
                      : split_met(period, rows, count, NULL, shapes, dues, split, met, left);
}

qixian_split qixian_split_ordered(
    const qixian_period *given, const int64_t *rows, int64_t count, int64_t *left) {
  const qixian_period period = *given;
  qixian_split split = {count, 0, 0};
  for (int64_t place = 0; place < count; place++) {
    const int64_t row = rows[place];
    const uint8_t state = period.states[row], other_state = period.other_states[row];
    const int is_met = ((state | other_state) == 0) & (period.details[row] != period.day) &
                       (period.other_details[row] != period.day) &
                       (period.other_values[row] <= period.as_of) &
                       (period.values[row] < period.other_values[row]);
    const int is_open = (state <= 1) & (other_state == 1);
    left[split.left_count] = place;
    split.met_count += is_met;
    split.left_count += !(is_met | is_open);
  }
  return split;
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
