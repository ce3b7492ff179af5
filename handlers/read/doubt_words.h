/* What the words behind a code say against it; for this wing alone. Each is a rule of the table in settle_doubt.c. */
#ifndef DOUBT_WORDS_H
#define DOUBT_WORDS_H

#include "handlers/read/text_read.h"
#include "handlers/span/span.h"

/* The text asks; `words_ask_time`: whether the time that stands in it will do. */
bool words_ask(const struct spans *c, const struct reading *r);
bool words_ask_time(const struct spans *c, const struct reading *r);
/* The text is said to be a slip, or behind what the code takes not to be so. */
bool words_mistaken(const struct spans *c, const struct reading *r);
/* The code's word is the verb of a sentence about something else. */
bool words_everyday(const struct spans *c, const struct reading *r);
/* When he will be there is said to be unknown, by whoever should promise it. */
bool words_unsure(const struct spans *c, const struct reading *r);
/* Nobody was spoken to, by whoever reports a call. */
bool words_unreached(const struct spans *c, const struct reading *r);
/* Who should have left says that he has not. */
bool words_stay(const struct spans *c, const struct reading *r);
/* What is reported as done was not, or was where it is said not to be. */
bool words_contradict(const struct spans *c, const struct reading *r);
/* What a call was to hear the end of is not done. */
bool words_not_over(const struct spans *c, const struct reading *r);
/* What should have been done is another engineer's now. */
bool words_handed(const struct spans *c, const struct reading *r);
/* Of another ticket, whose number it bears, it says that nothing has been done there yet. */
bool words_elsewhere(const struct spans *c, const struct reading *r);
/* What is called off is to be done at another time, or by somebody else. */
bool words_replaced(const struct spans *c, const struct reading *r);
/* Behind a word by which people also bid one another to wait they only say how long, and not for what. */
bool words_only_how_long(const struct spans *c, const struct reading *r);
/* The time is when he will set out. */
bool words_leaving(const struct spans *c, const struct reading *r);
/* Where he has arrived is on the way. */
bool words_on_the_way(const struct spans *c, const struct reading *r);

#endif
