#include "CColumnScan.h"

#include "vectors.h"

// Other vectors of 32 and 64 bytes, and parts of them.
typedef uint16_t shorts __attribute__((ext_vector_type(32)));
typedef int32_t ints __attribute__((ext_vector_type(8)));
typedef uint32_t naturals __attribute__((ext_vector_type(8)));
typedef int64_t longs __attribute__((ext_vector_type(4)));
typedef int32_t four_ints __attribute__((ext_vector_type(4)));

// How many rows of all pairs are compared before the next: the cache nearest to the processor holds them.
#define BLOCK 512

#define NAME(function) qixian_##function##_of_any
#define TARGET
#define INNER(function) function##_of_any
#include "moments.inc"
#undef NAME
#undef TARGET
#undef INNER

#if defined(__x86_64__)

#define NAME(function) function##_of_wide
#define TARGET __attribute__((target("avx2"))) static
#define INNER(function) function##_of_wide
#include "moments.inc"
#undef NAME
#undef TARGET
#undef INNER

#define CHOOSE(function, ...)                                                \
  (__builtin_cpu_supports("avx2") ? function##_of_wide(__VA_ARGS__)          \
                                  : qixian_##function##_of_any(__VA_ARGS__))

#else

#define CHOOSE(function, ...) qixian_##function##_of_any(__VA_ARGS__)

#endif

qixian_state_summary qixian_sum_up_states(
    const uint8_t *states, const uint8_t *details, int64_t count, uint8_t detail) {
  return CHOOSE(sum_up_states, states, details, count, detail);
}

qixian_day_range qixian_range_of_days(const qixian_days *days) {
  return CHOOSE(range_of_days, days);
}

int64_t qixian_days_before(const qixian_days *days, int32_t day) {
  return CHOOSE(days_before, days, day);
}

void qixian_shift_numbers(
    const uint8_t *states, const int64_t *numbers, int64_t count, int64_t shift, int64_t *shifted) {
  CHOOSE(shift_numbers, states, numbers, count, shift, shifted);
}

void qixian_shift_days(
    const uint8_t *states, const int32_t *days, int64_t count, int32_t shift, int32_t *shifted) {
  CHOOSE(shift_days, states, days, count, shift, shifted);
}

void qixian_count_orders(
    const qixian_pair *pairs, int64_t pair_count, int64_t row_count, qixian_orders *orders) {
  CHOOSE(count_orders, pairs, pair_count, row_count, orders);
}
