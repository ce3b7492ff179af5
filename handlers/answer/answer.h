/* Messages: a template, filled for one person. */
#ifndef ANSWER_H
#define ANSWER_H

#include "handlers/answer/effects.h"
#include "handlers/answer/saying.h"

/* The templates that the program itself uses, whatever the flows are; ends with NULL. */
extern const char *const fixed_templates[];
/* Sent only where a flow confirms corrections: the digits that count after wrong ones. */
#define CONFIRM_ANEW "confirm.anew"

/* True if that template has a place of that name in that language. What no text shows need not be found out. */
bool answer_names(const struct saying *s, enum lang l, const char *template, const char *place);
/* Adds a message to `to` in their language. Returns false when there is no room or memory (e->failed is then set). */
bool answer_say(struct effects *e, const struct saying *s, const struct person *to, const char *template);
/* The sender's own answer, to the number that wrote. */
bool answer_sender(struct effects *e, const struct saying *s, const char *template);
/* What that answer would say, for another to quote: to be freed. NULL where there is no room or memory. */
char *answer_written(struct effects *e, const struct saying *s, const char *template);

#endif
