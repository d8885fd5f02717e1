#ifndef QIXIAN_LAZY_H
#define QIXIAN_LAZY_H

#include <dlfcn.h>
#include <pthread.h>

// Libraries that few runs need are opened when they are first asked for, so that the others start without
// them and all that they depend on. A library states its functions once, as a list:
//
//   #define PQ_FUNCTIONS(F) F(PQconnectdb) F(PQstatus)
//   LAZY_LIBRARY(pq, PQ_FUNCTIONS, "libpq.so.5")
//
// which makes `struct pq_functions`, whose members have the names and, by the system's header, the types of
// the functions, and `pq_load()`. That returns the table, or nothing where none of the files named is there
// and has all functions. It may be called from any thread. A library is never closed again.
#define LAZY_LIBRARY(prefix, FUNCTIONS, ...)                                          \
  struct prefix##_functions {                                                         \
    FUNCTIONS(LAZY_MEMBER)                                                            \
  };                                                                                  \
  struct prefix##_library {                                                           \
    struct prefix##_functions functions;                                              \
    int is_loaded;                                                                    \
  };                                                                                  \
  static inline struct prefix##_library *prefix##_shared(void) {                      \
    static struct prefix##_library shared;                                            \
    return &shared;                                                                   \
  }                                                                                   \
  static inline void prefix##_open_once(void) {                                       \
    static const char *const files[] = {__VA_ARGS__};                                 \
    struct prefix##_functions *table = &prefix##_shared()->functions;                 \
    for (unsigned long file = 0; file < sizeof files / sizeof *files; file++) {       \
      void *library = dlopen(files[file], RTLD_LAZY | RTLD_LOCAL);                    \
      int missing = library == 0;                                                     \
      if (missing) continue;                                                          \
      FUNCTIONS(LAZY_FIND)                                                            \
      if (missing) continue;                                                          \
      prefix##_shared()->is_loaded = 1;                                               \
      return;                                                                         \
    }                                                                                 \
  }                                                                                   \
  static inline const struct prefix##_functions *prefix##_load(void) {                \
    static pthread_once_t once = PTHREAD_ONCE_INIT;                                   \
    pthread_once(&once, prefix##_open_once);                                          \
    return prefix##_shared()->is_loaded ? &prefix##_shared()->functions : 0;          \
  }

#define LAZY_MEMBER(name) __typeof__(&name) name;
// A pointer to an object and one to a function have the same form in POSIX (dlsym).
#define LAZY_FIND(name) \
  missing |= (*(void **)(void *)&table->name = dlsym(library, #name)) == 0;

#endif
