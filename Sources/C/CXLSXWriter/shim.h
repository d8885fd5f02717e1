#include <xlsxwriter.h>

#include "../lazy.h"

#define XLSX_FUNCTIONS(F)                                                                        \
  F(lxw_strerror) F(workbook_new_opt) F(workbook_set_properties) F(workbook_add_format)          \
  F(workbook_add_worksheet) F(workbook_close) F(format_set_align) F(format_set_bold)             \
  F(format_set_bg_color) F(format_set_font_color) F(format_set_bottom) F(format_set_indent)      \
  F(format_set_num_format) F(format_set_text_wrap) F(worksheet_set_column)                       \
  F(worksheet_set_row) F(worksheet_set_default_row) F(worksheet_freeze_panes)                    \
  F(worksheet_autofilter) F(worksheet_set_landscape) F(worksheet_set_paper)                      \
  F(worksheet_fit_to_pages) F(worksheet_set_margins) F(worksheet_set_footer)                     \
  F(worksheet_repeat_rows) F(worksheet_print_area) F(worksheet_write_string)                     \
  F(worksheet_write_number) F(worksheet_conditional_format_range)

// The structures are those of the header's version, and the file its number.
LAZY_LIBRARY(xlsx, XLSX_FUNCTIONS, "libxlsxwriter.so." LXW_SOVERSION)
