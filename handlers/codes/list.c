#include "handlers/codes/list.h"

#include "handlers/decision/candidates.h"
#include "handlers/decision/listing.h"
#include "handlers/decision/may.h"

#include <stdlib.h>

static void list_line(struct decision *d, const struct ticket *t)
{
	char time[24] = "";
	/* Once someone is on the way or there, the planned time says nothing any more. */
	bool ahead = t->phase == VISIT_AHEAD || t->phase == VISIT_OVER;
	int64_t at = t->eta ? t->eta : ahead ? t->planned : 0;
	if (at)
		when_write(at, d->m->came, time);
	listing_add_ticket(d, t);
	text_addf(&d->list, "%s%s", *time ? " " : "", time);
}

/* Adds the tickets of one flow on which this person could do something now, each once. */
static void list_flow(struct decision *d, const struct flow *f)
{
	struct ticket *all = calloc(FITS_MAX, sizeof(*all));
	int64_t shown[FITS_MAX * 4];
	size_t shown_n = 0, n;
	if (!all)
		return;
	for (size_t c = 0; c <= f->codes_n; c++) {
		const struct code *code = c < f->codes_n ? &f->codes[c] : NULL;
		const struct person *p = d->m->sender;
		if (code && (code->does == DOES_MOVE || code->does == DOES_ASSIGN) &&
		    may_ever(d->ctx, p, code, d->m->came))
			n = candidates_among(d->ctx, p, f, code, code->from | code->from_skipping, d->m->came, all,
					     FITS_MAX);
		else if (code && (code->does == DOES_APPROVE || code->does == DOES_REFUSE) &&
			 may_ever(d->ctx, p, code, d->m->came))
			n = candidates_claimed(d->ctx, p, f, code, d->m->came, all, FITS_MAX);
		else if (!code && p->customer)
			n = candidates_among(d->ctx, p, f, NULL, flow_open_states(f), d->m->came, all, FITS_MAX);
		else
			continue;
		for (size_t i = 0; i < n && shown_n < sizeof(shown) / sizeof(*shown); i++) {
			bool there = false;
			for (size_t j = 0; j < shown_n && !there; j++)
				there = shown[j] == all[i].number;
			if (there)
				continue;
			shown[shown_n++] = all[i].number;
			list_line(d, &all[i]);
		}
	}
	free(all);
}

static void answer_list(struct decision *d)
{
	d->s.list = text_str(&d->list);
	d->e->outcome = ANSWERED;
	answer_sender(d->e, &d->s, d->codes[0]->answer);
}

void decide_list(struct decision *d)
{
	for (size_t i = 0; i < d->ctx->flows->n; i++)
		list_flow(d, d->ctx->flows->all[i]);
	answer_list(d);
}

static void help_code(struct decision *d, const struct code *c)
{
	enum lang l = d->m->sender->lang;
	text_addf(&d->list, "%s%s", d->list.len ? "\n" : "", c->word.in[l]);
	/* The digit is what an old phone types; letters and the other language's word need no room here. */
	for (size_t i = 0; i < c->words_n; i++) {
		if (c->words[i][0] >= '0' && c->words[i][0] <= '9')
			text_addf(&d->list, "(%s)", c->words[i]);
	}
	for (size_t i = 0; i < c->takes_n; i++)
		text_addf(&d->list, c->takes[i].must == MUST ? " %s" : " [%s]", c->takes[i].label.in[l]);
}

void decide_help(struct decision *d)
{
	for (size_t i = 0; i < d->ctx->flows->n; i++) {
		const struct flow *f = d->ctx->flows->all[i];
		for (size_t c = 0; c < f->codes_n; c++) {
			if (may_ever(d->ctx, d->m->sender, &f->codes[c], d->m->came))
				help_code(d, &f->codes[c]);
		}
	}
	answer_list(d);
}
