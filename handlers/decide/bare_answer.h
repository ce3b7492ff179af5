/* Bare answers: a customer's `5` or `satisfied` alone answers what the customer was asked, until its time is over. For
 * this wing alone. */
#ifndef BARE_ANSWER_H
#define BARE_ANSWER_H

#include "handlers/decision/decision.h"

/* To how many open questions the text is an answer; the first of them, and the text as it would stand in full. */
struct bare_answer {
	size_t n;
	const struct code *code;
	struct ticket *tickets; /* FITS_MAX of them at most; NULL: none */
	struct mo mo;           /* of n 1 */
	struct text text;
	struct fold folded;
};

/* To be freed in any case. `m` must stay. */
void bare_answer_read(const struct context *ctx, const struct mo *m, struct bare_answer *out);
void bare_answer_free(struct bare_answer *b);
/* Several questions are open: the text is asked back. */
void bare_answer_ask(struct decision *d, struct bare_answer *b);

#endif
