#include <curl/curl.h>

#include "../lazy.h"

#define CURL_FUNCTIONS(F)                                                                        \
  F(curl_global_init) F(curl_easy_init) F(curl_easy_cleanup) F(curl_easy_reset)                  \
  F(curl_easy_perform) F(curl_easy_getinfo) F(curl_easy_setopt) F(curl_slist_append)             \
  F(curl_slist_free_all)

// GnuTLS's build of the library has the same functions under another name.
LAZY_LIBRARY(curl, CURL_FUNCTIONS, "libcurl.so.4", "libcurl-gnutls.so.4")

// Setting an option takes a variable argument, which Swift cannot pass; one function a type. The functions are
// in parentheses, as the header has macros of their names.

typedef const struct curl_functions *curl_table;

static inline CURLcode curl_set_long(
    curl_table curl, CURL *handle, CURLoption option, long value) {
  return (curl->curl_easy_setopt)(handle, option, value);
}

static inline CURLcode curl_set_text(
    curl_table curl, CURL *handle, CURLoption option, const char *value) {
  return (curl->curl_easy_setopt)(handle, option, value);
}

static inline CURLcode curl_set_pointer(
    curl_table curl, CURL *handle, CURLoption option, void *value) {
  return (curl->curl_easy_setopt)(handle, option, value);
}

static inline CURLcode curl_set_list(
    curl_table curl, CURL *handle, CURLoption option, struct curl_slist *value) {
  return (curl->curl_easy_setopt)(handle, option, value);
}

static inline CURLcode curl_set_callback(
    curl_table curl, CURL *handle, CURLoption option,
    size_t (*value)(char *bytes, size_t size, size_t count, void *context)) {
  return (curl->curl_easy_setopt)(handle, option, value);
}

static inline CURLcode curl_get_long(
    curl_table curl, CURL *handle, CURLINFO info, long *value) {
  return (curl->curl_easy_getinfo)(handle, info, value);
}

// libcurl is started once in a program.
static inline int curl_start(curl_table curl) {
  return curl->curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
}
