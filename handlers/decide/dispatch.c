#include "handlers/decide/dispatch.h"

#include "handlers/codes/assign.h"
#include "handlers/codes/correct.h"
#include "handlers/codes/deputy.h"
#include "handlers/codes/forward.h"
#include "handlers/codes/list.h"
#include "handlers/codes/move.h"
#include "handlers/codes/note.h"
#include "handlers/codes/opt_out.h"
#include "handlers/codes/reopen.h"
#include "handlers/codes/sign/sign.h"
#include "handlers/codes/undo/undo.h"
#include "handlers/codes/undo/undo_last.h"
#include "handlers/decide/open_text.h"
#include "handlers/decision/candidates.h"
#include "handlers/decision/named_ticket.h"
#include "handlers/decision/permission.h"
#include "handlers/decision/ticket_pick.h"
#include "handlers/people/roster_roles.h"

static bool only_customer(const struct person *p)
{
	return p->customer && p->roles == 0;
}

/* `reassign Ann Reed leaving tomorrow 9:00`: was the code meant that takes both, somebody and when? False if that
 * cannot be sent. */
static bool refuse_timed(struct decision *d)
{
	const struct flow *f = d->r.flow;
	for (size_t i = 0; i < f->codes_n && d->r.doubt == DOUBT_TIMED; i++) {
		const struct code *c = &f->codes[i];
		if (c->does != DOES_MOVE || !code_brings(c, BRINGS_LEAD) || !code_brings(c, BRINGS_TIME) ||
		    candidates_fitting(d->ctx, d->m->sender, f, c, d->m->came, d->others, 1) == 0)
			continue;
		d->wish.code = c;
		d->wish.at = d->r.untaken_time.at;
		d->s.codes = &d->wish.code;
		d->s.codes_n = 1;
		decision_refuse(d, "refused.near", NULL);
		return true;
	}
	return false;
}

/* `help rolling`: the code for help stands alone, and the answer shows it so. */
static bool is_help_with_more(const struct decision *d)
{
	return d->r.doubt == DOUBT_NO_CODE && d->codes[0]->does == DOES_HELP;
}

/* What was read makes more than one sense, or the contrary: nothing is done. */
static void refuse_doubt(struct decision *d)
{
	if (refuse_timed(d))
		return;
	if (is_help_with_more(d)) {
		decision_refuse(d, "refused.near", NULL);
		return;
	}
	if (!doubt_shows_code(d->r.doubt)) {
		d->wish.help = true;
		d->wish.code = NULL;
	}
	decision_refuse(d, doubt_refusal(d->r.doubt), NULL);
}

/* For the example: of the first n times that were written one that is still ahead; of an order the first of them. */
static void wish_time(struct decision *d, size_t n)
{
	const struct reading *r = &d->r;
	for (size_t i = 0; i < n; i++) {
		/* `dispatch Sam Cole leaving 15:00 there 17:00` */
		if (d->wish.at && (r->times[i].arrival || code_brings(d->wish.code, BRINGS_LEAD)))
			continue;
		if (r->times[i].when.at > d->m->came && !r->times[i].shift)
			d->wish.at = r->times[i].when.at;
		else if (r->times[i].shift > 0)
			d->wish.shift = r->times[i].when.at - d->moment;
	}
	if (r->times_n == 0 && r->hinted > d->m->came)
		d->wish.at = r->hinted;
}

static bool needs_words(const struct code *c)
{
	bool needs = false;
	for (size_t i = 0; i < c->takes_n; i++)
		needs = needs || (c->takes[i].must == MUST && (c->takes[i].is.kind->brings & BRINGS_WORDS));
	return needs;
}

/* The same, and who was named. `dispatch 10008 Sam Cole 15:00, 10019 Ann Reed 16:00`: where the text names `several`
 * tickets, the first time and the first person are those of the first. */
static void wish_written(struct decision *d, bool several)
{
	const struct reading *r = &d->r;
	bool first = several && r->times_n > 1, named = r->people_n == 1 || (first && r->people_n > 1), words;
	wish_time(d, first ? 1 : r->times_n);
	d->wish.person = named && r->people[0].n == 1 ? r->people[0].who[0] : NULL;
	/* Of several codes it is not known whose words they are. */
	words = needs_words(d->wish.code) && r->doubt != DOUBT_BLANK_FORM && r->codes_n <= 1;
	d->wish.words = words ? decision_words(d) : NULL;
	d->wish.unusable = r->unusable;
	d->wish.time_said = r->time_said;
	if (d->wish.code->does != DOES_CLAIM)
		return;
	d->wish.nodes = r->nodes;
	d->wish.past = r->times_n > 0 ? r->times[0].when.at : 0;
}

/* `EC480-0007 dispatch Sam Cole 15:00`: the example is for that machine's ticket. */
static void wish_machine(struct decision *d)
{
	const struct code *c = d->wish.code;
	size_t n = candidates_among(d->ctx, d->m->sender, d->r.flow, c, c->from | c->from_skipping, d->m->came,
				    d->others, FITS_MAX);
	d->wish.ticket = n > 1 ? named_ticket(d, d->others, n) : NULL;
}

/* The text begins with no code: a customer's goes to people, anyone else's is asked back. `number` is that of the
 * ticket of theirs that it names, or of the first of `several`, each with its time; 0 for none. */
static void decide_unread(struct decision *d, int64_t number, bool several)
{
	const struct person *p = d->m->sender;
	if (decide_opt_of_staff(d))
		return;
	if (only_customer(p) || (p->customer && d->r.near_n == 0)) {
		decide_forward(d);
		return;
	}
	if (number != 0 && d->ctx->world->ticket(d->ctx->world->ctx, number, &d->before))
		d->s.ticket = d->wish.ticket = &d->before;
	for (size_t i = 0; i < d->r.near_n && !d->wish.code; i++) {
		if (permission_ever(d->ctx, d->m->sender, d->r.near[i], d->m->came))
			d->wish.code = d->r.near[i];
	}
	if (!d->wish.code) {
		d->wish.help = true;
		decision_refuse(d, doubt_refusal(d->r.doubt), NULL);
		return;
	}
	wish_written(d, several);
	d->wish.words = decision_words(d);
	if (!d->wish.ticket && d->wish.code->does == DOES_MOVE)
		wish_machine(d);
	if (d->wish.code->does == DOES_UNDO)
		d->wish.ticket = undo_find(d, &d->others[0]) ? &d->others[0] : NULL;
	d->s.flow = d->r.flow;
	d->s.codes = &d->wish.code;
	d->s.codes_n = 1;
	decision_refuse(d, "refused.near", NULL);
}

/* Even a refusal that needs no ticket shows the one that was named. */
static void name_ticket(struct decision *d)
{
	const struct world *w = d->ctx->world;
	if (d->r.number != 0 && !d->r.number_bad && w->ticket(w->ctx, d->r.number, &d->before) &&
	    ticket_has_to_do(&d->before, d->m->sender, d->ctx->roster, d->m->came))
		d->s.ticket = d->wish.ticket = &d->before;
}

/* Who stands in for a station head is told that only the head names a deputy. False if the sender does not. */
static bool refuse_deputy(struct decision *d, const struct code *c)
{
	size_t i = 0;
	if (c->does != DOES_DEPUTY)
		return false;
	d->s.who = roster_next_head(d->ctx->roster, d->m->sender, d->m->came, &i);
	if (d->s.who)
		decision_refuse(d, "refused.deputy", NULL);
	return d->s.who != NULL;
}

static void (*const deciders[])(struct decision *d) = {
	[DOES_MOVE] = decide_move,   [DOES_ASSIGN] = decide_assign,      [DOES_DEPUTY] = decide_deputy,
	[DOES_UNDO] = decide_undo,   [DOES_LIST] = decide_list,          [DOES_HELP] = decide_help,
	[DOES_CLAIM] = decide_claim, [DOES_APPROVE] = decide_correction, [DOES_REFUSE] = decide_correction,
	[DOES_NOTE] = decide_note,   [DOES_REOPEN] = decide_reopen,      [DOES_OPEN] = decide_open_text,
	[DOES_SIGN] = decide_sign,   [DOES_DECLINE] = decide_decline,
};

/* What is in doubt as of when the text says it was sent may be plain as of now, if it cannot have been sent then. */
static bool makes_no_sense_then(struct decision *d, const struct code *c)
{
	const struct saying s = d->s;
	const struct example_wish wish = d->wish;
	bool anew = d->moment < d->m->came && c->does == DOES_MOVE && pick_ticket(d, c) && decision_too_early(d, -1);
	d->s = s;
	d->wish = wish;
	return anew;
}

/* A customer's sentence that happens to begin with a code's word, a word that customers cannot send (`cancel` asks us
 * to call it off, `approve` may answer what we wrote), and an undo of nothing. */
static bool is_for_people(struct decision *d, const struct code *c)
{
	bool words = c->does == DOES_OPEN || (c->by & BY_THE_CUSTOMER && code_brings(c, BRINGS_WORDS));
	return (!d->r.clean && !words) || !permission_ever(d->ctx, d->m->sender, c, d->m->came) ||
	       (c->does == DOES_UNDO && !undo_find(d, &d->others[0]));
}

/* What is in doubt as a text of one flow may be plain as one of another that shares its word. True if it is about a ticket
 * of such a one. */
static bool is_meant_elsewhere(struct decision *d)
{
	return d->s.several && !d->flow && pick_flow(d) && decision_of_other(d, d->others[0].flow);
}

static void decide_code(struct decision *d, bool several)
{
	const struct code *c = d->codes[0];
	d->s.flow = d->r.flow;
	d->s.codes = d->codes;
	d->s.codes_n = d->r.codes_n;
	d->wish.code = c;
	d->wish.unwanted = d->r.unwanted;
	wish_written(d, several);
	if (only_customer(d->m->sender) && is_for_people(d, c)) {
		decide_forward(d);
		return;
	}
	if (!permission_ever(d->ctx, d->m->sender, c, d->m->came)) {
		if (refuse_deputy(d, c))
			return;
		name_ticket(d);
		decision_refuse(d, "refused.role", NULL);
		return;
	}
	if (d->r.doubt != DOUBT_NONE) {
		if (is_meant_elsewhere(d))
			return;
		if (makes_no_sense_then(d, c))
			return;
		name_ticket(d);
		refuse_doubt(d);
		return;
	}
	deciders[c->does](d);
}

/* Which of the numbers in the text belong to tickets the sender has to do with. */
static size_t find_mine(const struct context *ctx, const struct mo *m, int64_t mine[NUMBERS_IN_TEXT])
{
	int64_t numbers[NUMBERS_IN_TEXT];
	struct ticket t;
	size_t kept = 0, n = reading_numbers(m->folded, numbers, NUMBERS_IN_TEXT);
	for (size_t i = 0; i < n; i++) {
		if (ctx->world->ticket(ctx->world->ctx, numbers[i], &t) &&
		    ticket_has_to_do(&t, m->sender, ctx->roster, m->came))
			mine[kept++] = numbers[i];
	}
	return kept;
}

/* Whoever has no ticket of a flow reads on as if there were none. */
static bool may_send(void *ctx, const struct code *c)
{
	struct decision *d = ctx;
	const struct flows *all = &d->ctx->rules->flows;
	return permission_ever(d->ctx, d->m->sender, c, d->m->came) &&
	       (all->n < 2 || c->does == DOES_OPEN || own_flow(d, flow_of_code(all, c)));
}

/* The word belongs to several flows, and it is another of them that is meant: that of the ticket whose number stands
 * there, else one whose code the sender may send. */
static bool is_of_other_flow(struct decision *d)
{
	const struct flows *all = &d->ctx->rules->flows;
	const struct world *w = d->ctx->world;
	struct ticket *t = &d->others[0];
	if (all->n < 2 || d->flow)
		return false;
	if (d->r.number != 0)
		return !d->r.number_bad && w->ticket(w->ctx, d->r.number, t) && decision_code_of(d, t->flow) &&
		       decision_of_other(d, t->flow);
	for (size_t i = 0; i < all->n && !may_send(d, d->codes[0]); i++) {
		const struct code *c = decision_code_of(d, all->all[i]);
		if (c && may_send(d, c))
			return decision_of_other(d, all->all[i]);
	}
	return false;
}

static void read_and_decide(struct decision *d)
{
	const struct context *ctx = d->ctx;
	int64_t mine[NUMBERS_IN_TEXT];
	size_t n = find_mine(ctx, d->m, mine);
	const struct reading_input input = {.reader = ctx->rules->reader,
					    .roster = ctx->roster,
					    .sender = d->m->sender,
					    .may = may_send,
					    .ctx = d,
					    .original = d->m->text,
					    .f = d->m->folded,
					    .mine = mine,
					    .mine_n = n,
					    .moment = d->moment,
					    .flow = d->flow};
	d->s.several = own_several_flows(d);
	reading_read(&d->r, &input);
	for (size_t i = 0; i < d->r.codes_n; i++)
		d->codes[i] = d->r.codes[i].code;
	if (d->r.codes_n == 0)
		decide_unread(d, n == 1 || (n > 1 && d->r.times_n > 1) ? mine[0] : 0, n > 1);
	else if (!is_of_other_flow(d))
		decide_code(d, n > 1);
}

void dispatch(struct decision *d)
{
	if (decide_opt(d) || decide_help_of(d) || decide_no_deputy(d))
		return;
	read_and_decide(d);
	/* Once for the moment, once for the flow. */
	for (int i = 0; d->anew && i < 2; i++) {
		decision_restart(d);
		read_and_decide(d);
	}
}

void dispatch_gaps(struct decision *d)
{
	if (only_customer(d->m->sender)) {
		decide_forward(d);
		return;
	}
	d->s.words = d->m->text;
	d->wish.help = true;
	decision_refuse(d, "refused.gaps", NULL);
}
