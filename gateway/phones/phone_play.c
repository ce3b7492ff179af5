#include "gateway/phones/phone_play.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "db/outbox/outbox_found.h"
#include "db/store/roster_rows.h"
#include "gateway/command/caller.h"
#include "gateway/command/workspace.h"
#include "gateway/wire/wire_out.h"
#include "templates/text/array.h"
#include "templates/text/hex.h"
#include "templates/text/text.h"
#include "templates/text/units.h"

#define CAUSED_MOST 256 /* texts because of one input */
#define TURNS_MOST 2000 /* of the clocks, in one request */

static bool refuse(struct play_refusal *no, enum problem_word why, const char *one)
{
	no->why = why;
	text_copy(no->one, sizeof(no->one), one ? one : "");
	return false;
}

/* ---- what was played ---- */

/* NULL: memory ran out. */
static struct played *add(struct phone_play *p, enum played_kind kind, int64_t at)
{
	struct played *all = array_room(p->all, p->n, &p->cap, sizeof(*all));

	if (!all)
		return NULL;
	p->all = all;
	all[p->n] = (struct played){.kind = kind, .at = at};
	return &all[p->n++];
}

/* The text is copied; false: memory ran out. */
static bool add_text(struct phone_play *p, enum played_kind kind, int64_t at, const struct played *of, const char *text)
{
	char *copy = strdup(text);
	struct played *one = copy ? add(p, kind, at) : NULL;

	if (!one) {
		free(copy);
		return false;
	}
	one->n = ++p->texts;
	one->person = of->person;
	text_copy(one->name, sizeof(one->name), of->name);
	text_copy(one->number, sizeof(one->number), of->number);
	text_copy(one->error, sizeof(one->error), of->error);
	one->text = copy;
	return true;
}

static bool add_clock(struct phone_play *p, int64_t at)
{
	struct played *last = p->n > 1 ? &p->all[p->n - 1] : NULL;

	if (p->clock == at)
		return true;
	p->clock = at;
	if (!last || last->kind != PLAYED_CLOCK)
		return add(p, PLAYED_CLOCK, at);
	last->at = at; /* nothing came of the move before */
	return true;
}

/* The opening that was added last came to nothing: a talk would end there. */
static void drop_opening(struct phone_play *p)
{
	free(p->all[--p->n].text);
}

static bool add_opening(struct phone_play *p, const char *payload)
{
	char *copy = strdup(payload);
	struct played *one = copy ? add(p, PLAYED_OPEN, stage_now(&p->stage)) : NULL;

	if (one)
		one->text = copy;
	else
		free(copy);
	return one;
}

/* What went out because of that row of the inbox. */
static bool add_caused(struct phone_play *p, int64_t row)
{
	struct store *s = p->stage.gateway.store;
	struct outbox_row *rows = calloc(CAUSED_MOST, sizeof(*rows));
	size_t n = rows ? outbox_of_input(s, row, rows, CAUSED_MOST) : 0;
	bool good = rows;

	for (size_t i = 0; i < n; i++) {
		struct played one = {.person = rows[i].person};

		text_copy(one.number, sizeof(one.number), rows[i].number);
		text_copy(one.name, sizeof(one.name), rows[i].number);
		if (one.person)
			workspace_name(s, one.person, one.name, sizeof(one.name));
		if (rows[i].state == DELIVERY_REJECTED)
			text_copy(one.error, sizeof(one.error), *rows[i].error ? rows[i].error : "-");
		good = good && add_text(p, PLAYED_GOT, rows[i].created, &one, rows[i].text ? rows[i].text : "");
		outbox_row_free(&rows[i]);
	}
	free(rows);
	return good && !store_failed(s);
}

/* ---- beginning and end ---- */

static bool make_id(char out[PLAY_ID])
{
	unsigned char noise[(PLAY_ID - 1) / 2];

	if (getrandom(noise, sizeof(noise), 0) != (ssize_t)sizeof(noise))
		return false;
	hex_write(noise, sizeof(noise), out);
	return true;
}

static bool fill(struct phone_play *p, struct store *live)
{
	struct store *s = p->stage.gateway.store;

	return roster_copy(live, s) && roster_disguise(s) && gateway_refresh(&p->stage.gateway);
}

struct phone_play *phone_play_open(const struct setup *setup, struct rulebook *rules, struct store *live,
				   int64_t minute, struct play_refusal *no)
{
	struct phone_play *p = calloc(1, sizeof(*p));
	char why[256];

	refuse(no, PROBLEM_MEMORY, NULL);
	if (!p)
		return NULL;
	p->setup = *setup;
	p->begun = minute;
	if (!make_id(p->id) || !stage_open(&p->stage, &p->setup, rules, why, sizeof(why))) {
		free(p);
		return NULL;
	}
	stage_move(&p->stage, minute);
	if (fill(p, live) && add_clock(p, minute))
		return p;
	refuse(no, PROBLEM_STORE, NULL);
	phone_play_close(p);
	return NULL;
}

void phone_play_close(struct phone_play *p)
{
	if (!p)
		return;
	stage_close(&p->stage);
	for (size_t i = 0; i < p->n; i++)
		free(p->all[i].text);
	free(p->all);
	free(p);
}

void phone_play_use(struct phone_play *p)
{
	when_use(&p->stage.gateway.rules->locale);
}

/* ---- texts and openings ---- */

static bool is_full(const struct phone_play *p, struct play_refusal *no)
{
	char most[24];

	snprintf(most, sizeof(most), "%d", PLAY_TEXTS_MOST);
	return p->texts >= PLAY_TEXTS_MOST && !refuse(no, PROBLEM_PLAYED_OUT, most);
}

/* As one line of a talk may be. */
static char *one_line(const char *text)
{
	char *line = strdup(text), *to = line;

	for (const char *at = line; at && *at; at++) {
		bool blank = strchr(" \t\r\n", *at) || (unsigned char)*at < ' ' || *at == 0x7f;

		if (!blank)
			*to++ = *at;
		else if (to > line && to[-1] != ' ')
			*to++ = ' ';
	}
	if (!line)
		return NULL;
	while (to > line && to[-1] == ' ')
		to--;
	*to = '\0';
	return line;
}

static bool send_text(struct phone_play *p, const struct caller *who, const char *line, struct play_refusal *no)
{
	struct played of = {.person = who->who.id};
	struct batch b = {0};
	int64_t at = stage_now(&p->stage);
	char id[STAGE_ID], *payload;
	bool good;

	text_copy(of.number, sizeof(of.number), who->number);
	text_copy(of.name, sizeof(of.name), who->who.id ? who->who.name : who->number);
	stage_next_id(&p->stage, id);
	payload = wire_mo(id, who->number, line, 0);
	good = payload && add_text(p, PLAYED_TEXT, at, &of, line);
	if (!good)
		free(payload);
	good = good && stage_put(&p->stage, IN_MO, payload, false, &b) && add_caused(p, b.all[0].row);
	batch_free(&b);
	return good || refuse(no, PROBLEM_STORE, NULL);
}

bool phone_play_text(struct phone_play *p, const char *from, const char *text, struct play_refusal *no)
{
	char why[WHY_BYTES], *line = one_line(text);
	struct caller who;
	bool good = false;

	if (!line)
		return refuse(no, PROBLEM_MEMORY, NULL);
	if (!*line)
		refuse(no, PROBLEM_NO_TEXT, NULL);
	else if (!gateway_refresh(&p->stage.gateway))
		refuse(no, PROBLEM_STORE, NULL);
	else if (!caller_find(&p->stage.gateway.roster, p->stage.gateway.store, p->setup.country, from, &who, why,
			      sizeof(why)))
		refuse(no, PROBLEM_NO_SUCH_PERSON, from);
	else if (!is_full(p, no))
		good = send_text(p, &who, line, no);
	free(line);
	return good;
}

bool phone_play_open_ticket(struct phone_play *p, char *payload, enum lang lang, int64_t *ticket,
			    struct play_refusal *no)
{
	struct batch b = {0};
	bool good = false;

	p->stage.lang = &lang;

	*ticket = 0;
	if (is_full(p, no)) {
		free(payload);
		return false;
	}
	if (!add_opening(p, payload)) {
		free(payload);
		return refuse(no, PROBLEM_MEMORY, NULL);
	}
	if (!stage_put(&p->stage, IN_OPEN, payload, true, &b)) {
		refuse(no, PROBLEM_STORE, NULL);
		drop_opening(p);
	} else if (!b.all[0].ticket) {
		refuse(no, PROBLEM_NOT_DONE, b.all[0].answer);
		drop_opening(p);
	} else {
		*ticket = b.all[0].ticket;
		good = add_caused(p, b.all[0].row) || refuse(no, PROBLEM_STORE, NULL);
	}
	batch_free(&b);
	p->stage.lang = NULL;
	return good;
}

/* ---- the clock ---- */

static int64_t minute_of(int64_t at)
{
	return at - at % MINUTE_MS;
}

/* The first whole minute at which it is over. */
static int64_t minute_after(int64_t at)
{
	return minute_of(at + MINUTE_MS - 1);
}

static bool take_turn(struct phone_play *p, int64_t at)
{
	struct batch b = {0};
	int64_t first = 0;
	bool good = stage_turn(&p->stage, at, &b);
	size_t n = good ? stage_turn_rows(&b, &first) : 0;

	for (size_t i = 0; good && i < n; i++)
		good = add_caused(p, first + (int64_t)i);
	batch_free(&b);
	return good;
}

/* Whether it stops before what falls due at `at`, which belongs to another minute than what was done last. */
static bool has_enough(const struct phone_play *p, size_t turns, int64_t at, const atomic_bool *ends)
{
	return minute_after(at) > minute_after(stage_now(&p->stage)) &&
	       (turns >= TURNS_MOST || p->texts >= PLAY_TEXTS_MOST || (ends && atomic_load(ends)));
}

/* All of one minute is in one move of the clock, as a talk would have it. */
static bool pass(struct phone_play *p, int64_t until, const atomic_bool *ends)
{
	int64_t next;

	stage_clock_begin(&p->stage);
	for (size_t turns = 0; (next = stage_next(&p->stage)) != 0 && next <= until; turns++) {
		int64_t now = stage_now(&p->stage);

		now = next > now ? next : now;
		if (turns && has_enough(p, turns, now, ends)) {
			until = minute_after(stage_now(&p->stage));
			break;
		}
		if (!add_clock(p, minute_after(now)) || !take_turn(p, now))
			return false;
	}
	if (store_failed(p->stage.gateway.store) || !add_clock(p, until))
		return false;
	stage_move(&p->stage, until);
	return true;
}

bool phone_play_wait(struct phone_play *p, int64_t minutes, const atomic_bool *ends, struct play_refusal *no)
{
	if (minutes < 1 || minutes > PLAY_DAYS_MOST * 24 * 60)
		return refuse(no, PROBLEM_PLAY_CLOCK, "minutes");
	if (is_full(p, no))
		return false;
	return pass(p, minute_of(p->stage.minute) + minutes * MINUTE_MS, ends) || refuse(no, PROBLEM_STORE, NULL);
}

bool phone_play_wait_next(struct phone_play *p, const atomic_bool *ends, struct play_refusal *no)
{
	int64_t next, now = stage_now(&p->stage);

	if (is_full(p, no))
		return false;
	stage_clock_begin(&p->stage);
	next = stage_next(&p->stage);
	if (store_failed(p->stage.gateway.store))
		return refuse(no, PROBLEM_STORE, NULL);
	next = next && next < now ? now : next;
	if (!next || next > now + PLAY_DAYS_MOST * DAY_MS)
		return refuse(no, PROBLEM_NOTHING_DUE, "{\"until\": \"next\"}");
	return pass(p, minute_after(next), ends) || refuse(no, PROBLEM_STORE, NULL);
}
