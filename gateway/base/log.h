/* The log: one line each on standard error, from any thread. Callers mask telephone numbers. */
#ifndef LOG_H
#define LOG_H

#include <stdbool.h>

/* The zone that the time before each line is of; UTC before the first call. Where there is no such zone, nothing
 * changes. From one thread only; the others may log meanwhile. */
void log_use_zone(const char *name);
/* Of this thread nothing is said from now on, as of what is only played; or all is again. */
void log_hush(bool hush);
void log_info(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void log_warn(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void log_error(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#endif
