/* Texts as people send them, through a whole batch on an installation in memory.
 *
 * The input is lines; its first character chooses what there is already (`scenes`), and each line is one text:
 *
 *     C0 出发 16:30        sender (`senders`), how long after the one before (`spans`), when it was sent (`delays`), words
 *
 * A carriage return stands for a line break. The second character also says what is tried once the text is through:
 * 0-9 the example of a refusal; a-j nothing; A-J the same text once more; K-T undo. */
#include "tests/fuzz/fuzz.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/sqlite/sql.h"
#include "db/store/ledger_rows.h"
#include "db/store/people_rows.h"
#include "db/store/store.h"
#include "db/store/tickets.h"
#include "db/store/tickets_found.h"
#include "gateway/wire/wire_out.h"
#include "handlers/model/change.h"
#include "handlers/read/reading.h"
#include "templates/text/utf8.h"
#include "templates/wording/lang.h"
#include "templates/wording/segments.h"
#include "templates/wording/template.h"
#include "templates/wording/wording.h"
#include "tests/fuzz/text_change.h"

#define START 1795222800000LL /* 2026-11-21 09:00 in Shanghai */
#define MINUTE 60000LL
#define TEXTS_MAX 6
#define TICKETS_MAX 16
#define MTS_MAX 80

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t n, size_t max, unsigned seed);

#define DESK 'O'
static const char *const senders[] = {
	"+8613800000001", /* A, a station head */
	"+8613800000002", /* B, another station's */
	"+8613800000011", /* C, an engineer */
	"+8613800000012", /* D */
	"+8613800000013", /* E, one who reads English */
	"+8613800000014", /* F, another station's */
	"+8613800000015", /* G */
	"+8613800000021", /* H, a sales manager */
	"+8613800000041", /* I, an agent */
	"+8613900000001", /* J, a customer */
	"+8613900000003", /* K */
	"+8613900000004", /* L, one who reads English */
	"+8613800000031", /* M, the sales director */
	"+8613012345678", /* N, nobody */
	"desk",           /* O */
	"+8613800000061", /* P, a namesake, in the last scene only */
};
static const int spans[] = {0, 1, 3, 9, 11, 30, 60, 180, 720, 1440}; /* minutes */
static const struct {
	char sign;
	int64_t ms; /* after it came */
} delays[] = {{'=', 0},     {'<', -3 * MINUTE}, {'-', -40 * MINUTE}, {'_', -1440 * MINUTE},
	      {'>', 30000}, {'}', 10 * MINUTE}};

/* ---- what there is already ---- */

static const struct {
	const char *people; /* further ones, or NULL */
	const char *opened[8];
	const char *texts[12]; /* sender and words */
} scenes[] = {
	{NULL, {NULL}, {NULL}},
	{NULL, {"EC210-0042"}, {NULL}},
	{NULL, {"EC210-0042"}, {"A派工 12:00 李雷"}},
	{NULL,
	 {"EC210-0042", "EC360-0113", "EC480-0007", "EC55-0201", "L120-0003", "A40-0009", "", "EC210-0042"},
	 {"A派工 10008 12:00 李雷", "A派工 10019 13:00 李雷", "C出发 10019 14:00", "A派工 10024 12:00 韩梅",
	  "D到达 10024", "B派工 10035 12:00 张伟", "F到达", "F未修复 缺件", "A派工 10043 15:00 Tom Baker",
	  "E7 10043 seal kit", NULL}},
	{"name,mobile,roles,station,language\n"
	 "李雷,+8613800000061,engineer;station_head,库尔勒站,zh\n"
	 "韩梅,+8613800000062,engineer,乌鲁木齐站,zh\n"
	 "张伟,+8613800000063,engineer,,zh\n"
	 "李雷雷,+8613800000064,engineer,乌鲁木齐站,zh\n"
	 "阿卜杜热合曼·买买提,+8613800000066,engineer,乌鲁木齐站,zh\n"
	 "Anna 2,+8613800000067,engineer,乌鲁木齐站,en\n",
	 {"EC210-0042", "EC55-0201", "EC360-0113"},
	 {"A派工 10008 12:00 阿卜杜热合曼·买买提", "B派工 12:00 刘洋", NULL}},
};
#define SCENES (sizeof(scenes) / sizeof(*scenes))

struct mt { /* of one text */
	int64_t person, ticket;
	bool answer;
	char number[MSISDN_MAX], template[TEMPLATE_NAME], *text;
};

struct play {
	struct scene *scene;
	int64_t now;
	int sends;
	/* what the last text did */
	char outcome[16], *answer;
	int64_t row, about;
	struct mt mts[MTS_MAX];
	size_t mts_n;
	struct ticket before[TICKETS_MAX], after[TICKETS_MAX];
	size_t before_n, after_n;
	int64_t head_before, head_after;
};

static struct store *store_of(const struct play *p)
{
	return p->scene->gateway.store;
}

static void forget(struct play *p)
{
	for (size_t i = 0; i < p->mts_n; i++)
		free(p->mts[i].text);
	p->mts_n = 0;
	free(p->answer);
	p->answer = NULL;
}

static void read_mts(struct play *p)
{
	struct query q = sql(store_of(p), "SELECT person, ticket, answer, number, template, text FROM outbox "
					  "WHERE inbox = ?1 ORDER BY id");
	sql_int(&q, p->row);
	while (p->mts_n < MTS_MAX && sql_row(&q)) {
		struct mt *m = &p->mts[p->mts_n++];
		*m = (struct mt){sql_get_int(&q, 0), sql_get_int(&q, 1), sql_get_int(&q, 2) != 0, "", "", NULL};
		sql_get(&q, 3, m->number, sizeof(m->number));
		sql_get(&q, 4, m->template, sizeof(m->template));
		m->text = sql_dup(&q, 5);
	}
	HOLD(sql_end(&q), "%s", store_why(store_of(p)));
}

static size_t read_tickets(struct play *p, struct ticket *out, int64_t *head)
{
	char hash[HASH_HEX];
	HOLD(ledger_head(store_of(p), head, hash), "%s", store_why(store_of(p)));
	return tickets_list(store_of(p), &fuzz_rules()->flows, true, 0, out, TICKETS_MAX);
}

static void run(struct play *p, enum input_kind kind, char *payload, bool by_hand)
{
	struct batch b = {0};
	struct input *in = batch_add(&b);
	HOLD(in && payload, "out of memory");
	*in = (struct input){.kind = kind, .payload = payload, .length = strlen(payload), .by_hand = by_hand};
	in->came = p->now;
	text_copy(in->channel, sizeof(in->channel), "sms");
	forget(p);
	p->before_n = read_tickets(p, p->before, &p->head_before);
	HOLD(batch_run(&p->scene->gateway, &b, NULL, p->now), "the store failed: %s", store_why(store_of(p)));
	in = &b.all[0];
	HOLD(!in->again, "it came again");
	HOLD(in->reply, "no reply");
	text_copy(p->outcome, sizeof(p->outcome), in->outcome);
	p->answer = in->answer;
	in->answer = NULL;
	p->row = in->row;
	p->about = in->ticket;
	batch_free(&b);
	read_mts(p);
	p->after_n = read_tickets(p, p->after, &p->head_after);
}

static void send_text(struct play *p, const char *from, const char *words, int64_t sent)
{
	char id[24];
	snprintf(id, sizeof(id), "fuzz-%d", ++p->sends);
	p->now++; /* so that two of one minute keep their order */
	run(p, IN_MO, wire_mo(id, from, words, sent), strcmp(from, "desk") == 0);
}

static void open_ticket(struct play *p, const char *serial)
{
	char id[24];
	snprintf(id, sizeof(id), "fuzz-%d", ++p->sends);
	p->now++;
	run(p, IN_OPEN, wire_open(id, "repair", serial, p->sends % 2, "发动机无法启动，排气管冒黑烟"), true);
	HOLD(strcmp(p->outcome, "opened") == 0, "not opened: %s", p->answer);
}

static struct scene *scene_of(size_t which)
{
	static struct scene made[SCENES];
	static struct play p;
	struct scene *s = &made[which];
	if (s->made)
		return s;
	scene_open(s);
	if (scenes[which].people)
		scene_import(s, "people", scenes[which].people);
	p = (struct play){.scene = s, .now = START - 60 * MINUTE};
	for (size_t i = 0; i < 8 && scenes[which].opened[i]; i++)
		open_ticket(&p, scenes[which].opened[i]);
	for (size_t i = 0; i < 12 && scenes[which].texts[i]; i++) {
		const char *text = scenes[which].texts[i];
		p.now += MINUTE;
		send_text(&p, senders[text[0] - 'A'], text + 1, 0);
		HOLD(strcmp(p.outcome, "done") == 0, "scene %zu: %s", which, p.answer);
	}
	forget(&p);
	return s;
}

/* ---- what holds of every text ---- */

static bool is(const struct play *p, const char *outcome)
{
	return strcmp(p->outcome, outcome) == 0;
}

static const struct ticket *ticket_in(const struct ticket *all, size_t n, int64_t number)
{
	for (size_t i = 0; i < n; i++)
		if (all[i].number == number)
			return &all[i];
	return NULL;
}

static bool was_undo(const struct play *p, int64_t ticket)
{
	char codes[CODES_IN_TEXT][FLOW_NAME];
	size_t n = ledger_codes(store_of(p), ticket, p->row, codes, CODES_IN_TEXT);
	return n == 1 && strcmp(codes[0], "undo") == 0;
}

static void tickets_hold(const struct play *p)
{
	char change[CHANGE_BYTES];
	HOLD(p->before_n == p->after_n, "%zu tickets, then %zu", p->before_n, p->after_n);
	for (size_t i = 0; i < p->after_n; i++) {
		const struct ticket *was = &p->before[i], *t = &p->after[i];
		HOLD(t->state >= 0, "ticket %" PRId64 " has no state", t->number);
		HOLD(change_between(was, t, change), "a change that does not fit");
		bool undo = *change && was_undo(p, t->number);
		HOLD(!*change || is(p, "done") || undo, "%s, and it changed %" PRId64 ": %s", p->outcome, t->number,
		     change);
		HOLD(!*change || t->number == p->about, "about %" PRId64 ", and it changed %" PRId64, p->about,
		     t->number);
		for (size_t k = 0; k < NODES_MAX && !undo; k++)
			HOLD(was->nodes[k].how != NODE_STAMPED ||
				     (t->nodes[k].how == NODE_STAMPED && t->nodes[k].at == was->nodes[k].at),
			     "node %zu of %" PRId64 " was stamped, and moved: %s", k, t->number, change);
		for (size_t k = 0; k < NODES_MAX; k++)
			HOLD(t->nodes[k].how != NODE_STAMPED || t->nodes[k].at <= p->now + MINUTE,
			     "node %zu of %" PRId64 " lies ahead", k, t->number);
	}
	if (!is(p, "done") && !is(p, "answered") && !is(p, "noted"))
		HOLD(p->head_before == p->head_after, "%s, with an event", p->outcome);
}

static int most_segments(const char *template)
{
	int most = 0;
	for (int l = 0; l < langs_n; l++) {
		const struct template *t = wording_find(fuzz_rules()->wording, (enum lang)l, template);
		if (t && template_segments(t) > most)
			most = template_segments(t);
	}
	return most ? most : 99;
}

static void mt_holds(const struct play *p, const struct mt *m)
{
	char number[NUMBER_BYTES];
	HOLD(m->text && *m->text && utf8_valid(m->text, strlen(m->text)), "%s says nothing", m->template);
	HOLD(segments_of(m->text).count <= most_segments(m->template), "%s is too long: %s", m->template, m->text);
	snprintf(number, sizeof(number), "%" PRId64, m->ticket);
	HOLD(m->ticket == 0 || strstr(m->text, number), "%s does not say %s: %s", m->template, number, m->text);
	HOLD(m->ticket == 0 || ticket_in(p->after, p->after_n, m->ticket), "%s is about no ticket", m->template);
}

static void mts_hold(const struct play *p, const char *from, const struct person *sender)
{
	size_t answers = 0;
	HOLD(p->mts_n < MTS_MAX, "no end of texts");
	for (size_t i = 0; i < p->mts_n; i++) {
		const struct mt *m = &p->mts[i];
		answers += m->answer;
		mt_holds(p, m);
		HOLD(!m->answer || strcmp(m->number, from) == 0, "the answer went to %s", m->number);
		HOLD(m->answer || !sender || m->person != sender->id, "the sender is told: %s", m->text);
		for (size_t k = 0; k < i; k++)
			HOLD(m->answer || p->mts[k].person != m->person, "told twice: %s\n%s", p->mts[k].text, m->text);
	}
	HOLD(answers == (sender ? 1 : 0), "%zu answers", answers);
}

static void text_holds(const struct play *p, const char *from)
{
	struct person person;
	bool known = people_by_number(store_of(p), from, &person), desk = strcmp(from, "desk") == 0;
	HOLD(!is(p, "rejected") && *p->outcome, "rejected: %s", p->answer ? p->answer : "");
	HOLD(is(p, "unknown") == (!known && !desk), "%s is %s", from, p->outcome);
	HOLD(!(known || desk) || (p->answer && *p->answer), "%s, and no answer", p->outcome);
	mts_hold(p, from, known ? &person : NULL);
	tickets_hold(p);
	/* The third useless text of a kind is told to people too. */
	for (size_t i = 0; (is(p, "refused") || is(p, "resent")) && i < p->mts_n; i++)
		HOLD(p->mts[i].answer || strcmp(p->mts[i].template, "refused.told") == 0, "%s, and another text: %s",
		     p->outcome, p->mts[i].text);
}

/* ---- what is tried once it is through ---- */

/* What stands behind the mark in the line that has one; NULL if there is none. To be freed. */
static char *example_in(const char *answer)
{
	static const char *const marks[] = {"例：", "e.g. "};
	for (const char *line = answer; line; line = strchr(line, '\n')) {
		line += *line == '\n';
		for (size_t i = 0; i < 2; i++)
			if (strncmp(line, marks[i], strlen(marks[i])) == 0)
				return strndup(line + strlen(marks[i]), strcspn(line + strlen(marks[i]), "\n"));
	}
	return NULL;
}

static void try_example(struct play *p, const char *from, const char *words)
{
	HOLD(p->answer, "refused without a word");
	char *refusal = strdup(p->answer), *shown = example_in(p->answer);
	HOLD(refusal, "out of memory");
	HOLD(shown && *shown, "refused without an example: %s", p->answer);
	send_text(p, from, shown, 0);
	text_holds(p, from);
	HOLD(!is(p, "refused"), "`%s` is refused: %s\nIts example too: %s", words, refusal, p->answer);
	HOLD(!is(p, "forwarded"), "`%s` is refused: %s\nIts example is taken for words", words, refusal);
	free(refusal);
	free(shown);
}

static void try_again(struct play *p, const char *from, const char *words, int64_t sent)
{
	bool answered = is(p, "answered");
	send_text(p, from, words, sent);
	text_holds(p, from);
	HOLD(is(p, "resent") || answered, "`%s` again is %s: %s", words, p->outcome, p->answer);
}

static void try_undo(struct play *p, const char *from)
{
	char change[CHANGE_BYTES], words[64];
	struct ticket was = {.number = 0};
	const struct ticket *t = ticket_in(p->before, p->before_n, p->about);
	if (!t || p->head_before == p->head_after)
		return;
	was = *t;
	snprintf(words, sizeof(words), "撤销 %" PRId64, was.number);
	send_text(p, from, words, 0);
	text_holds(p, from);
	t = ticket_in(p->after, p->after_n, was.number);
	HOLD(is(p, "answered"), "no undo: %s", p->answer);
	HOLD(t && change_between(&was, t, change) && !*change, "undone, and it is not as it was: %s", change);
}

/* ---- the lines ---- */

static int64_t sent_at(char sign, int64_t now)
{
	for (size_t i = 0; i < sizeof(delays) / sizeof(*delays); i++)
		if (delays[i].sign == sign)
			return now + delays[i].ms;
	return 0;
}

/* The second character: how long to wait, and what to try afterwards. */
enum try { TRY_EXAMPLE, TRY_NOTHING, TRY_AGAIN, TRY_UNDO };
static enum try read_step(char c, int64_t *wait)
{
	static const char firsts[] = {'0', 'a', 'A', 'K'};
	for (int i = 0; i < 4; i++) {
		if (c >= firsts[i] && c < firsts[i] + 10) {
			*wait = spans[c - firsts[i]] * MINUTE;
			return (enum try)i;
		}
	}
	*wait = 0;
	return TRY_EXAMPLE;
}

static void play_line(struct play *p, char *line)
{
	size_t who = (unsigned char)(line[0] - 'A');
	int64_t wait;
	if (strlen(line) < 3 || who >= sizeof(senders) / sizeof(*senders))
		return;
	const char *from = senders[who];
	/* Once more: the third byte may have been the first of a character. */
	char *text = take_text((struct bytes){(const uint8_t *)line + 3, strlen(line + 3)});
	for (char *s = text; *s; s++)
		if (*s == '\r')
			*s = '\n';
	enum try then = read_step(line[1], &wait);
	p->now += wait;
	int64_t sent = sent_at(line[2], p->now);
	send_text(p, from, text, sent);
	text_holds(p, from);
	bool desk = line[0] == DESK, done = is(p, "done");
	if (then != TRY_NOTHING && is(p, "refused"))
		try_example(p, from, text);
	else if (then == TRY_AGAIN && !desk && (done || is(p, "forwarded")))
		try_again(p, from, text, sent);
	else if (then == TRY_UNDO && !desk && done)
		try_undo(p, from);
	free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct play p;
	struct bytes b = {data, n};
	size_t which = take_byte(&b) % 16 % SCENES;
	p = (struct play){.scene = scene_of(which), .now = START, .sends = 1000};
	scene_enter(p.scene);
	take_until(&b, '\n');
	for (int i = 0; i < TEXTS_MAX && b.n > 0; i++) {
		char *line = take_text(take_until(&b, '\n'));
		play_line(&p, line);
		free(line);
	}
	scene_audit(p.scene);
	forget(&p);
	scene_leave(p.scene);
	return 0;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t n, size_t max, unsigned seed)
{
	return text_change(data, n, max, seed, SCENES);
}
