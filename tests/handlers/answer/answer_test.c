/* What stands in a template's places: all of them, of all there is to say and of nothing at all, for a dealer may write
 * any place into any template. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "handlers/answer/answer.h"
#include "handlers/answer/places.h"
#include "templates/wording/lang.h"
#include "templates/wording/wording.h"
#include "tests/handlers/world_fake.h"
#include "tests/here.h"
#include "tests/langs.h"

static const char *const own_words[] = {"planned", "eta", "reason", "details", NULL}; /* of the flow */
static const char *const templates[] = {"first", "second", "third", "fourth"};
#define TEMPLATES (sizeof(templates) / sizeof(*templates))
#define A_TEMPLATE 16 /* places in each */

struct answers {
	struct fake *f;
	struct wording *wording, *before;
	int64_t ticket;
	char dir[64];
};

/* Templates of the gateway's own, in other words than it comes with. */
static void write_reworded(const char *dir, const char *lang)
{
	static const char *const names[] = {"forwarded.staff", "forwarded.answer", "refused.state"};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		char path[128];
		FILE *out;

		snprintf(path, sizeof(path), "%s/%s/%s.txt", dir, lang, names[i]);
		out = fopen(path, "we");
		assert_non_null(out);
		fputs("{ticket} {serial} {model} {fault} {customer} {station}", out);
		fclose(out);
	}
}

static void write_quoting(const char *dir, const char *lang)
{
	char path[128];
	FILE *out;

	snprintf(path, sizeof(path), "%s/%s/quoting.txt", dir, lang);
	out = fopen(path, "we");
	assert_non_null(out);
	fputs("{code.depart} {ticket} {code.hoist}", out);
	fclose(out);
}

/* Every place in brackets of its own: `<name=…>` where there is something to say, nothing where there is not. */
static void write_templates(const char *dir, const char *lang)
{
	char path[128];
	FILE *out = NULL;
	size_t i = 0;

	snprintf(path, sizeof(path), "%s/%s", dir, lang);
	assert_int_equal(mkdir(path, 0700), 0);
	for (; place_name(i); i++) {
		if (i % A_TEMPLATE == 0) {
			if (out)
				fclose(out);
			snprintf(path, sizeof(path), "%s/%s/%s.txt", dir, lang, templates[i / A_TEMPLATE]);
			out = fopen(path, "we");
			assert_non_null(out);
			fputs("@segments 20\nbegin", out);
		}
		/* Of what the desk is called, there is always something to say. */
		if (strcmp(place_name(i), "desk") != 0)
			fprintf(out, "[<%s={%s}>]", place_name(i), place_name(i));
	}
	for (i = 0; own_words[i]; i++)
		fprintf(out, "[<%s={%s}>]", own_words[i], own_words[i]);
	fputs("[<other={nobody_says_this}>]", out);
	fclose(out);
	write_reworded(dir, lang);
	write_quoting(dir, lang);
}

static int make(void **state)
{
	struct answers *a = calloc(1, sizeof(*a));
	struct faults faults = {0};

	assert_non_null(a);
	a->f = fake_make();
	a->ticket = fake_open(a->f, "EC210-0042", true, "漏油");
	snprintf(a->dir, sizeof(a->dir), "/tmp/answer_test_XXXXXX");
	assert_non_null(mkdtemp(a->dir));
	write_templates(a->dir, "zh");
	write_templates(a->dir, "en");
	assert_true(here_own_words(a->dir, "zh") && here_own_words(a->dir, "en"));
	a->wording = wording_load(a->dir, &faults);
	assert_non_null(a->wording);
	assert_int_equal(faults.n, 0);
	a->before = a->f->rules->wording;
	a->f->rules->wording = a->wording;
	*state = a;
	return 0;
}

static int done(void **state)
{
	struct answers *a = *state;
	char line[128];

	a->f->rules->wording = a->before;
	wording_free(a->wording);
	fake_free(a->f);
	snprintf(line, sizeof(line), "rm -r %s", a->dir);
	assert_int_equal(system(line), 0);
	free(a);
	return 0;
}

/* All templates' texts in a row, in this language. */
static void said(struct answers *a, const struct saying *s, enum lang l, char *out, size_t size)
{
	struct person p = *fake_person(a->f, "阿里木");
	struct effects e = {0};

	p.lang = l;
	out[0] = '\0';
	for (size_t i = 0; i < TEMPLATES; i++) {
		assert_true(answer_say(&e, s, &p, templates[i]));
		snprintf(out + strlen(out), size - strlen(out), "%s", e.messages[i].text);
	}
	effects_free(&e);
}

static void has(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("`%s` is not in: %s", part, text);
}

static void with_nothing_to_say_nothing_is_said(void **state)
{
	struct answers *a = *state;
	struct saying s = {.ctx = &a->f->ctx};
	struct mo nobody = {0};
	char text[4096];

	for (int l = 0; l < langs_n; l++) {
		said(a, &s, (enum lang)l, text, sizeof(text));
		assert_string_equal(text, "beginbeginbeginbegin");
	}
	/* A flow, and a text of a stranger, say no more. */
	s.flow = a->f->repair;
	s.mo = &nobody;
	said(a, &s, ZH, text, sizeof(text));
	assert_string_equal(text, "beginbeginbeginbegin");
}

static bool of_later(const char *place)
{
	return strcmp(place, "over") == 0 || strcmp(place, "passed") == 0;
}

static bool of_now(const char *place)
{
	return strcmp(place, "left") == 0;
}

/* One has signed, and who gets the templates is asked now. */
static void ask_in_turn(struct fake *f, struct ticket *t, int64_t signer)
{
	struct flow *flow = f->rules->flows.all[0];

	flow->chains[0] =
		(struct chain_kind){.asks = {{.name = "claims", .whom = {.to = (enum audience)CLAIMS}},
					     {.name = "station_head", .whom = {.to = (enum audience)STATION_HEAD}}},
				    .asks_n = 2,
				    .confirms = true};
	flow->chains_n = 1;
	t->chain = 1;
	t->turn = 2;
	t->signatures[0].by = signer;
}

/* Who gets the templates may decide on corrections, with digits. */
static void confirm_claims(struct fake *f)
{
	struct code *claim = (struct code *)(uintptr_t)flow_does(f->repair, DOES_CLAIM);
	struct code *refuse = (struct code *)(uintptr_t)flow_does(f->repair, DOES_REFUSE);

	claim->confirms = true;
	refuse->by |= ROLE_BIT(STATION_HEAD);
}

/* A saying in which there is something for every place. */
struct full {
	struct saying s;
	struct mo mo;
	struct person head;
	struct ticket t, next;
	const struct code *codes[2];
};

static void full_sender(struct full *x, struct fake *f)
{
	f->rules->roles =
		(struct roles){.own = {{.name = "rigger", .title = {"吊装工", "rigger"}},
				       {.name = "crane_boss", .title = {"吊车队长", "crane boss"}, .deputy = true}},
			       .own_n = 2};
	x->head = *fake_person(f, "李雷");
	x->head.roles |= ROLE_BIT(STATION_HEAD) | ROLE_BIT(ROLES) | ROLE_BIT(ROLES + 1);
	x->mo = (struct mo){.sender = &x->head, .channel = "sms"};
	text_copy(x->mo.number, sizeof(x->mo.number), "+8613800000011");
}

static void full_ticket(struct full *x, struct fake *f, int64_t number)
{
	struct ticket *t = &x->t;
	int64_t with = fake_person(f, "韩梅")->id;

	x->next = *t = *fake_ticket(f, number);
	text_copy(t->place, sizeof(t->place), "43.8256,87.6168");
	t->lead = fake_person(f, "李雷")->id;
	t->companions[t->companions_n++] = with;
	t->companions[t->companions_n++] = 999999; /* who is gone since */
	t->companions[t->companions_n++] = fake_person(f, "张伟")->id;
	FIELD(*t, "planned") = fake_time(f, "14:00");
	FIELD(*t, "eta") = fake_time(f, "16:30");
	ask_in_turn(f, t, with);
	confirm_claims(f);
	t->visit = 2;
	t->parent = 10024;
	t->again = 10019;
	t->again_at = fake_time(f, "08:00");
	t->claims[4] = fake_time(f, "08:20");
	t->clocks[0].started = fake_time(f, "07:50");
}

static void full_make(struct full *x, struct answers *a)
{
	struct fake *f = a->f;

	full_sender(x, f);
	full_ticket(x, f, a->ticket);
	x->codes[0] = flow_code(f->repair, "wait");
	x->codes[1] = flow_code(f->repair, "phone");
	x->s = (struct saying){.ctx = &f->ctx,
			       .several = true,
			       .mo = &x->mo,
			       .ticket = &x->t,
			       .flow = f->repair,
			       .codes = x->codes,
			       .codes_n = 2,
			       .now = f->now,
			       .claim = fake_time(f, "08:10"),
			       .noted = fake_time(f, "08:05"),
			       .words = "等配件",
			       .besides = "请带吊车",
			       .list = "一行",
			       .what = "那个",
			       .example = "待件 等配件",
			       .who = fake_person(f, "韩梅"),
			       .until = fake_time(f, "18:00"),
			       .next = &x->next,
			       .stated = &x->t,
			       .nodes = 1u << 4,
			       .since = fake_time(f, "07:00"),
			       .load = 3,
			       .clock = &f->repair->clocks[0],
			       .due = fake_time(f, "09:20"),
			       .count = 2};
}

static void clock_is_over(struct full *x, struct fake *f)
{
	x->s.due = fake_time(f, "07:30");
	x->s.passed = fake_time(f, "07:40");
}

/* What is left of a clock's time and what is over are never said both, nor a promise and one that was over. */
static void there_is_something_for_every_place(void **state)
{
	struct answers *a = *state;
	struct full x;
	char text[4096], later[4096], place[64];

	full_make(&x, a);
	said(a, &x.s, ZH, text, sizeof(text));
	clock_is_over(&x, a->f);
	said(a, &x.s, ZH, later, sizeof(later));
	for (size_t i = 0; place_name(i); i++) {
		if (strcmp(place_name(i), "desk") == 0)
			continue;
		snprintf(place, sizeof(place), "<%s=", place_name(i));
		has(of_later(place_name(i)) ? later : text, place);
		has(of_now(place_name(i)) ? text : later, place);
	}
	assert_null(strstr(text, "<other="));
}

static void every_place_says_its_own(void **state)
{
	static const char *const places[] = {
		"<due=09:20>",
		"<left=20分钟>",
		"<since=1小时10分钟>",
		"<parent=10024>",
		"<again=10019 08:00>",
		"<serial=EC210-0042>",
		"<down=停机>",
		"<customer=王建国>",
		"<customer_phone=+8613900000001>",
		"<word=待件、电话解决>",
		"<process=400 报修>",
		"<engineer=李雷>",
		"<engineer_phone=+8613800000011>",
		"<companions=韩梅、张伟>",
		"<planned=14:00>",
		"<eta=16:30>",
		"<visit=2>",
		"<asked=阿里木>",
		"<signed=韩梅>",
		"<sender=李雷>",
		"<role=站长、吊车队长>", /* those for which they may name a deputy */
		"<sender_phone=+8613800000011>",
		"<words=等配件>",
		"<besides=请带吊车>",
		"<until=18:00>",
		"<claim=08:10>",
		"<noted=08:05>",
		"<person=韩梅>",
		"<reason=等配件>",
		"<details=等配件>",
	};
	struct answers *a = *state;
	struct full x;
	char text[4096], ticket[64];

	full_make(&x, a);
	said(a, &x.s, ZH, text, sizeof(text));
	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++)
		has(text, places[i]);
	snprintf(ticket, sizeof(ticket), "<ticket=%lld>", (long long)x.t.number);
	has(text, ticket);
}

static void a_clock_that_is_over_says_by_how_much(void **state)
{
	struct answers *a = *state;
	struct full x;
	char text[4096];

	full_make(&x, a);
	clock_is_over(&x, a->f);
	said(a, &x.s, ZH, text, sizeof(text));
	has(text, "<over=1小时30分钟>");
	has(text, "<passed=07:40>");
}

static void lists_are_joined_as_the_language_does(void **state)
{
	struct answers *a = *state;
	struct full x;
	char text[4096];

	full_make(&x, a);
	said(a, &x.s, EN, text, sizeof(text));
	has(text, "<word=wait, phone>");
	has(text, "<companions=韩梅, 张伟>");
}

/* The desk has no name of its own and no number. */
static void the_desk_is_named_by_its_title(void **state)
{
	struct answers *a = *state;
	struct full x;
	char text[4096];

	full_make(&x, a);
	x.mo.sender = &the_desk;
	said(a, &x.s, ZH, text, sizeof(text));
	has(text, "<sender=400>");
	assert_null(strstr(text, "<sender_phone="));
}

static void what_was_said_of_the_place_goes_before_what_is_known(void **state)
{
	struct answers *a = *state;
	struct full x;
	char text[4096];

	full_make(&x, a);
	text_copy(x.t.site, sizeof(x.t.site), "西山煤矿");
	said(a, &x.s, ZH, text, sizeof(text));
	has(text, "<place=西山煤矿>");
}

static void quotes(struct answers *a, const struct saying *s, enum lang l, const char *expected)
{
	struct person p = *fake_person(a->f, "阿里木");
	struct effects e = {0};

	p.lang = l;
	assert_true(answer_say(&e, s, &p, "quoting"));
	assert_string_equal(e.messages[0].text, expected);
	effects_free(&e);
}

/* A second flow calls `depart` otherwise, and has a code that the first has not. */
static void a_codes_word_is_that_of_the_tickets_flow(void **state)
{
	struct answers *a = *state;
	struct flow *other = malloc(sizeof(*other));
	struct flows two = {.all = {a->f->rules->flows.all[0], other}, .n = 2};
	struct rulebook rules = {.wording = a->wording, .reader = a->f->rules->reader};
	struct context ctx = a->f->ctx;
	struct ticket t = *fake_ticket(a->f, a->ticket);
	struct saying s = {.ctx = &ctx};
	const struct code *codes[1];
	struct place_scope scope = {.set = &two, .flow = other};

	assert_non_null(other);
	*other = *a->f->repair;
	for (size_t i = 0; i < other->codes_n; i++) {
		struct code *c = &other->codes[i];
		if (strcmp(c->name, "depart") == 0)
			c->word = (struct label){{"出车😀", "set out"}, 2};
		if (strcmp(c->name, "phone") == 0) {
			text_copy(c->name, sizeof(c->name), "hoist");
			c->word = (struct label){{"吊装", "hoist"}, 2};
		}
	}
	rules.flows = two;
	ctx.rules = &rules;
	t.number = 10008;
	quotes(a, &s, ZH, "出发 吊装");
	quotes(a, &s, EN, "depart hoist");
	codes[0] = flow_code(other, "hoist");
	s.codes = codes;
	s.codes_n = 1;
	quotes(a, &s, ZH, "出车😀 吊装");
	s.flow = a->f->repair;
	quotes(a, &s, ZH, "出发 吊装");
	t.flow = other;
	s.ticket = &t;
	quotes(a, &s, ZH, "出车😀 10008 吊装");
	quotes(a, &s, EN, "set out 10008 hoist");
	assert_int_equal(place_max(&scope, "code.depart"), 4);
	assert_int_equal(place_max(&scope, "code.phone"), 4);
	assert_int_equal(place_max(&scope, "code.nothing"), 0);
	scope.lang = EN;
	assert_int_equal(place_max(&scope, "code.depart"), 7);
	free(other);
}

/* The word as a person would type it: before the ticket's number, or in quotation marks. */
static bool is_quoted(const char *text, const char *word)
{
	static const char *const shapes[] = {"%s {ticket}", "\"%s\"", "“%s”", "“%s "};

	for (size_t i = 0; i < sizeof(shapes) / sizeof(*shapes); i++) {
		char quoted[128];
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		snprintf(quoted, sizeof(quoted), shapes[i], word);
#pragma GCC diagnostic pop
		if (strstr(text, quoted))
			return true;
	}
	return false;
}

static void no_template_spells_a_codes_word_out(void **state)
{
	struct answers *a = *state;
	const struct flow *f = a->f->repair;
	const struct template *t;

	for (int l = 0; l < langs_n; l++) {
		for (size_t i = 0; (t = wording_at(a->before, (enum lang)l, i)) != NULL; i++) {
			char text[4096];
			FILE *in = fopen(template_file(t), "re");
			assert_non_null(in);
			text[fread(text, 1, sizeof(text) - 1, in)] = '\0';
			fclose(in);
			for (size_t c = 0; c < f->codes_n; c++)
				if (is_quoted(text, f->codes[c].word.in[l]))
					fail_msg("%s spells `%s` out; write {code.%s}", template_file(t),
						 f->codes[c].word.in[l], f->codes[c].name);
		}
	}
}

static void every_place_has_a_largest(void **state)
{
	struct answers *a = *state;
	struct place_scope nowhere = {.set = &a->f->rules->flows},
			   repair = {.set = &a->f->rules->flows, .flow = a->f->repair};

	for (size_t i = 0; place_name(i); i++)
		assert_true(place_max(&nowhere, place_name(i)) > 0);
	assert_int_equal(place_max(&nowhere, "reason"), 0);
	assert_true(place_max(&repair, "reason") > 0);
	assert_int_equal(place_max(&repair, "nobody_says_this"), 0);
}

/* In a crowd the sender's answer has its place kept. */
static void who_stands_too_far_back_is_left_out_but_never_the_sender(void **state)
{
	struct answers *a = *state;
	const struct person *head = fake_person(a->f, "阿里木");
	struct mo mo = {.sender = head, .channel = "sms", .number = "+8613800000001"};
	struct saying s = {.ctx = &a->f->ctx, .mo = &mo};
	struct effects e = {0};

	for (size_t i = 0; i < MESSAGES_MAX - 1; i++)
		assert_true(answer_say(&e, &s, head, "first"));
	assert_false(answer_say(&e, &s, head, "first"));
	assert_false(e.failed);
	assert_true(answer_sender(&e, &s, "first"));
	assert_int_equal(e.messages_n, MESSAGES_MAX);
	assert_true(e.messages[MESSAGES_MAX - 1].answer);
	assert_false(answer_sender(&e, &s, "first"));
	assert_true(e.failed);
	effects_free(&e);
}

static void a_template_that_is_not_there_fails_the_text(void **state)
{
	struct answers *a = *state;
	struct saying s = {.ctx = &a->f->ctx};
	struct effects e = {0};

	assert_false(answer_say(&e, &s, fake_person(a->f, "阿里木"), "nowhere"));
	assert_true(e.failed);
	effects_free(&e);
}

/* Tickets that were looked for, not named, are found briefly. */
static void what_is_said_of_a_ticket_that_was_looked_for_is_whole(void **state)
{
	struct answers *a = *state;
	const struct ticket *t = fake_ticket(a->f, a->ticket);
	char whole[1024];

	a->f->lenient = true;
	snprintf(whole, sizeof(whole), "%lld %s %s %s %s %s", (long long)t->number, t->serial, t->model, t->fault,
		 t->customer_name, t->station_name);
	assert_non_null(strstr(whole, "漏油"));
	assert_int_equal(fake_send(a->f, "王建国", "你们什么时候能来"), FORWARDED);
	has(fake_told(a->f, "阿里木"), whole);
	assert_int_equal(fake_send(a->f, "阿里木", "转派 李雷"), REFUSED);
	assert_string_equal(fake_answer(a->f), whole);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(with_nothing_to_say_nothing_is_said, make, done),
		cmocka_unit_test_setup_teardown(there_is_something_for_every_place, make, done),
		cmocka_unit_test_setup_teardown(every_place_says_its_own, make, done),
		cmocka_unit_test_setup_teardown(a_clock_that_is_over_says_by_how_much, make, done),
		cmocka_unit_test_setup_teardown(lists_are_joined_as_the_language_does, make, done),
		cmocka_unit_test_setup_teardown(the_desk_is_named_by_its_title, make, done),
		cmocka_unit_test_setup_teardown(what_was_said_of_the_place_goes_before_what_is_known, make, done),
		cmocka_unit_test_setup_teardown(a_codes_word_is_that_of_the_tickets_flow, make, done),
		cmocka_unit_test_setup_teardown(no_template_spells_a_codes_word_out, make, done),
		cmocka_unit_test_setup_teardown(every_place_has_a_largest, make, done),
		cmocka_unit_test_setup_teardown(who_stands_too_far_back_is_left_out_but_never_the_sender, make, done),
		cmocka_unit_test_setup_teardown(a_template_that_is_not_there_fails_the_text, make, done),
		cmocka_unit_test_setup_teardown(what_is_said_of_a_ticket_that_was_looked_for_is_whole, make, done),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
