#if __has_include(<postgresql/libpq-fe.h>)
#include <postgresql/libpq-fe.h>
#else
#include <libpq-fe.h>
#endif

#include "../lazy.h"

#define PQ_FUNCTIONS(F)                                                                          \
  F(PQconnectdb) F(PQstatus) F(PQfinish) F(PQerrorMessage) F(PQexec) F(PQclear)                  \
  F(PQresultStatus) F(PQsendQueryParams) F(PQsetSingleRowMode) F(PQgetResult) F(PQnfields)       \
  F(PQfname) F(PQntuples) F(PQgetisnull) F(PQgetvalue) F(PQgetlength) F(PQftype)

LAZY_LIBRARY(pq, PQ_FUNCTIONS, "libpq.so.5")
