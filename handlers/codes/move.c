#include "handlers/codes/move.h"

#include "handlers/answer/event.h"
#include "handlers/answer/tell.h"
#include "handlers/codes/overtaken_text.h"
#include "handlers/decision/arguments.h"
#include "handlers/decision/candidates.h"
#include "handlers/decision/permission.h"
#include "handlers/decision/ticket_pick.h"
#include "handlers/decision/typed_time.h"
#include "handlers/model/ticket_move.h"

/* A code that cannot follow those before it in the text. If its time is wrong, too, that is what the sender is told. */
static bool refuse_order(struct decision *d, size_t i, const struct ticket *t, int64_t after)
{
	int64_t claim;
	if (!typed_time_stated(d, i, after, &claim))
		return false;
	decision_wish_present(d);
	d->codes[0] = d->codes[i];
	d->s.codes_n = 1;
	d->others[0] = *t;
	d->s.ticket = &d->others[0];
	return decision_refuse(d, "refused.order", NULL);
}

/* The text sends the engineer who has the ticket already, though its code is for giving it to another. */
static bool same_lead(struct decision *d, const struct code *c, const struct ticket *t, const struct arguments *a)
{
	bool must = false;
	for (size_t i = 0; i < c->takes_n; i++)
		must |= (c->takes[i].is.kind->brings & BRINGS_LEAD) && c->takes[i].must == MUST;
	if (!must || !a->lead || a->lead->id != t->lead)
		return false;
	d->s.who = a->lead;
	d->wish.person = NULL;
	d->wish.help = true; /* an example would name somebody else */
	decision_refuse(d, "refused.same_lead", a->lead->name);
	return true;
}

/* Of several codes, the sender may not send this one. */
static bool refuse_role(struct decision *d, const struct code *c)
{
	d->codes[0] = c;
	d->s.codes_n = 1;
	return decision_refuse(d, "refused.role", NULL);
}

static struct move make_move(const struct decision *d, const struct code *c, const struct arguments *a, int64_t claim)
{
	struct move m = {.code = c, .at = d->moment, .claim = claim, .by = d->m->sender->id};
	for (size_t i = 0; i < c->takes_n; i++) {
		if (c->takes[i].is.kind->keep)
			c->takes[i].is.kind->keep(&c->takes[i], a, &m);
	}
	arguments_tell(d, c, m.told);
	return m;
}

/* Opens what the code opens: tickets of other flows. */
static void open_others(struct decision *d, const struct code *c, const struct ticket *was, struct ticket *t)
{
	const struct clock_context clocks = context_clocks(d->ctx);
	const struct condition_of of = {.ticket = t, .roster = d->ctx->roster, .before = was, .given = &d->s.given};
	if (c->opens.n > 0)
		opens_list(&clocks, &c->opens, &of, t, d->moment, true, &d->e->opens);
}

/* Moves the ticket by the i-th code. *after is the last time that was stated. False when the text was refused. */
static bool move_once(struct decision *d, size_t i, struct ticket *t, int64_t *after)
{
	const struct code *c = d->codes[i];
	bool happened = d->r.codes_n > 1, skipping;
	struct arguments a;
	struct ticket was = *t;
	struct move m;
	int64_t claim;
	if (!permission_on_ticket(d->ctx, d->m->sender, c, t, d->m->came))
		return refuse_role(d, c);
	if (!code_fits(c, t->state, &skipping))
		return i > 0 ? refuse_order(d, i, t, *after) : pick_refuse_state(d);
	d->s.ticket = d->wish.ticket = &d->before;
	if (!typed_time_stated(d, i, *after, &claim) || !arguments_read(d, c, t, happened, &a) ||
	    same_lead(d, c, t, &a))
		return false;
	m = make_move(d, c, &a, claim);
	ticket_move(t, &m);
	open_others(d, c, &was, t);
	*after = claim ? claim : *after;
	d->s.claim = claim && c->stamps ? claim : d->s.claim;
	d->s.noted = claim && !c->stamps ? claim : d->s.noted;
	d->s.passed = a.over;
	d->s.who = a.lead ? a.lead : a.person ? a.person : d->s.who;
	d->named = a.person ? a.person : d->named;
	event_add(d->ctx, d->e, &was, t, c->name, d->m->sender->id, m.at);
	event_add_stated(d->e, &was, t, claim);
	return true;
}

/* The engineer's next ticket, for the answer to a text that leaves this one. */
static void find_next(struct decision *d)
{
	const struct code *depart = NULL;
	size_t n = 0;
	if (d->codes[d->r.codes_n - 1]->to < 0 || d->e->ticket.lead != d->m->sender->id)
		return;
	for (size_t i = 0; i < d->r.flow->codes_n && !depart; i++) {
		if (d->r.flow->codes[i].visit == VISIT_DEPARTS)
			depart = &d->r.flow->codes[i];
	}
	if (depart)
		n = candidates_among(d->ctx, d->m->sender, d->r.flow, depart, depart->from, d->m->came, d->others,
				     FITS_MAX);
	for (size_t i = 0; i < n; i++) {
		const struct ticket *t = &d->others[i];
		int64_t planned = ticket_planned(t), so_far = d->s.next ? ticket_planned(d->s.next) : 0;
		bool sooner = !d->s.next || (planned && (!so_far || planned < so_far));
		if (t->number != d->e->ticket.number && sooner)
			d->s.next = t;
	}
}

/* How many other customers the engineer has on the planned day, if they are as many as the flow wants to be pointed
 * out. */
static void find_load(struct decision *d)
{
	const struct code *c = d->codes[0];
	const struct ticket *t = &d->e->ticket;
	const struct world *w = d->ctx->world;
	int64_t planned = ticket_planned(t);
	size_t n;
	if (c->load == 0 || t->lead == 0 || planned == 0)
		return;
	n = w->load(w->ctx, t, when_day(planned, 0), when_day(planned, 1));
	d->s.load = n >= (size_t)c->load ? n : 0;
}

/* A further code that was not done: the answer says so, and shows how it would be. */
static bool leave_out(struct decision *d, const char *answer)
{
	if (!d->r.left_out || !answer_names(&d->s, d->m->sender->lang, answer, "what"))
		return false;
	d->s.what = text_str(&d->r.left_out_text);
	d->s.words = d->s.besides = NULL;
	d->wish = (struct example_wish){.code = d->r.left_out, .ticket = &d->before};
	/* Whether a time or a person would do as the ticket stands now, nobody has tried. */
	d->wish.help = code_brings(d->r.left_out, ~(uint32_t)BRINGS_SAID);
	if (d->r.left_out_words.len > 0)
		d->wish.words = text_str(&d->r.left_out_words);
	d->answer = answer;
	return true;
}

/* What is said beside several codes, and neither recorded nor told; NULL for nothing. */
static const char *untaken_words(struct decision *d)
{
	struct text *said = &d->r.unheard;

	if (d->r.untaken && said->len > 0)
		text_add(said, " ");
	if (d->r.untaken)
		text_add(said, text_str(&d->r.words));
	return said->len > 0 ? text_str(said) : NULL;
}

void decide_move(struct decision *d)
{
	struct ticket t;
	int64_t after = 0;
	const char *answer;
	bool leaves;
	if (!pick_ticket(d, d->codes[0]))
		return;
	d->s.ticket = &d->before;
	d->wish.ticket = &d->before;
	if (decide_overtaken(d) || decision_too_early(d, -1))
		return;
	t = d->before;
	for (size_t i = 0; i < d->r.codes_n; i++) {
		d->wish.code = d->codes[i];
		if (!move_once(d, i, &t, &after))
			return;
	}
	decision_keep(d, &t);
	d->s.words = text_str(&d->r.words);
	tell_codes(d->e, &d->s, &d->before, d->named);
	if (d->r.codes_n > 1)
		d->s.words = untaken_words(d);
	answer = d->r.codes_n > 1 ? "caught_up.answer" : d->codes[0]->answer;
	leaves = d->codes[d->r.codes_n - 1]->stamps || d->codes[d->r.codes_n - 1]->visit == VISIT_LEAVES;
	/* Only where the answer shows it, as all the engineer's tickets are read for it. */
	if (leaves && answer_names(&d->s, d->m->sender->lang, answer, "next"))
		find_next(d);
	if (d->r.codes_n == 1)
		find_load(d);
	if (!leave_out(d, answer))
		answer_sender(d->e, &d->s, answer);
}
