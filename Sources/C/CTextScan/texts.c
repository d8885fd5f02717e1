#include "CTextScan.h"
#include "words.h"

// The most bytes of a text that its key holds whole.
#define LONGEST_WHOLE 31

typedef struct {
  uint64_t words[4];
} text_key;

static inline __attribute__((always_inline)) uint64_t turned(uint64_t word, int bits) {
  return word << bits | word >> (64 - bits);
}

static const uint64_t odd_number = 0x9E3779B97F4A7C15;

static inline __attribute__((always_inline)) uint64_t hash_of_halves(uint64_t one, uint64_t other) {
  return (one ^ turned(other, 29)) * odd_number;
}

static inline __attribute__((always_inline)) uint64_t hash_of_words(text_key key) {
  return hash_of_halves(
      key.words[0] ^ turned(key.words[2], 32), key.words[1] ^ turned(key.words[3], 32));
}

static inline __attribute__((always_inline)) int is_free(const qixian_text *entry) {
  // The length stands in the last word.
  return entry->key[3] == 0;
}

// The key of 1 ... 31 bytes; none after them is read.
static inline __attribute__((always_inline)) text_key whole_key(const uint8_t *text, int64_t count) {
  text_key key = {{0, 0, 0, 0}};
  memcpy(key.words, text, (size_t)count);
  key.words[3] |= (uint64_t)count << 56;
  return key;
}

// The key of 32 and more bytes.
static text_key long_key(const uint8_t *text, int64_t count) {
  const text_key key = {{
      word_at(text), word_at(text + 8), word_at(text + count - 8),
      (uint64_t)0xFF << 56 | (uint64_t)count}};
  return key;
}

static uint64_t long_hash(text_key key, const uint8_t *text, int64_t count) {
  uint64_t hash = hash_of_words(key);
  for (int64_t offset = 16; offset < count - 8; offset += 8)
    hash = hash_of_halves(hash, word_at(text + offset));
  return hash;
}

qixian_text_key qixian_key_of_text(const uint8_t *bytes, int64_t count) {
  const int is_whole = count <= LONGEST_WHOLE;
  const text_key key = is_whole ? whole_key(bytes, count) : long_key(bytes, count);
  qixian_text_key result = {{0}, is_whole ? hash_of_words(key) : long_hash(key, bytes, count)};
  memcpy(result.words, key.words, sizeof result.words);
  return result;
}

static inline __attribute__((always_inline)) int is_same(text_key key, const qixian_text *entry) {
  return ((key.words[0] ^ entry->key[0]) | (key.words[1] ^ entry->key[1]) |
          (key.words[2] ^ entry->key[2]) | (key.words[3] ^ entry->key[3])) == 0;
}

// The place of a text of 32 and more bytes; none where it is not known.
static __attribute__((noinline)) const qixian_text *find_long(
    const qixian_codes *codes, const qixian_text *end, const uint8_t *text, int64_t count) {
  const text_key key = long_key(text, count);
  const qixian_text *entry = codes->texts + (long_hash(key, text, count) >> codes->shift);
  while (!is_same(key, entry) ||
         memcmp(codes->kept + entry->offset, text, (size_t)count) != 0) {
    if (is_free(entry)) return NULL;
    if (++entry == end) entry = codes->texts;
  }
  return entry;
}

// Reads 32 bytes and takes away those after the end.
static inline __attribute__((always_inline)) text_key key_by_words(
    const uint8_t *text, int64_t count) {
  text_key key;
  for (int64_t place = 0; place < 4; place++) {
    const int64_t left = count - 8 * place;
    const uint64_t mask =
        left >= 8 ? UINT64_MAX : left <= 0 ? 0 : ((uint64_t)1 << (8 * left)) - 1;
    key.words[place] = word_at(text + 8 * place) & mask;
  }
  key.words[3] |= (uint64_t)count << 56;
  return key;
}

#define CODE_TEXTS qixian_code_texts_of_any
#define CODE_TARGET
#define CODE_KEY text_key
#define KEY_OF key_by_words
#define HASH_OF hash_of_words
#define IS_SAME is_same
#include "texts.inc"

#if defined(__x86_64__)

#include <immintrin.h>

#define WIDE __attribute__((target("avx2")))
#define WIDE_INLINE WIDE static inline __attribute__((always_inline))

// For each length the bytes that belong to the text.
static const uint8_t taken[64] __attribute__((aligned(64))) = {
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
};

WIDE_INLINE __m256i key_at_once(const uint8_t *text, int64_t count) {
  const __m256i mask = _mm256_loadu_si256((const __m256i *)(taken + 32 - count));
  const __m256i bytes = _mm256_and_si256(_mm256_loadu_si256((const __m256i *)text), mask);
  const __m256i length = _mm256_slli_epi64(
      _mm256_inserti128_si256(
          _mm256_setzero_si256(), _mm_set_epi64x((long long)count, 0), 1), 56);
  return _mm256_or_si256(bytes, length);
}

WIDE_INLINE uint64_t hash_at_once(__m256i key) {
  // Both halves of each word of the second half change places: a turn by 32 bits.
  const __m128i second = _mm_shuffle_epi32(_mm256_extracti128_si256(key, 1), 0xB1);
  const __m128i both = _mm_xor_si128(_mm256_castsi256_si128(key), second);
  return hash_of_halves(
      (uint64_t)_mm_cvtsi128_si64(both), (uint64_t)_mm_extract_epi64(both, 1));
}

WIDE_INLINE int is_same_at_once(__m256i key, const qixian_text *entry) {
  const __m256i other = _mm256_loadu_si256((const __m256i *)entry->key);
  const __m256i differing = _mm256_xor_si256(key, other);
  return _mm256_testz_si256(differing, differing);
}

#define CODE_TEXTS code_texts_of_wide
#define CODE_TARGET WIDE static
#define CODE_KEY __m256i
#define KEY_OF key_at_once
#define HASH_OF hash_at_once
#define IS_SAME is_same_at_once
#include "texts.inc"

#endif

int64_t qixian_code_texts(const qixian_codes *codes, int64_t first, int64_t limit) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) return code_texts_of_wide(codes, first, limit);
#endif
  return qixian_code_texts_of_any(codes, first, limit);
}
