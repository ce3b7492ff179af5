#include "handlers/codes/list.h"

#include "handlers/decision/candidates.h"
#include "handlers/decision/listing.h"
#include "handlers/decision/permission.h"
#include "handlers/span/folded_text.h"
#include "handlers/span/reader.h"
#include "templates/text/fold.h"

#include <stdlib.h>
#include <string.h>

#define TITLE_PART 4 /* bytes of a flow's title behind help, at least */

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
	if (d->s.several)
		text_addf(&d->list, " %s", t->flow->title.in[d->m->sender->lang]);
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
	if (c->does == DOES_SIGN)
		return candidates_asked(d->ctx, p, f, now, out, FITS_MAX);
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
	struct ticket *all = candidates_room(d->ctx, FITS_MAX);
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
static bool said_before(const struct decision *d, const struct flow *flow, const struct code *c)
{
	for (size_t i = 0; i < d->ctx->rules->flows.n && d->ctx->rules->flows.all[i] != flow; i++) {
		const struct flow *f = d->ctx->rules->flows.all[i];
		for (size_t k = 0; d->helped & 1u << i && k < f->codes_n; k++) {
			if (strcmp(f->codes[k].words[0], c->words[0]) == 0 &&
			    permission_ever(d->ctx, d->m->sender, &f->codes[k], d->m->came))
				return true;
		}
	}
	return false;
}

/* Where the sender has tickets of some flows, the codes of the others would say nothing to them. */
static bool is_shown(struct decision *d, const struct flow *f)
{
	const struct flows *all = &d->ctx->rules->flows;
	bool any = false;
	for (size_t i = 0; i < all->n && !any; i++)
		any = own_flow(d, all->all[i]);
	return !any || own_flow(d, f);
}

static void help_flow(struct decision *d, const struct flow *f)
{
	for (size_t c = 0; c < f->codes_n; c++) {
		if (permission_ever(d->ctx, d->m->sender, &f->codes[c], d->m->came) && !said_before(d, f, &f->codes[c]))
			help_code(d, &f->codes[c]);
	}
}

/* Whoever may open a ticket needs none to have. */
static void help_opening(struct decision *d, const struct flow *f)
{
	if (f->open.does == DOES_OPEN && permission_ever(d->ctx, d->m->sender, &f->open, d->m->came))
		help_code(d, &f->open);
}

void decide_help(struct decision *d)
{
	for (size_t i = 0; i < d->ctx->rules->flows.n; i++) {
		const struct flow *f = d->ctx->rules->flows.all[i];
		help_opening(d, f);
		if (!is_shown(d, f))
			continue;
		d->helped |= 1u << i;
		help_flow(d, f);
	}
	answer_list(d);
}

/* The one flow whose title has these words in it, in any language; NULL if none or several have. */
static const struct flow *flow_titled(const struct flows *all, const char *words, size_t n)
{
	const struct flow *found = NULL;
	for (size_t i = 0; i < all->n; i++) {
		bool has = false;
		for (enum lang l = 0; l < langs_n; l++) {
			char title[LABEL_BYTES];
			has |= fold_small(title, sizeof(title), all->all[i]->title.in[l]) &&
			       memmem(title, strlen(title), words, n) != NULL;
		}
		if (has && found)
			return NULL;
		found = has ? all->all[i] : found;
	}
	return found;
}

bool decide_help_of(struct decision *d)
{
	const struct flows *all = &d->ctx->rules->flows;
	const struct fold *f = d->m->folded;
	const struct flow *flow;
	const struct code *c;
	size_t at, end = f ? f->len : 0;
	if (all->n < 2 || d->m->gaps || end == 0)
		return false;
	c = reader_code(d->ctx->rules->reader, f->s, end, NULL, &at, &flow);
	if (!c || c->does != DOES_HELP)
		return false;
	while (at < end && is_blank_or_mark(f->s[at]))
		at++;
	while (end > at && is_blank_or_mark(f->s[end - 1]))
		end--;
	flow = end - at >= TITLE_PART ? flow_titled(all, f->s + at, end - at) : NULL;
	if (!flow)
		return false;
	d->codes[0] = c;
	d->s.codes = d->codes;
	d->s.codes_n = 1;
	d->s.flow = flow;
	text_add(&d->list, flow->title.in[d->m->sender->lang]);
	help_opening(d, flow);
	help_flow(d, flow);
	answer_list(d);
	return true;
}
