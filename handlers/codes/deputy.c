#include "handlers/codes/deputy.h"

#include "handlers/answer/tell.h"
#include "handlers/codes/deputy_over.h"
#include "handlers/decision/arguments.h"
#include "handlers/decision/candidates.h"
#include "handlers/decision/permission.h"
#include "handlers/people/roster.h"
#include "handlers/span/folded_text.h"
#include "handlers/span/reader.h"
#include "templates/text/fold.h"

/* Who stood in before and does no longer. One whose time is over would not be named any more if it had been told. */
static void end_former(struct decision *d)
{
	const struct person *head = d->m->sender, *former = roster_person(d->ctx->roster, head->deputy);
	if (former && former->id != head->id && former->id != d->e->deputy)
		deputy_say_over(d->e, &d->s, former);
}

static void ask(struct decision *d, struct ticket *t, const struct person *whom)
{
	struct saying s = {.ctx = d->ctx, .mo = d->m, .ticket = t, .flow = t->flow, .now = d->m->came};
	if (!candidates_whole(d->ctx, t))
		return;
	if (!turn_has_signed(t, whom->id) && !ticket_is_about(t, whom, d->ctx->roster, d->m->came))
		answer_say(d->e, &s, whom, turn_chain(t)->say);
}

/* Asks whoever signs for the sender from now on, or the sender again, what they were asked before that. */
static void ask_waiting(struct decision *d, const struct person *whom)
{
	const struct flows *all = &d->ctx->rules->flows;
	for (size_t f = 0; f < all->n; f++) {
		size_t n = candidates_asked(d->ctx, d->m->sender, all->all[f], d->m->came, d->others, FITS_MAX);
		for (size_t i = 0; i < n; i++)
			ask(d, &d->others[i], whom);
	}
}

/* From now on `person` stands in for the sender; naming the sender ends it. */
static void name_deputy(struct decision *d, const struct person *person, int64_t until)
{
	const struct person *head = d->m->sender;
	d->e->new_deputy = true;
	d->e->deputy_of = head->id;
	d->e->deputy = person->id == head->id ? 0 : person->id;
	d->e->deputy_until = until;
	d->e->outcome = DONE;
	d->s.who = person;
	d->s.until = until;
	end_former(d);
	if (d->e->deputy)
		tell_codes(d->e, &d->s, &d->before, person);
	ask_waiting(d, person);
	answer_sender(d->e, &d->s, d->e->deputy ? d->codes[0]->answer : "deputy.ended");
}

/* Behind the code's word nothing stands but a word that wants no deputy any more. */
static bool wants_none(const struct decision *d, size_t at)
{
	const struct fold *f = d->m->folded;
	size_t end = f->len;
	while (at < end && is_blank_or_mark(f->s[at]))
		at++;
	while (end > at && is_blank_or_mark(f->s[end - 1]))
		end--;
	return end > at &&
	       lexicon_at(reader_words(d->ctx->rules->reader), LEX_NO_DEPUTY, f->s + at, end - at, NULL) == end - at;
}

bool decide_no_deputy(struct decision *d)
{
	const struct fold *f = d->m->folded;
	const struct flow *flow;
	const struct code *c;
	size_t at;
	if (d->m->gaps || !f || f->len == 0 || !(d->m->sender->roles & roster_with_deputy(d->ctx->roster)))
		return false;
	c = reader_code(d->ctx->rules->reader, f->s, f->len, NULL, &at, &flow);
	if (!c || c->does != DOES_DEPUTY || !wants_none(d, at) || !permission_ever(d->ctx, d->m->sender, c, d->m->came))
		return false;
	d->codes[0] = c;
	d->s.codes = d->codes;
	d->s.codes_n = 1;
	d->s.flow = flow;
	name_deputy(d, d->m->sender, 0);
	return true;
}

void decide_deputy(struct decision *d)
{
	struct arguments a;
	const struct person *head = d->m->sender;
	if (!(head->roles & roster_with_deputy(d->ctx->roster))) {
		d->wish.code = NULL;
		decision_refuse(d, "refused.role", NULL);
		return;
	}
	if (arguments_read(d, d->codes[0], NULL, false, &a))
		name_deputy(d, a.person, a.time);
}
