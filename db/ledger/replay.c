#include "db/ledger/replay.h"

#include <string.h>

#include "db/store/ledger_rows.h"
#include "db/store/tickets.h"
#include "handlers/clock/clock_context.h"
#include "handlers/clock/clocks.h"
#include "handlers/model/change.h"
#include "handlers/model/ticket_move.h"

struct replay {
	struct store *s;
	const struct ticket *like;        /* the ticket as it is kept; NULL where no clocks are made */
	int64_t until;                    /* inbox row whose events are no longer taken */
	const struct clock_context *h;    /* NULL: the clocks stay blank */
	const struct ledger_watch *watch; /* NULL: nobody looks on */
	struct ticket *out;
	bool any, bad; /* an event was taken; one could not be read */
	/* Where the clocks are wanted, or somebody looks on: */
	struct ticket before;
	struct clock_state text_began[CLOCKS_MAX]; /* before the text whose events are being taken, */
	bool text_down;                            /* and whether the machine was down; a note is no such text */
	int64_t text;
};

/* What a note has said of the machine since then stays so. */
static void keep_down(struct replay *r, int64_t at)
{
	struct ticket was = *r->out;

	was.down = r->text_down;
	if (r->h && was.down != r->out->down)
		clocks_follow(r->h, &was, r->out, NULL, at, NULL);
}

/* An undo puts the clocks back to where they stood before the text that it takes back. */
static void move_clocks(struct replay *r, const struct ledger_step *step, const struct code *code)
{
	if (step->undoes) {
		memcpy(r->out->clocks, r->text_began, sizeof(r->text_began));
		keep_down(r, step->at);
		return;
	}
	if (step->begins && !(code && code->does == DOES_NOTE) && !change_only_tries(step->change)) {
		memcpy(r->text_began, r->before.clocks, sizeof(r->text_began));
		r->text_down = r->before.down;
	}
	if (r->h)
		clocks_follow(r->h, &r->before, r->out, code, step->at, NULL);
}

/* Deadlines hang on the machine and the customer of the time, not on those that the ticket has in the end. */
static bool measure(struct replay *r)
{
	const struct ticket *like = r->like;
	struct ticket *t = r->out;

	if (t->machine == r->before.machine && t->customer == r->before.customer)
		return true;
	if (t->machine != like->machine || t->customer != like->customer)
		return tickets_measure(r->s, t);
	t->km = like->km;
	t->customer_class = like->customer_class;
	return true;
}

static bool take_watched(struct replay *r, const struct ledger_event *e)
{
	const struct code *code = flow_code(r->out->flow, e->code.s);
	const struct ledger_step step = {
		.seq = e->seq,
		.text = e->inbox,
		.at = e->at,
		.code = e->code.s,
		.change = e->change.s,
		.before = &r->before,
		.after = r->out,
		.begins = e->inbox != r->text,
		.undoes = code && code->does == DOES_UNDO,
	};

	r->before = *r->out;
	if (!change_apply(r->out, e->change.s) || !measure(r))
		return false;
	move_clocks(r, &step, code);
	r->text = e->inbox;
	if (r->watch)
		r->watch->each(r->watch->ctx, &step);
	return true;
}

static bool take_event(void *ctx, const struct ledger_event *e, struct ledger_bytes hash)
{
	struct replay *r = ctx;

	(void)hash;
	if (e->inbox >= r->until)
		return false;
	r->any = true;
	r->bad = !(r->h || r->watch ? take_watched(r, e) : change_apply(r->out, e->change.s));
	return !r->bad;
}

static bool replay(struct store *s, int64_t ticket, struct replay *r)
{
	const struct ledger_walk w = {.each = take_event, .ctx = r};

	return ledger_walk_ticket(s, ticket, &w) && r->any && !r->bad;
}

bool ledger_replay(struct store *s, const struct flow *flow, int64_t ticket, int64_t text, struct ticket *out)
{
	ticket_blank(out, flow, ticket);
	return replay(s, ticket, &(struct replay){.until = text, .out = out});
}

/* Blank but for its words. */
static void keep_words(struct ticket *out, const struct ticket *like)
{
	struct ticket blank;

	*out = *like;
	ticket_blank(&blank, like->flow, like->number);
	ticket_restore(out, &blank);
	out->claim_set = out->claim_wrong = 0;
}

bool ledger_replay_clocks(struct store *s, const struct clock_context *h, const struct ticket *like, int64_t text,
			  struct ticket *out)
{
	keep_words(out, like);
	return replay(s, like->number, &(struct replay){.s = s, .like = like, .until = text, .h = h, .out = out});
}

bool ledger_replay_watched(struct store *s, const struct clock_context *h, const struct ticket *like,
			   const struct ledger_watch *w, struct ticket *out)
{
	keep_words(out, like);
	return replay(s, like->number,
		      &(struct replay){.s = s, .like = like, .until = INT64_MAX, .h = h, .watch = w, .out = out});
}
