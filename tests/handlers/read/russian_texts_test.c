/* Texts as people write them in Russian (texts-ru.tsv), where that is the first language. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/handlers/text_rows.h"

#define TEXTS "tests/handlers/read/texts-ru.tsv"
#define STARTS_MAX 20
#define LEAD "Иван Петров"
#define HEAD "Виктор Орлов"

/* One world for each start: deciding a text without making it true leaves it as it is. */
static struct start {
	char name[32];
	struct fake *f;
} starts[STARTS_MAX];
static size_t starts_n;

static void hire(struct fake *f)
{
	fake_hire(f, HEAD, "+79120000001", ROLE_BIT(STATION_HEAD), "乌鲁木齐站", LANG_FIRST);
	fake_hire(f, LEAD, "+79120000011", ROLE_BIT(ENGINEER), "乌鲁木齐站", LANG_FIRST);
	fake_hire(f, "Анна Лебедева", "+79120000012", ROLE_BIT(ENGINEER), "乌鲁木齐站", LANG_FIRST);
	fake_hire(f, "Сергей Ким", "+79120000013", ROLE_BIT(ENGINEER), "乌鲁木齐站", LANG_FIRST);
	fake_hire(f, "Ольга Ветрова", "+79120000041", ROLE_BIT(AGENT), NULL, LANG_FIRST);
	fake_hire(f, "Головной офис", "+79120000051", ROLE_BIT(HEADQUARTERS), NULL, LANG_FIRST);
	fake_settle(f);
}

/* What leads to a start: the time, the sender and the text of each step. `early` is of the day before. */
static const struct step {
	const char *at, *who, *text;
	const char *starts; /* blanks around each */
} steps[] = {
	{"13:05", HEAD, "назначение 10008 14:00 " LEAD,
	 " dispatched two en_route fresh on_site waiting left resolved claim "},
	{"13:06", HEAD, "назначение 10019 15:00 " LEAD, " two "},
	{"13:10", LEAD, "выезд 10008 16:30", " en_route on_site waiting left resolved claim "},
	{"13:35", LEAD, "выезд 16:30", " fresh "},
	{"13:20", LEAD, "прибыл", " on_site waiting left resolved claim "},
	{"13:25", LEAD, "ожидание заказан насос", " waiting "},
	{"13:25", LEAD, "не починил нужен спецключ", " left "},
	{"13:25", LEAD, "починил замена реле", " resolved "},
	{"13:25", LEAD, "поправка прибыл 13:15 не было связи", " claim "},
};

static bool is_of(const char *names, const char *name)
{
	char whole[40];

	snprintf(whole, sizeof(whole), " %s ", name);
	return strstr(names, whole) != NULL;
}

static void make(struct fake *f, const char *name)
{
	bool early = strcmp(name, "early") == 0;

	fake_at(f, early ? "2026-11-20 17:00" : "2026-11-21 13:00");
	fake_open(f, strcmp(name, "unplaced") == 0 ? NULL : "EC210-0042", false, "двигатель не заводится");
	if (strcmp(name, "two") == 0)
		fake_open(f, "EC480-0007", false, "течет насос");
	if (early)
		fake_send(f, HEAD, "назначение завтра 9:00 " LEAD);
	for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++) {
		if (!is_of(steps[i].starts, name))
			continue;
		fake_at(f, steps[i].at);
		assert_int_equal(fake_send(f, steps[i].who, "%s", steps[i].text), DONE);
	}
	fake_at(f, "2026-11-21 13:40");
}

static struct fake *start_of(const char *name)
{
	struct start *s;

	for (size_t i = 0; i < starts_n; i++) {
		if (strcmp(starts[i].name, name) == 0)
			return starts[i].f;
	}
	assert_true(starts_n < STARTS_MAX);
	s = &starts[starts_n++];
	text_copy(s->name, sizeof(s->name), name);
	s->f = fake_make();
	hire(s->f);
	make(s->f, name);
	return s->f;
}

static void come_to_what_people_mean(void)
{
	size_t n;

	assert_int_equal(text_rows_wrong(TEXTS, start_of, &n), 0);
	assert_true(n >= 150);
}

static void texts_are_read_where_no_other_language_is_spoken(void **state)
{
	char listed[1][LANG_BYTES] = {"ru"};

	(void)state;
	langs_use(listed, 1);
	come_to_what_people_mean();
}

static void texts_are_read_where_others_are_spoken(void **state)
{
	char listed[3][LANG_BYTES] = {"ru", "zh", "en"};

	(void)state;
	langs_use(listed, 3);
	come_to_what_people_mean();
}

static int free_starts(void **state)
{
	(void)state;
	while (starts_n > 0)
		fake_free(starts[--starts_n].f);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(texts_are_read_where_no_other_language_is_spoken, free_starts),
		cmocka_unit_test_teardown(texts_are_read_where_others_are_spoken, free_starts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
