/* Times in a text. For reading alone: handlers/span and handlers/read. */
#ifndef TIME_SPAN_H
#define TIME_SPAN_H

#include "handlers/span/span.h"

bool span_time(const struct spans *c, struct span *t);
/* The time at i, as of the moment; kind WHEN_NONE if there is none. */
struct when time_at(const struct spans *c, size_t i, enum when_tense tense);
/* The same directly behind a code, where `16 30` and `16,30` are times, too. */
struct when direct_time(const struct spans *c, size_t i, enum when_tense tense);
/* Digits glued to a code that are a time, although what follows begins as a unit does. */
bool glued_clock(const struct spans *c, size_t i);
/* A time without a day is ahead if its next occurrence is nearer than its last. */
bool time_is_ahead(const struct spans *c, const struct when *behind, const struct when *ahead);
/* Past marks, and what else may stand between a code and its time. */
size_t to_time(const struct spans *c, size_t i);
/* What stands at i, right behind a time, and says that it will not do, with its length: a word, or one before another
 * time, as in `16:30 now 17:15`. 0 if nothing does. */
size_t no_time_at(const struct spans *c, size_t i);
/* What stands at i says when, maybe behind fillers: a time, a day, digits, or one of LEX_BY_WHEN. */
bool begins_when(const struct spans *c, size_t i);
/* The time of a span, as one that lies behind. */
struct when behind_of(const struct spans *c, const struct span *t);
/* A time that has not come yet, as far as that can be told. */
bool lies_ahead(const struct spans *c, const struct span *t);
/* An hour alone at the end of its clause, as if it were 5:00: `around 5.` What makes it one must stand before it. */
struct when lone_hour(const struct spans *c, size_t i);
/* An hour alone that comes sooner than it last went, or of which the text is not sure: `six`, `six I think`. */
bool hour_to_come(const struct spans *c, size_t i);

#endif
