/* The databases that the bench runs on, made once for each size and kept in build/bench; and configurations for them. */
#ifndef BENCH_DATABASE_H
#define BENCH_DATABASE_H

#include <stddef.h>

#define CACHED_BYTES 400

/* The folder of the sources, in which the bench runs. */
const char *bench_here(void);
/* Each stops the bench if it cannot. `http` is a port, 0 for none. */
void bench_config_write(const char *file, const char *database, const char *prefix, int port, int http);
/* The cached database of that size; it is made where it is missing. */
void bench_database_find(size_t tickets, char file[CACHED_BYTES]);
void bench_database_copy(const char *from, const char *to);

#endif
