#include <zip.h>

#include "../lazy.h"

#define ZIP_FUNCTIONS(F)                                                                         \
  F(zip_open) F(zip_open_from_source) F(zip_source_buffer_create) F(zip_source_free)             \
  F(zip_discard) F(zip_get_num_entries) F(zip_name_locate) F(zip_stat) F(zip_stat_index)         \
  F(zip_fopen) F(zip_fopen_index) F(zip_fread) F(zip_fclose)

// The makers' own number is 5; Debian kept 4 until its release 12. The structures used are the same.
LAZY_LIBRARY(zip, ZIP_FUNCTIONS, "libzip.so.5", "libzip.so.4")
