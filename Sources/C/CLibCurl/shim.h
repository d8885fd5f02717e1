#include <curl/curl.h>

// Setting an option takes a variable argument, which Swift cannot pass; one function a type.

static inline CURLcode curl_set_long(CURL *handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode curl_set_text(CURL *handle, CURLoption option, const char *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode curl_set_pointer(CURL *handle, CURLoption option, void *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode curl_set_list(
    CURL *handle, CURLoption option, struct curl_slist *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode curl_set_callback(
    CURL *handle, CURLoption option,
    size_t (*value)(char *bytes, size_t size, size_t count, void *context)) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode curl_get_long(CURL *handle, CURLINFO info, long *value) {
  return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode curl_start(void) { return curl_global_init(CURL_GLOBAL_DEFAULT); }
