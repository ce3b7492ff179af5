#include "tests/gateway/shift.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "db/store/roster_rows.h"
#include "db/store/tickets.h"
#include "db/store/tickets_due.h"
#include "gateway/config/rulebook_load.h"
#include "gateway/config/setup.h"
#include "gateway/import/import.h"
#include "gateway/wire/wire_out.h"
#include "handlers/answer/rulebook.h"
#include "handlers/calendar/calendar_make.h"
#include "handlers/calendar/calendars.h"
#include "handlers/time/when.h"

#define CONFIG "scripts/sample/fieldgate.yaml"
#define HOURS_FROM (9 * 60)
#define HOURS_TO (18 * 60)

static void import_sample(struct shift *s)
{
	for (size_t i = 0; import_kinds[i]; i++) {
		struct faults faults = {0};
		struct import_count count;
		char file[64];

		snprintf(file, sizeof(file), "scripts/sample/%s.csv", import_kinds[i]);
		assert_int_equal(import_file(&s->gateway, import_kinds[i], file, &faults, &count), VERB_DONE);
		faults_free(&faults);
	}
}

/* Plain hours, Monday to Friday without a lunch, whatever the sample's are. */
static void set_hours(struct shift *s)
{
	struct hours week = {.on = {{.n = 0}}};
	struct calendar *c;

	for (int i = 0; i < 5; i++)
		week.on[i] = (struct day_hours){.all = {{HOURS_FROM, HOURS_TO}}, .n = 1};
	c = calendar_new("standard", "Asia/Shanghai", &week, 0);
	assert_non_null(c);
	calendar_seal(c);
	calendars_free(s->rules->calendars);
	s->rules->calendars = calendars_new();
	assert_true(s->rules->calendars && calendars_add(s->rules->calendars, c));
}

void shift_begin(struct shift *s)
{
	struct faults faults = {0};
	char why[512] = "";

	*s = (struct shift){.now = 0};
	assert_true(setup_load(&s->setup, CONFIG, &faults) && (s->rules = rulebook_load(&s->setup, &faults)) != NULL);
	faults_free(&faults);
	set_hours(s);
	assert_true(gateway_open(&s->gateway, &s->setup, s->rules, ":memory:", why, sizeof(why)));
	import_sample(s);
	s->workspace = (struct workspace){.setup = s->setup, .rules = s->rules, .store = s->gateway.store};
	assert_true(people_roster(s->workspace.store, &s->workspace.roster));
}

void shift_end(struct shift *s)
{
	if (s->out)
		fclose(s->out);
	free(s->said);
	roster_free(&s->workspace.roster);
	gateway_close(&s->gateway);
	rulebook_release(s->rules);
}

/* ---- the clock ---- */

static void take_turn(struct shift *s)
{
	struct batch b = {0};
	struct input *in = batch_add(&b);

	assert_non_null(in);
	in->kind = IN_DUE;
	in->came = s->now;
	assert_true(batch_run(&s->gateway, &b, NULL, s->now));
	batch_free(&b);
}

void shift_away(struct shift *s, const char *time)
{
	int64_t at;

	assert_true(when_local_read(time, &at));
	assert_true(at >= s->now);
	s->now = at;
}

void shift_at(struct shift *s, const char *time)
{
	int64_t until, next;

	assert_true(when_local_read(time, &until));
	while ((next = tickets_next_due(s->gateway.store)) != 0 && next <= until) {
		s->now = next > s->now ? next : s->now;
		take_turn(s);
	}
	shift_away(s, time);
}

/* ---- sending ---- */

static int64_t send(struct shift *s, enum input_kind kind, char *payload)
{
	struct batch b = {0};
	struct input *in = batch_add(&b);
	int64_t ticket;

	assert_true(in && payload);
	in->kind = kind;
	in->payload = payload;
	in->length = strlen(payload);
	in->came = s->now++; /* so that their order is kept */
	text_copy(in->channel, sizeof(in->channel), "sms");
	assert_true(batch_run(&s->gateway, &b, NULL, in->came));
	in = &b.all[0];
	if (strcmp(in->outcome, "refused") == 0 || strcmp(in->outcome, "rejected") == 0 ||
	    strcmp(in->outcome, "unknown") == 0)
		fail_msg("%s: %s", in->outcome, in->answer ? in->answer : payload);
	ticket = in->ticket;
	batch_free(&b);
	return ticket;
}

int64_t shift_open(struct shift *s, const char *serial, bool down, const char *fault)
{
	char id[32];
	int64_t ticket;

	snprintf(id, sizeof(id), "shift-%d", ++s->sends);
	ticket = send(s, IN_OPEN, wire_open(id, "repair", serial, down, fault));
	assert_true(ticket > 0);
	return ticket;
}

void shift_text(struct shift *s, const char *from, const char *text)
{
	char id[32];

	snprintf(id, sizeof(id), "shift-%d", ++s->sends);
	send(s, IN_MO, wire_mo(id, from, text, 0));
}

/* ---- looking ---- */

FILE *shift_paper(struct shift *s)
{
	if (s->out)
		fclose(s->out);
	free(s->said);
	s->said = NULL;
	s->out = open_memstream(&s->said, &s->said_n);
	assert_non_null(s->out);
	return s->out;
}

int shift_count(struct shift *s, const char *what)
{
	int n = 0;

	fflush(s->out);
	for (const char *at = s->said; (at = strstr(at, what)); at += strlen(what))
		n++;
	return n;
}

void shift_says(struct shift *s, const char *what)
{
	if (shift_count(s, what) == 0)
		fail_msg("it does not say `%s`:\n%s", what, s->said);
}

void shift_lacks(struct shift *s, const char *what)
{
	if (shift_count(s, what) > 0)
		fail_msg("it says `%s`:\n%s", what, s->said);
}

void shift_ticket(struct shift *s, int64_t number, struct ticket *out)
{
	assert_true(tickets_load(s->gateway.store, &s->rules->flows, number, out));
}
