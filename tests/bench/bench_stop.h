/* The bench cannot go on. */
#ifndef BENCH_STOP_H
#define BENCH_STOP_H

/* Says why, and exits. */
void bench_stop(const char *why) __attribute__((noreturn));

#endif
