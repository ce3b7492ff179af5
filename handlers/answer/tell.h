/* Telling: whom a text, an opening or a clock's step is told, each once. */
#ifndef TELL_H
#define TELL_H

#include "handlers/answer/answer.h"

/* Everyone whose turn it has become to sign, whom the codes of `s` tell, and those who are to hear of times that the
 * text states. The sender is left out, who gets the answer. `before` is the ticket as it was, `named` the person whom
 * the text names, or NULL. */
void tell_codes(struct effects *e, const struct saying *s, const struct ticket *before, const struct person *named);
/* Those whose turn it is, where another set of digits counts now. */
void tell_asked_anew(struct effects *e, const struct saying *s, const struct ticket *before);
/* All who may decide on the ticket's stated times, the sender too. */
void tell_deciders(struct effects *e, const struct saying *s, const char *template);
/* Only those who are to hear of times that the text states. */
void tell_stated(struct effects *e, const struct saying *s, const struct ticket *before);
/* The same, and before them those whom an opening tells. */
void tell_anew(struct effects *e, const struct saying *s, const struct ticket *before);
/* The audiences of the opening. Where nobody who works here is among them, the agents are told instead; where there is no
 * agent either, e->unheard is set. */
void tell_opening(struct effects *e, const struct saying *s);
/* The audiences of a clock's step. */
void tell_step(struct effects *e, const struct saying *s, const struct clock_step *p);
/* Sends `template` to everyone who was told of the ticket because of that text (0: because of any), the sender left
 * out. What is said besides no customer hears. False if none of the staff is among them. */
bool tell_told(struct effects *e, const struct saying *s, int64_t text, const char *template);
/* The same of what is taken back. Where it is false, what is said besides becomes words that nobody has read: the answer
 * to come says so. */
void tell_undone(struct effects *e, struct saying *s, int64_t text, const char *template);

/* Everyone who has the role for the ticket of `s`, deputies considered: who is told where a flow names it. */
void tell_each_of_role(const struct saying *s, enum role role, void (*each)(void *ctx, const struct person *p),
		       void *ctx);

#endif
