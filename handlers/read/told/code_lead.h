/* What says nothing but leads to a code's word within a text: `just repaired`, `and now repaired`. Spans are counted as in
 * struct spans. */
#ifndef CODE_LEAD_H
#define CODE_LEAD_H

#include "handlers/span/span.h"

/* The i-th span is a part of what leads to the code behind it. */
bool leads_to_next_code(const struct spans *c, size_t i);
/* The i-th span is a code's word at the beginning of a clause, or with no more than what leads to it before it. */
bool code_begins_clause(const struct spans *c, size_t i);
/* So too, and what leads to it says that it is done: `depart 9:00, just arrived`. */
bool code_is_said_done(const struct spans *c, size_t i);

#endif
