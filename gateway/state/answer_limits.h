/* How often one number is answered. A phone gone mad, or a system that answers our answers, must not cost a text
 * each time for ever.
 *
 * Answers are noted while a batch is decided and counted once it is committed: a batch that is rolled back or begun
 * again, and an input that goes back to its savepoint, have counted nothing. They are counted in memory, by the
 * clock's hour, in a table of a fixed size: where more numbers write within an hour than it holds, those answered
 * least are forgotten. */
#ifndef ANSWER_LIMITS_H
#define ANSWER_LIMITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ANSWER_LIMITS_NUMBERS 4096

struct answer_limits;

struct answer_limits *answer_limits_new(void); /* NULL when out of memory */
void answer_limits_free(struct answer_limits *l);

/* Notes one more answer to this number in the hour of `now` (UTC ms). False if there were `most` before, counted or
 * noted: then it is to be muted. With `most` 0, or limits NULL, always true. Out of memory (and errno says so) it is
 * not noted. */
bool answer_limits_note(struct answer_limits *l, const char *number, int most, int64_t now);
/* Where the notes stand now; and back there. 0: none are left. Both, and the next, take a NULL. */
size_t answer_limits_mark(const struct answer_limits *l);
void answer_limits_back(struct answer_limits *l, size_t mark);
/* The batch is committed: what was noted counts, and who is muted from now on is named in the log. */
void answer_limits_count(struct answer_limits *l);

#endif
