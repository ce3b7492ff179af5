/* Limits: how often one number is answered. A phone gone mad, or a system that answers our answers, must not cost a text
 * each time for ever.
 *
 * Counted in memory by the clock's hour, which the caller brings along, in a table of a fixed size: where more numbers
 * write within an hour than it holds, those answered least are forgotten. */
#ifndef ANSWER_LIMITS_H
#define ANSWER_LIMITS_H

#include <stdbool.h>
#include <stdint.h>

#define LIMITS_NUMBERS 4096

struct limits;

struct limits *limits_new(void); /* NULL when out of memory */
void limits_free(struct limits *l);

/* Counts one more answer to this number in the hour of `now` (UTC ms). True if there were fewer
 * than `most` before. With `most` 0, or limits NULL, always. */
bool limits_answer(struct limits *l, const char *number, int most, int64_t now);
/* What was counted since the last of these two calls holds, or is taken back: the batch it was counted for did not. Both
 * calls take a NULL. */
void limits_keep(struct limits *l);
void limits_back(struct limits *l);

#endif
