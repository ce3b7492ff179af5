/* Opening a ticket: asked for by a system or a verb. */
#ifndef OPENING_H
#define OPENING_H

#include "handlers/answer/context.h"
#include "handlers/answer/effects.h"
#include "templates/wording/refusal/row_words.h"

struct opening {
	const struct flow *flow;
	int64_t number;                                      /* the new ticket's */
	const struct machine *machine;                       /* NULL: nobody knows it; `serial` keeps the words */
	const struct person *customer;                       /* NULL: likewise */
	const struct station *station;                       /* NULL: likewise */
	const char *serial, *customer_words, *station_words; /* "" for none */
	const char *fault, *site;
	bool down;
	const struct mo *mo; /* the text that opens it; NULL: none does */
	int64_t by;          /* 0: the desk, or a system */
	int64_t came;
	int64_t parent; /* the ticket that opens it; 0: none does */
	int64_t text;   /* the id of the input that asks for it */
	/* What its fields are to keep, as struct move has it, and what was said for those that keep words; NULL: nothing. */
	int64_t told[FIELDS_MAX];
	const char *said[FIELDS_MAX];
};

/* Fills the field `name` of the opening, whose flow is known, with what stands for it apart from any language; `said` is
 * borrowed. False with a line in why[size] if the flow has no such field, or that is no such value. */
bool opening_field(const struct context *ctx, struct opening *o, const char *name, const char *said, char *why,
		   size_t size);

/* The same as that line, in these words. */
void opening_field_wrong(const struct row_words *words, const struct flow *f, const char *name, const char *said,
			 struct text *out);

/* Into `e`, which effects_begin() has made ready. */
void decide_open(const struct context *ctx, const struct opening *o, struct effects *e);

/* The same where the ticket is there already, as `before`: the fields that are given are filled anew, under the code
 * CODE_IMPORT, and nobody is told. Where nothing changes, or the ticket has ended, there is no event. An undo reaches no
 * text before it. */
void decide_open_again(const struct context *ctx, const struct opening *o, const struct ticket *before,
		       struct effects *e);

#endif
