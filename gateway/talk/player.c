#include "gateway/talk/player.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/sqlite/store.h"
#include "db/tables/roster_rows.h"
#include "db/tables/tickets_found.h"
#include "gateway/import/import.h"
#include "gateway/road/daily_send.h"
#include "gateway/state/clock_refresh.h"
#include "gateway/talk/expect.h"
#include "gateway/talk/talk_run.h"
#include "gateway/wire/wire_out.h"
#include "handlers/time/when.h"
#include "templates/text/units.h"

#define TICKETS_SHOWN 1000
#define HALF_DAY (12 * 3600 * 1000LL)

/* ---- use */

static bool is_folder(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* The folder a file lies in. */
static void folder_of(const char *file, char out[PATH_BYTES])
{
	text_copy(out, PATH_BYTES, file);
	char *slash = strrchr(out, '/');
	if (slash)
		slash[slash == out ? 1 : 0] = '\0';
	else
		text_copy(out, PATH_BYTES, ".");
}

static bool beside(const char *file, const char *dir, char out[PATH_BYTES])
{
	char folder[PATH_BYTES];
	folder_of(file, folder);
	int n = snprintf(out, PATH_BYTES, "%s/%s", folder, dir);
	return n > 0 && n < PATH_BYTES && is_folder(out);
}

/* Beside the talk, else beside the configuration, else the configuration's own folder if it is so called. */
static bool find_folder(const struct talk_run *st, const char *dir, char out[PATH_BYTES])
{
	char folder[PATH_BYTES], whole[PATH_MAX];
	if (dir[0] == '/')
		return text_copy(out, PATH_BYTES, dir) && is_folder(out);
	if (beside(st->talk.file, dir, out) || beside(st->setup->file, dir, out))
		return true;
	folder_of(st->setup->file, folder);
	if (!realpath(folder, whole))
		return false;
	const char *slash = strrchr(whole, '/');
	return slash && strcmp(slash + 1, dir) == 0 && text_copy(out, PATH_BYTES, folder);
}

/* Imports one kind if its file is there. False if it does not hold. */
static bool use_kind(struct talk_run *st, const char *folder, const char *kind, int *found)
{
	char path[PATH_BYTES + 32];
	struct import_count n;
	snprintf(path, sizeof(path), "%s/%s.csv", folder, kind);
	if (access(path, F_OK) != 0)
		return true;
	int code = import_file(&st->gateway, kind, path, st->faults, &n);
	if (code != VERB_DONE) {
		talk_run_fault(st, st->step->line, "%s could not be imported; mend it", path);
		st->code = code;
		return false;
	}
	fprintf(st->out, "%s %zu %s", (*found)++ ? "," : ":", n.added + n.updated + n.retired, kind);
	return true;
}

/* As an import does beside `serve`: another class or station is another deadline. */
static void refresh_clocks(struct talk_run *st)
{
	struct clock_refresh r = {0};
	int64_t now = st->minute + st->within;
	bool good = clock_refresh_look(&r, &st->gateway, now);

	while (good && r.wanted)
		good = clock_refresh_step(&r, &st->gateway, now);
	if (!good)
		talk_run_store_fault(st);
}

static void play_use(struct talk_run *st, const struct step *s)
{
	char folder[PATH_BYTES];
	int found = 0;
	bool good = true;
	if (!find_folder(st, s->name, folder)) {
		talk_run_fault(st, s->line,
			       "there is no folder `%s` beside the talk, nor beside %s; name one that is there",
			       s->name, st->setup->file);
		return;
	}
	fprintf(st->out, "use %s", folder);
	for (size_t i = 0; good && import_kinds[i]; i++)
		good = use_kind(st, folder, import_kinds[i], &found);
	fputc('\n', st->out);
	if (!good)
		return;
	if (found == 0)
		talk_run_fault(
			st, s->line,
			"there is no stations.csv, people.csv, customers.csv or machines.csv in %s; put one there",
			folder);
	roster_free(&st->roster);
	if (!people_roster(st->gateway.store, &st->roster))
		talk_run_store_fault(st);
	else if (st->minute) /* before the first time there are no tickets */
		refresh_clocks(st);
}

/* ---- the clock */

/* One turn of the clocks, at the time at which they were due. */
static bool take_turn(struct talk_run *st, int64_t now)
{
	struct batch b = {0};
	struct input *in = batch_add(&b);
	bool good = in != NULL;
	if (good) {
		in->kind = IN_DUE;
		in->came = now;
		good = batch_run(&st->gateway, &b, NULL, now);
	}
	if (good && b.all[0].row)
		sent_texts_add(&st->sent_texts, st->gateway.store, b.all[0].row);
	batch_free(&b);
	if (!good)
		talk_run_store_fault(st);
	return good;
}

/* Lets the clocks do what is due until then, each at its time. */
static void pass_time(struct talk_run *st, int64_t until)
{
	int64_t now = st->minute + st->within, next;
	daily_begin(&st->gateway, now);
	size_t shown = 0;
	while ((next = due_next(&st->gateway, daily_next(&st->gateway, now))) != 0 && next <= until) {
		now = next > now ? next : now;
		if (!take_turn(st, now))
			return;
		st->minute = now;
		st->within = 0;
		for (; shown < st->sent_texts.n; shown++) {
			talk_run_clock(st);
			fprintf(st->out, "%s ⏰ ", st->sent_texts.names[shown]);
			talk_run_words(st, st->sent_texts.rows[shown].text ? st->sent_texts.rows[shown].text : "");
		}
	}
	if (store_failed(st->gateway.store))
		talk_run_store_fault(st);
}

/* True if lines directly under this `at` say what was sent. */
static bool asks(const struct talk_run *st, const struct step *s)
{
	size_t i = (size_t)(s - st->talk.steps) + 1;
	return i < st->talk.n && (st->talk.steps[i].kind == STEP_EXPECT || st->talk.steps[i].kind == STEP_NOBODY ||
				  st->talk.steps[i].kind == STEP_REST);
}

static void play_at(struct talk_run *st, const struct step *s)
{
	int64_t at;
	if (!st->minute && !s->time.year) {
		talk_run_fault(st, s->line, "the first `at` names the day; write `at 2026-11-21 09:00`");
		return;
	}
	bool is_time = talk_moment(&s->time, st->minute, &at);
	/* A clock time that is past is the next day's. */
	if (is_time && !s->time.day && at < st->minute)
		is_time = talk_moment(&s->time, when_day(st->minute, 1), &at);
	if (!is_time)
		talk_run_fault(st, s->line, "there is no such time; look at the day");
	else if (at < st->minute)
		talk_run_fault(st, s->line,
			       "this is earlier than the talk's clock, which never goes back; put it further up");
	sent_texts_fill(&st->sent_texts, st->gateway.store, 0, NULL, s->line);
	if (st->code != VERB_DONE || at < st->minute)
		return;
	if (st->minute)
		pass_time(st, at);
	if (at > st->minute) {
		st->minute = at;
		st->within = 0;
	}
	/* What the clock said counts only where lines of this `at` ask for it. */
	st->sent_texts.waived = !asks(st, s);
}

/* When a text was sent that says so. A bare time far ahead is the day before's. */
static bool sent_at(struct talk_run *st, const struct step *s, int64_t *sent)
{
	*sent = 0;
	if (!s->timed)
		return true;
	bool is_time = talk_moment(&s->time, st->minute, sent);
	if (is_time && !s->time.day && *sent > st->minute + HALF_DAY)
		is_time = talk_moment(&s->time, when_day(st->minute, -1), sent);
	if (!is_time)
		talk_run_fault(st, s->line, "there is no such time; look at the day");
	*sent += st->within;
	return is_time;
}

/* ---- sending */

static void print_send(struct talk_run *st, const char *who, const char *words)
{
	talk_run_clock(st);
	fprintf(st->out, "%s → ", who);
	talk_run_words(st, words);
}

static void print_tray(struct talk_run *st)
{
	if (st->sent_texts.desk) {
		fputs("         desk ← ", st->out);
		talk_run_words(st, st->sent_texts.desk);
	}
	for (size_t i = 0; i < st->sent_texts.n; i++) {
		fprintf(st->out, "         %s ← ", st->sent_texts.names[i]);
		talk_run_words(st, st->sent_texts.rows[i].text ? st->sent_texts.rows[i].text : "");
	}
	fflush(st->out);
}

static void keep_ticket(struct talk_run *st, const struct step *s, const struct input *in)
{
	if (in->ticket)
		st->last = in->ticket;
	if (!s->ticket)
		return;
	if (talk_run_ticket(st, s->ticket, strlen(s->ticket)))
		talk_run_fault(st, s->line, "there is a ticket %s in this talk already; call this one otherwise",
			       s->ticket);
	else if (st->labels_n == LABELS_MAX)
		talk_run_fault(st, s->line, "a talk names %d tickets at most; leave this one without a name",
			       LABELS_MAX);
	else
		st->labels[st->labels_n++] = (struct label_of){.name = s->ticket, .number = in->ticket};
}

/* What the desk is told of its own input; NULL for others. The sent_texts's to free. */
static char *desk_answer(const struct input *in)
{
	char number[32];
	if (!in->by_hand)
		return NULL;
	if (in->kind != IN_OPEN || in->answer)
		return in->answer ? strdup(in->answer) : NULL;
	snprintf(number, sizeof(number), "%lld", (long long)in->ticket);
	return strdup(number);
}

static void take_results(struct talk_run *st, const struct step *s, const struct input *in)
{
	keep_ticket(st, s, in);
	/* What comes again under its key sends nothing new; its row is the first one's. */
	sent_texts_fill(&st->sent_texts, st->gateway.store, in->again ? 0 : in->row, desk_answer(in), s->line);
	print_tray(st);
	if (in->kind == IN_OPEN && !in->ticket)
		talk_run_fault(st, s->line, "no ticket was opened: %s", in->answer ? in->answer : "it was not taken");
	else if (strcmp(in->outcome, "rejected") == 0)
		fprintf(st->out, "         rejected: %s\n", in->answer ? in->answer : "");
}

/* Sends one input; the payload becomes its own. */
static void send_input(struct talk_run *st, const struct step *s, enum input_kind kind, char *payload, bool by_hand)
{
	struct batch b = {0};
	struct input *in = payload ? batch_add(&b) : NULL;
	if (!in) {
		free(payload);
		talk_run_fault(st, s->line, "out of memory");
		st->code = VERB_BROKEN;
		return;
	}
	in->kind = kind;
	in->payload = payload;
	in->length = strlen(payload);
	in->by_hand = by_hand;
	in->came = st->minute + st->within++;
	text_copy(in->channel, sizeof(in->channel), st->setup->default_channel);
	if (batch_run(&st->gateway, &b, NULL, in->came))
		take_results(st, s, &b.all[0]);
	else
		talk_run_store_fault(st);
	batch_free(&b);
}

static void next_id(struct talk_run *st, char out[32])
{
	snprintf(out, 32, "talk-%d", ++st->sends);
}

static void play_open(struct talk_run *st, const struct step *s)
{
	char id[32];
	char *words = talk_run_fill_in(st, s->text);
	if (!words)
		return;
	next_id(st, id);
	talk_run_clock(st);
	fprintf(st->out, "desk → open %s %s%s ", s->flow, *s->serial ? s->serial : "-", s->down ? " down" : "");
	talk_run_words(st, words);
	send_input(st, s, IN_OPEN, wire_open(id, s->flow, s->serial, s->down, words), true);
	free(words);
}

static void send_words(struct talk_run *st, const struct step *s, const char *from, const char *words, bool by_desk)
{
	char id[32];
	int64_t sent;
	if (!sent_at(st, s, &sent))
		return;
	next_id(st, id);
	char *payload = wire_mo(id, from, words, sent);
	free(st->last_payload);
	free(st->last_words);
	st->last_payload = payload ? strdup(payload) : NULL;
	st->last_words = strdup(words);
	st->last_by_desk = by_desk;
	send_input(st, s, IN_MO, payload, by_desk);
}

static void play_text(struct talk_run *st, const struct step *s)
{
	struct caller who;
	bool desk = strcmp(s->name, "desk") == 0;
	if (!desk && !talk_run_caller(st, s->name, &who))
		return;
	char *words = talk_run_fill_in(st, s->text);
	if (!words)
		return;
	print_send(st, s->name, words);
	send_words(st, s, desk ? "desk" : who.number, words, desk);
	free(words);
}

static void play_again(struct talk_run *st, const struct step *s)
{
	if (!st->last_payload || !st->last_words) {
		talk_run_fault(st, s->line, "there is no text yet to repeat; put `again` below one");
		return;
	}
	print_send(st, "again", st->last_words);
	send_input(st, s, IN_MO, strdup(st->last_payload), st->last_by_desk);
}

/* ---- the whole talk */

static bool sends(const struct step *s)
{
	return s->kind == STEP_AT || s->kind == STEP_OPEN || s->kind == STEP_TEXT || s->kind == STEP_AGAIN ||
	       s->kind == STEP_USE;
}

static void play_step(struct talk_run *st, const struct step *s, struct ticket *t)
{
	st->step = s;
	if (sends(s))
		expect_no_more(st);
	bool needs_clock = s->kind == STEP_OPEN || s->kind == STEP_TEXT || s->kind == STEP_AGAIN;
	if (st->code == VERB_DONE && needs_clock && !st->minute)
		talk_run_fault(st, s->line, "the talk has no time yet; put `at 2026-11-21 09:00` above this line");
	if (st->code != VERB_DONE)
		return;
	switch (s->kind) {
	case STEP_USE:
		play_use(st, s);
		break;
	case STEP_AT:
		play_at(st, s);
		break;
	case STEP_OPEN:
		play_open(st, s);
		break;
	case STEP_TEXT:
		play_text(st, s);
		break;
	case STEP_AGAIN:
		play_again(st, s);
		break;
	case STEP_EXPECT:
		expect_text(st, s);
		break;
	case STEP_REST:
		st->sent_texts.waived = true;
		break;
	case STEP_NOBODY:
		expect_nobody(st, s);
		break;
	case STEP_TICKET:
		expect_state(st, s, t);
		break;
	case STEP_NODE:
		expect_node(st, s, t);
		break;
	case STEP_CLOCK:
		expect_clock(st, s, t);
		break;
	}
	if (st->code == VERB_DONE && store_failed(st->gateway.store))
		talk_run_store_fault(st);
}

static void print_tickets(struct talk_run *st)
{
	struct ticket *all = calloc(TICKETS_SHOWN, sizeof(*all));
	size_t n = all ? tickets_list(st->gateway.store, &st->gateway.rules->flows, true, 0, all, TICKETS_SHOWN) : 0;
	for (size_t i = n; i > 0; i--)
		fprintf(st->out, "ticket %lld: %s\n", (long long)all[i - 1].number, talk_run_state(&all[i - 1]));
	free(all);
}

static void play_steps(struct talk_run *st)
{
	struct ticket *t = calloc(1, sizeof(*t));
	if (!t) {
		talk_run_fault(st, 0, "out of memory");
		st->code = VERB_BROKEN;
		return;
	}
	for (size_t i = 0; i < st->talk.n && st->code == VERB_DONE; i++)
		play_step(st, &st->talk.steps[i], t);
	if (st->code == VERB_DONE)
		expect_no_more(st);
	print_tickets(st);
	free(t);
}

static void play(struct talk_run *st, struct rules *r)
{
	char why[WHY_BYTES] = "";
	if (!gateway_open(&st->gateway, st->setup, r, ":memory:", why, sizeof(why))) {
		talk_run_fault(st, 0, "%s", why);
		st->code = VERB_BROKEN;
		return;
	}
	fprintf(st->out, "%s\n", st->talk.file);
	play_steps(st);
	sent_texts_clear(&st->sent_texts);
	roster_free(&st->roster);
	gateway_close(&st->gateway);
	free(st->last_payload);
	free(st->last_words);
}

int player_play(const char *file, const struct setup *s, struct rules *r, FILE *out, struct faults *f)
{
	struct talk_run *st = calloc(1, sizeof(*st));
	if (!st) {
		fault_add(f, file, 0, 0, 0, "out of memory; free some and try again");
		return VERB_BROKEN;
	}
	st->setup = s;
	st->out = out;
	st->faults = f;
	size_t before = f->n;
	if (talk_read(&st->talk, file, f)) {
		play(st, r);
	} else if (f->n > before) {
		st->code = VERB_FAULTY;
	} else {
		fault_add(f, file, 0, 0, 0, "cannot be opened: %s; name a talk that can be read", strerror(errno));
		st->code = VERB_BROKEN;
	}
	int code = st->code;
	talk_free(&st->talk);
	free(st);
	return code;
}
