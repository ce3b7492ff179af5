/* The last try: a person, or a machine that answers our answers, has sent the same text again and again and got
 * nowhere. It is answered once more, people are asked to call, and then it is answered no more for a time. */
#ifndef LAST_TRY_H
#define LAST_TRY_H

#include "handlers/decision/decision.h"

enum tries_left {
	TRIES_LEFT,  /* answered as ever */
	LAST_TRY,    /* answered once more */
	NO_TRY_LEFT, /* not answered */
};

/* Of a text that is refused or passed on, which are the tries that count (struct world, `tries`). */
enum tries_left tries_left(const struct decision *d);

/* Answers a refused text that is the last try with its refusal and what follows, and asks the head of the sender's
 * station to call, or for customers, and where there is no head, the agents. */
void last_try_refuse(struct decision *d, struct saying *s);

#endif
