/* How a clock's time is reckoned, for people: in the words of a language. */
#ifndef CLOCK_RULE_H
#define CLOCK_RULE_H

#include "handlers/model/clock_kind.h"
#include "templates/wording/own_words.h"

/* The line that is worded so now; NULL: the flow has changed since, and has none. */
const struct due_rule *clock_rule_worded(const struct clock_kind *k, const char *judged);
/* Adds it, without what its line asks for. `judged` is how the line was worded by which it was judged; "": it was not.
 * Nothing where that line is gone, or the language has no words for it. */
void clock_rule_say(const struct own_words *words, const struct clock_kind *k, const struct clock_state *s,
		    const char *judged, struct text *out);

#endif
