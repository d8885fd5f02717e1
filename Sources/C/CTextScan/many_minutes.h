#include "CTextScan.h"

/// Reads the cells from one row on, 16 at a time, as `qixian_read_minutes` does, for a zone of one offset.
///
/// Needs AVX-512 with BW and VL. Returns the first row of the 16 that it cannot read, or of those, fewer than 16,
/// that are left.
int64_t qixian_read_many_minutes(const qixian_times *times, int64_t first, int64_t limit);
