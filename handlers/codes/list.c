#include "handlers/codes/list.h"

#include "handlers/decision/candidates.h"
#include "handlers/decision/listing.h"
#include "handlers/decision/permission.h"

#include <stdlib.h>
#include <string.h>

static void list_line(struct decision *d, const struct ticket *t)
{
	char time[24] = "";
	/* What was planned tells nothing any more once someone is on the way or there. */
	bool ahead = t->phase == VISIT_AHEAD || t->phase == VISIT_OVER;
	int64_t expected = ticket_expected(t), at = expected || !ahead ? expected : ticket_planned(t);
	if (at)
		when_write(at, d->m->came, time);
	listing_add_ticket(d, t);
	text_addf(&d->list, "%s%s", *time ? " " : "", time);
}

/* The tickets of this flow on which the sender could do something by this code; NULL: which are theirs as a
 * customer. */
static size_t tickets_for(struct decision *d, const struct flow *f, const struct code *c, struct ticket *out)
{
	const struct person *p = d->m->sender;
	int64_t now = d->m->came;
	if (!c)
		return p->customer ? candidates_among(d->ctx, p, f, NULL, flow_open_states(f), now, out, FITS_MAX) : 0;
	if (!permission_ever(d->ctx, p, c, now))
		return 0;
	if (c->does == DOES_MOVE || c->does == DOES_ASSIGN)
		return candidates_among(d->ctx, p, f, c, c->from | c->from_skipping, now, out, FITS_MAX);
	if (c->does == DOES_APPROVE || c->does == DOES_REFUSE)
		return candidates_claimed(d->ctx, p, f, c, now, out, FITS_MAX);
	return 0;
}

struct shown {
	int64_t numbers[FITS_MAX * 4];
	size_t n;
};

/* False if it is there already, or there is no more room. */
static bool show_once(struct shown *s, int64_t number)
{
	for (size_t i = 0; i < s->n; i++) {
		if (s->numbers[i] == number)
			return false;
	}
	if (s->n == sizeof(s->numbers) / sizeof(*s->numbers))
		return false;
	s->numbers[s->n++] = number;
	return true;
}

static void list_flow(struct decision *d, const struct flow *f)
{
	struct ticket *all = calloc(FITS_MAX, sizeof(*all));
	struct shown shown = {.n = 0};
	for (size_t c = 0; all && c <= f->codes_n; c++) {
		size_t n = tickets_for(d, f, c < f->codes_n ? &f->codes[c] : NULL, all);
		for (size_t i = 0; i < n; i++) {
			if (show_once(&shown, all[i].number))
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
	for (size_t i = 0; i < d->ctx->rules->flows.n; i++)
		list_flow(d, d->ctx->rules->flows.all[i]);
	answer_list(d);
}

static void help_code(struct decision *d, const struct code *c)
{
	enum lang l = d->m->sender->lang;
	text_addf(&d->list, "%s%s", d->list.len ? "\n" : "", c->word.in[l]);
	/* Digits are easy to type on an old phone. Letters, and the word in the other language, would only take
	 * room. */
	for (size_t i = 0; i < c->words_n; i++) {
		if (c->words[i][0] >= '0' && c->words[i][0] <= '9')
			text_addf(&d->list, "(%s)", c->words[i]);
	}
	for (size_t i = 0; i < c->takes_n; i++) {
		/* What may stand behind every text need not be listed with each. */
		if (c->takes[i].is.kind->brings & BRINGS_BESIDES)
			continue;
		text_addf(&d->list, c->takes[i].must == MUST ? " %s" : " [%s]", c->takes[i].is.label.in[l]);
	}
}

/* Flows may share a word: help says it once. */
static bool said_before(const struct decision *d, size_t flow, const struct code *c)
{
	for (size_t i = 0; i < flow; i++) {
		const struct flow *f = d->ctx->rules->flows.all[i];
		for (size_t k = 0; k < f->codes_n; k++) {
			if (strcmp(f->codes[k].words[0], c->words[0]) == 0 &&
			    permission_ever(d->ctx, d->m->sender, &f->codes[k], d->m->came))
				return true;
		}
	}
	return false;
}

void decide_help(struct decision *d)
{
	for (size_t i = 0; i < d->ctx->rules->flows.n; i++) {
		const struct flow *f = d->ctx->rules->flows.all[i];
		for (size_t c = 0; c < f->codes_n; c++) {
			if (permission_ever(d->ctx, d->m->sender, &f->codes[c], d->m->came) &&
			    !said_before(d, i, &f->codes[c]))
				help_code(d, &f->codes[c]);
		}
	}
	answer_list(d);
}
