#include "tests/handlers/read/text_meant.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "handlers/decision/permission.h"
#include "handlers/read/reading.h"
#include "templates/text/fold.h"
#include "tests/handlers/fake_example.h"
#include "tests/langs.h"

static void reading_world(struct fake *f)
{
	fake_hire(f, "张伟", "+8613800000016", ROLE_BIT(ENGINEER), "乌鲁木齐站", ZH);
	fake_hire(f, "李雷鸣", "+8613800000017", ROLE_BIT(ENGINEER), "库尔勒站", ZH);
	fake_hire(f, "Ann", "+8613800000018", ROLE_BIT(ENGINEER), "乌鲁木齐站", EN);
	fake_hire(f, "Ann Lee", "+8613800000019", ROLE_BIT(ENGINEER), "乌鲁木齐站", EN);
	fake_hire(f, "Bob", "+8613800000020", ROLE_BIT(AGENT), NULL, EN);
	fake_settle(f);
	fake_at(f, "08:00");
	int64_t a = fake_open(f, "EC210-0042", true, "发动机无法启动");
	int64_t b = fake_open(f, "EC360-0113", false, "漏油");
	int64_t c = fake_open(f, "L120-0003", false, "hydraulic leak");
	int64_t d = fake_open(f, "EC480-0007", false, "异响");
	fake_open(f, "EC55-0201", false, "不走");
	fake_open(f, NULL, false, "挖掘机不动");
	fake_open(f, "EC210-0042", false, "空调不制冷");
	fake_send(f, "阿里木", "派工 %lld 10:00 李雷", (long long)a);
	fake_send(f, "阿里木", "派工 %lld 14:00 李雷", (long long)b);
	fake_send(f, "阿里木", "派工 %lld 10:00 Tom Baker", (long long)c);
	fake_send(f, "阿里木", "派工 %lld 10:00 韩梅", (long long)d);
	fake_at(f, "08:30");
	fake_send(f, "李雷", "出发 %lld 8:50", (long long)a);
	fake_send(f, "韩梅", "出发 %lld 8:50", (long long)d);
	fake_at(f, "08:50");
	fake_send(f, "韩梅", "到达");
	fake_at(f, "09:00");
}

static void say_time(int64_t at, int64_t now, struct text *t)
{
	char s[24];
	when_write(at, now, s);
	text_addf(t, " %s", s);
}

static void say_codes(const struct reading *r, int64_t now, struct text *t)
{
	for (size_t i = 0; i < r->codes_n; i++) {
		const struct read_code *c = &r->codes[i];
		text_addf(t, "%s%s", t->len ? " " : "", c->code->name);
		if (c->timed) {
			char s[24];
			when_write(c->when.at, now, s);
			text_addf(t, "@%s", c->when.kind == WHEN_NONE ? "?" : s);
		}
	}
	for (size_t i = 0; i < r->near_n; i++)
		text_addf(t, "%s~%s", t->len ? " " : "", r->near[i]->name);
}

static void say_people(const struct fake *f, const struct reading *r, struct text *t)
{
	for (size_t i = 0; i < r->people_n; i++) {
		for (size_t k = 0; k < r->people[i].n; k++) {
			const struct person *p = r->people[i].who[k];
			const struct station *s = roster_station(&f->roster, p->station);
			bool two = strcmp(p->name, "张伟") == 0;
			text_addf(t, "%s%s%s%s", k ? "/" : " +", p->name, two ? "," : "", two && s ? s->name : "");
		}
	}
	if (*r->stranger)
		text_addf(t, " ?%s=%s", r->stranger, r->meant ? r->meant->name : "");
	if (r->station)
		text_addf(t, " @%s", r->station->name);
}

struct asked {
	const struct fake *f;
	const struct person *who;
};

static bool may_send(void *ctx, const struct code *c)
{
	const struct asked *a = ctx;
	return permission_ever(&a->f->ctx, a->who, c, a->f->now);
}

static void say_reading(struct fake *f, const char *who, const char *text, char *out, size_t size)
{
	struct reading *r = calloc(1, sizeof(*r));
	struct fold fold;
	int64_t numbers[NUMBERS_IN_TEXT], mine[NUMBERS_IN_TEXT];
	size_t n, kept = 0;
	const struct person *p = fake_person(f, who);
	struct text t = text_new(4000);
	fold_make(&fold, text, strlen(text));
	n = reading_numbers(&fold, numbers, NUMBERS_IN_TEXT);
	for (size_t i = 0; i < n; i++) {
		const struct ticket *x = fake_ticket(f, numbers[i]);
		if (x && ticket_has_to_do(x, p, &f->roster, f->now))
			mine[kept++] = numbers[i];
	}
	const struct reading_input input = {.reader = f->rules->reader,
					    .roster = &f->roster,
					    .sender = p,
					    .may = may_send,
					    .ctx = &(struct asked){f, p},
					    .original = text,
					    .f = &fold,
					    .mine = mine,
					    .mine_n = kept,
					    .moment = f->now};
	reading_read(r, &input);
	say_codes(r, f->now, &t);
	if (r->number)
		text_addf(&t, " %s%lld", r->number_bad ? "!" : "#", (long long)r->number);
	for (size_t i = 0; i < r->times_n; i++)
		say_time(r->times[i].when.at, f->now, &t);
	for (size_t i = 0; r->flow && i < r->flow->nodes_n; i++) {
		if (r->nodes & 1u << i)
			text_addf(&t, " %%%s", r->flow->nodes[i].name);
	}
	say_people(f, r, &t);
	if (r->words.len)
		text_addf(&t, " \"%s\"", text_str(&r->words));
	text_copy(out, size, t.len ? text_str(&t) : "-");
	text_free(&t);
	reading_free(r);
	fold_free(&fold);
	free(r);
}

static const char *becomes(const struct effects *e)
{
	return e->outcome == REFUSED ? e->why + strlen("refused.") : outcome_name(e->outcome);
}

void assert_meant(struct fake *f, const struct meant *rows, size_t n)
{
	size_t wrong = 0;
	for (size_t i = 0; i < n; i++) {
		char read[2000];
		struct effects e;
		say_reading(f, rows[i].who, rows[i].text, read, sizeof(read));
		fake_decide(f, rows[i].who, 0, rows[i].text, &e);
		bool good = strcmp(read, rows[i].read) == 0 && strcmp(becomes(&e), rows[i].becomes) == 0 && !e.failed &&
			    (e.outcome != REFUSED || fake_example_works(f, rows[i].who, &e));
		if (!good)
			print_error("%s: %s\n  is    %s: %s\n  should %s: %s\n", rows[i].who, rows[i].text, read,
				    becomes(&e), rows[i].read, rows[i].becomes);
		wrong += good ? 0 : 1;
		effects_free(&e);
	}
	assert_int_equal(wrong, 0);
}

int meant_begin(void **state)
{
	struct fake *f = fake_make();

	reading_world(f);
	*state = f;
	return 0;
}

int meant_end(void **state)
{
	fake_free(*state);
	return 0;
}
