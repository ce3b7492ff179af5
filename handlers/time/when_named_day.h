/* A day that a text names without an hour. */
#ifndef WHEN_NAMED_DAY_H
#define WHEN_NAMED_DAY_H

#include <stddef.h>
#include <stdint.h>

struct lexicon;

/* Reads the day that folded text s[n] begins with, as 11-26, tomorrow, next friday: returns its length and its number
 * (handlers/zone/day.h), or 0 if there is none. Of a weekday and a day of the month it is the next one, today's too; a date
 * without its year is within half a year. Does not look left of s. */
size_t when_named_day(const struct lexicon *words, const char *s, size_t n, int64_t moment, int64_t *day);

#endif
