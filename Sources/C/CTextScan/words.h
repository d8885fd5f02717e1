// What the loops that read eight bytes at a time share.
#pragma once

#include <stdint.h>
#include <string.h>

static inline __attribute__((always_inline)) uint64_t word_at(const uint8_t *bytes) {
  uint64_t word;
  memcpy(&word, bytes, sizeof word);
  return word;
}

// Ten times each byte and the one after it: the number that two digits are, in the place of the first.
static inline __attribute__((always_inline)) uint64_t pairs(uint64_t digits) {
  return digits * 10 + (digits >> 8);
}
