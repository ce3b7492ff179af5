#include "gateway/rehearse/player.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "db/store/store.h"
#include "db/store/tickets_found.h"
#include "gateway/rehearse/expect.h"
#include "gateway/rehearse/play_clock.h"
#include "gateway/rehearse/play_text.h"
#include "gateway/rehearse/play_use.h"
#include "gateway/rehearse/rehearsal.h"
#include "gateway/talk/talk_read.h"
#include "templates/text/units.h"

#define TICKETS_SHOWN 1000

static bool sends(const struct step *s)
{
	return s->kind == STEP_AT || s->kind == STEP_OPEN || s->kind == STEP_TEXT || s->kind == STEP_AGAIN ||
	       s->kind == STEP_USE;
}

/* False where the step needs a time and there is none, or something has failed before. */
static bool has_clock(struct rehearsal *r, const struct step *s)
{
	bool needs_clock = s->kind == STEP_OPEN || s->kind == STEP_TEXT || s->kind == STEP_AGAIN;

	if (r->code == VERB_DONE && needs_clock && !r->stage.minute)
		rehearsal_fault(r, s->line, "the talk has no time yet; put `at 2026-11-21 09:00` above this line");
	return r->code == VERB_DONE;
}

static void run_step(struct rehearsal *r, const struct step *s, struct ticket *t)
{
	switch (s->kind) {
	case STEP_USE:
		play_use(r, s);
		break;
	case STEP_AT:
		play_at(r, s);
		break;
	case STEP_OPEN:
		play_open(r, s);
		break;
	case STEP_TEXT:
		play_text(r, s);
		break;
	case STEP_AGAIN:
		play_again(r, s);
		break;
	case STEP_EXPECT:
		expect_text(r, s);
		break;
	case STEP_REST:
		r->sent_texts.waived = true;
		break;
	case STEP_NOBODY:
		expect_nobody(r, s);
		break;
	case STEP_TICKET:
		expect_state(r, s, t);
		break;
	case STEP_OPENED:
		expect_opened(r, s, t);
		break;
	case STEP_NODE:
		expect_node(r, s, t);
		break;
	case STEP_FIELD:
		expect_field(r, s, t);
		break;
	case STEP_CLOCK:
		expect_clock(r, s, t);
		break;
	}
}

static void play_step(struct rehearsal *r, const struct step *s, struct ticket *t)
{
	r->step = s;
	if (sends(s))
		expect_no_more(r);
	if (!has_clock(r, s))
		return;
	run_step(r, s, t);
	if (r->code == VERB_DONE && store_failed(r->stage.gateway.store))
		rehearsal_store_fault(r);
}

static void print_tickets(struct rehearsal *r)
{
	struct ticket *all = calloc(TICKETS_SHOWN, sizeof(*all));
	size_t n =
		all ? tickets_list(r->stage.gateway.store, &r->stage.gateway.rules->flows, true, 0, all, TICKETS_SHOWN)
		    : 0;

	for (size_t i = n; i > 0; i--)
		fprintf(r->out, "ticket %lld: %s\n", (long long)all[i - 1].number, rehearsal_state(&all[i - 1]));
	free(all);
}

static void play_steps(struct rehearsal *r)
{
	struct ticket *t = calloc(1, sizeof(*t));

	if (!t) {
		rehearsal_fault(r, 0, "out of memory");
		r->code = VERB_BROKEN;
		return;
	}
	for (size_t i = 0; i < r->talk.n && r->code == VERB_DONE; i++)
		play_step(r, &r->talk.steps[i], t);
	if (r->code == VERB_DONE)
		expect_no_more(r);
	print_tickets(r);
	free(t);
}

static void play(struct rehearsal *r, const struct setup *setup, struct rulebook *rules)
{
	char why[WHY_BYTES] = "";

	if (!stage_open(&r->stage, setup, rules, why, sizeof(why))) {
		rehearsal_fault(r, 0, "%s", why);
		r->code = VERB_BROKEN;
		return;
	}
	fprintf(r->out, "%s\n", r->talk.file);
	play_steps(r);
	sent_texts_clear(&r->sent_texts);
	roster_free(&r->roster);
	stage_close(&r->stage);
	free(r->last_payload);
	free(r->last_words);
}

int player_play(const char *file, const struct setup *s, struct rulebook *rules, FILE *out, struct faults *f)
{
	struct rehearsal *r = calloc(1, sizeof(*r));
	size_t before;
	int code;

	if (!r) {
		fault_add(f, file, 0, 0, 0, "out of memory; free some and try again");
		return VERB_BROKEN;
	}
	r->out = out;
	r->faults = f;
	before = f->n;
	if (talk_read(&r->talk, file, f)) {
		play(r, s, rules);
	} else if (f->n > before) {
		r->code = VERB_FAULTY;
	} else {
		fault_add(f, file, 0, 0, 0, "cannot be opened: %s; name a talk that can be read", strerror(errno));
		r->code = VERB_BROKEN;
	}
	code = r->code;
	talk_free(&r->talk);
	free(r);
	return code;
}
