/* Telling: whom a text, an opening or a clock's step is told, each once. */
#ifndef TELL_H
#define TELL_H

#include "handlers/answer/answer.h"

/* Everyone whom the codes of `s` tell, the sender left out, who hears by the answer; of times that the text states, too.
 * `before` is the ticket as it was, `named` whom the text names, or NULL. */
void tell_codes(struct effects *e, const struct saying *s, const struct ticket *before, const struct person *named);
/* A text that tells nobody else may still have stated times: whoever is to hear of these. */
void tell_stated(struct effects *e, const struct saying *s, const struct ticket *before);
void tell_opening(struct effects *e, const struct saying *s);
/* The audiences of a clock's step. */
void tell_step(struct effects *e, const struct saying *s, const struct clock_step *p);
/* Says `template` to everyone who was told of the ticket of `s` because of that text (0: because of any), the sender left
 * out. */
void tell_told(struct effects *e, const struct saying *s, int64_t text, const char *template);

#endif
