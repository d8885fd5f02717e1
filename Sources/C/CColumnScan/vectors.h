#ifndef QIXIAN_VECTORS_H
#define QIXIAN_VECTORS_H

#include <stdint.h>
#include <string.h>

// Vectors of 32 and 64 bytes, which the compiler splits where a processor has smaller ones, and parts of them.
typedef uint8_t bytes __attribute__((ext_vector_type(32)));
typedef uint8_t eight_bytes __attribute__((ext_vector_type(8)));
typedef int64_t eight_longs __attribute__((ext_vector_type(8)));

// A vector from any address.
#define LOAD(type, from)                    \
  ({                                        \
    type loaded;                            \
    memcpy(&loaded, (from), sizeof loaded); \
    loaded;                                 \
  })

#endif
