/* What a message may speak of, and the kinds of places that it fills. */
#ifndef SAYING_H
#define SAYING_H

#include "handlers/answer/context.h"
#include "handlers/condition/given.h"
#include "handlers/people/mo.h"
#include "templates/wording/own_words.h"

/* All that it points to is borrowed. */
struct saying {
	const struct context *ctx;
	const struct mo *mo;         /* NULL: no text, but an opening or a clock */
	const struct ticket *ticket; /* NULL: about none */
	const struct flow *flow;
	const struct code *const *codes; /* what the text is about, in turn */
	size_t codes_n;
	const struct person *to; /* who reads it; NULL until that is known */
	int64_t now;
	bool several;                /* who wrote has tickets of several flows */
	int64_t claim;               /* a stated time that waits for approval, or 0 */
	int64_t noted;               /* one of what stamps no node: it is in the ledger, and waits for nobody; or 0 */
	const char *words;           /* free words of the text */
	const char *besides;         /* those that no argument takes; NULL: none */
	const char *const *said;     /* of an opening: what it says for the flow's fields that keep words; else NULL */
	const char *list;            /* several lines */
	const char *what;            /* a word the refusal is about */
	const char *example;         /* text that would work */
	const struct person *who;    /* a person the text names */
	const struct ticket *stated; /* the ticket whose stated times are spoken of, or NULL */
	uint32_t nodes;              /* which nodes, as bits */
	int64_t passed;              /* a promised time that was over before its text came: it is not told; or 0 */
	int64_t since, until;
	struct given given;             /* the text's arguments */
	size_t load;                    /* customers the engineer has that day already, where that is many; else 0 */
	const struct ticket *next;      /* the engineer's next, or NULL */
	const struct clock_kind *clock; /* that speaks, or NULL */
	int64_t due;                    /* when that clock is due, or was */
	size_t count;                   /* of the lines in `list`, where that is worth saying */
};

/* A place that templates may have. */
struct place_kind {
	const char *name; /* NULL behind the last of a table */
	int max;          /* UTF-16 units */
	/* Adds to `out` what stands there in that language; nothing where there is nothing to say. */
	void (*say)(const struct saying *s, enum lang l, struct text *out);
};

/* Adds one of the program's own words, with `with` in its place. */
void saying_own(const struct saying *s, enum lang l, enum own_word which, const char *with, struct text *out);
/* Adds what stands between the members of a list, if `out` has one already. */
void saying_comma(const struct saying *s, enum lang l, struct text *out);
/* Adds a moment (UTC ms) as people write it, with as much of the date as is needed now; nothing for 0. */
void saying_when(const struct saying *s, int64_t at, struct text *out);

#endif
