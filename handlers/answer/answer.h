/* Saying it: what stands in a template's places, whom it goes to, and an example that works. */
#ifndef ANSWER_H
#define ANSWER_H

#include "handlers/answer/context.h"
#include "handlers/answer/effects.h"
#include "handlers/model/mo.h"

/* What a message may speak of. Strings are borrowed. */
struct saying {
	const struct context *ctx;
	const struct mo *mo;         /* NULL: opened by the desk */
	const struct ticket *ticket; /* NULL: about none */
	const struct flow *flow;
	const struct code *const *codes; /* what the text is about, in turn */
	size_t codes_n;
	int64_t now;
	int64_t claim;               /* a stated time that waits for approval, or 0 */
	const char *words;           /* free words of the text */
	const char *list;            /* several lines */
	const char *what;            /* a word the refusal is about */
	const char *example;         /* text that would work */
	const struct person *who;    /* a person the text names */
	const struct ticket *stated; /* whose claims are spoken of; NULL: none's */
	uint32_t nodes;              /* which nodes, as bits */
	int64_t since, until;
	size_t load;                    /* customers the engineer has that day already, where that is many; else 0 */
	const struct ticket *next;      /* the engineer's next, or NULL */
	const struct clock_kind *clock; /* that speaks, or NULL */
	int64_t due;                    /* when it is due, or was */
	size_t count;                   /* of the lines in `list`, where that is worth saying */
};

/* The largest a place may be in UTF-16 units, 0 if nothing fills it; `ctx` is a struct flow, whose arguments are places too. */
int answer_place_max(void *ctx, const char *name);

/* All places but the flows' own arguments; the templates that every flow needs. Both end with NULL. */
extern const char *const place_names[];
extern const char *const fixed_templates[];

/* True if that template, in that language, has a place of that name: what no answer says need not be found out. */
bool answer_names(const struct saying *s, enum lang l, const char *template, const char *place);
/* Adds a message to `to` in their language. Returns false when there is no room or memory (e->failed is then set). */
bool answer_say(struct effects *e, const struct saying *s, const struct person *to, const char *template);
/* The sender's own answer, to the number that wrote. */
bool answer_sender(struct effects *e, const struct saying *s, const char *template);

#endif
