/* What is wrong with one row that somebody writes over HTTP is said in their language, whatever it is. */
#include "tests/gateway/import/import_bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/store/store.h"
#include "gateway/command/verb.h"
#include "templates/wording/own_words.h"

#define PEOPLE "name,mobile,roles,station,language,email\n"
#define LONG_TEXT                                                                                               \
	"01234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890" \
	"01234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890"

/* On people 甲 of two numbers, the customer 丙, who is also on the staff, and those that `before` adds. */
static const struct wrong {
	enum row_word word;
	const char *kind, *csv;
	bool puts;            /* a change of 丙 */
	const char *if_there; /* rows of people or customers that are imported before it; NULL: none */
} all[] = {
	{WRONG_EMPTY, "people", PEOPLE ",,,,,\n", false, NULL},
	{WRONG_MISSING, "people", PEOPLE ",13800000021,engineer,,,\n", false, NULL},
	{WRONG_TOO_LONG, "people", PEOPLE LONG_TEXT ",13800000021,engineer,,,\n", false, NULL},
	{WRONG_SIGNS, "people", PEOPLE "\u3000,13800000021,engineer,,,\n", false, NULL},
	{WRONG_LANGUAGE, "people", PEOPLE "A B,13800000021,engineer,,xx,\n", false, NULL},
	{WRONG_EMAIL, "people", PEOPLE "A B,13800000021,engineer,,,a@b\n", false, NULL},
	{WRONG_ROLE_NEAR, "people", PEOPLE "A B,13800000021,enginer,,,\n", false, NULL},
	{WRONG_ROLE, "people", PEOPLE "A B,13800000021,x,,,\n", false, NULL},
	{WRONG_CLASS, "customers", CUSTOMERS "A B,13800000021,E,,\n", false, NULL},
	{WRONG_AMOUNT, "machines", MACHINES "M-1,,,,-1,,,,\n", false, NULL},
	{WRONG_DATE, "machines", MACHINES "M-1,,,,,,,,2026-02-30\n", false, NULL},
	{WRONG_HALF_PLACE, "machines", MACHINES "M-1,,,,,1,,,\n", false, NULL},
	{WRONG_STATION_NEAR, "machines", MACHINES "M-1,,,库尔勒,,,,,\n", false, NULL},
	{WRONG_STATION, "machines", MACHINES "M-1,,,Nowhere,,,,,\n", false, NULL},
	{WRONG_MANAGER_NEAR, "customers", CUSTOMERS "A B,13800000021,A,,Maria Sale\n", false,
	 STAFF "Maria Sales,13800000031,sales_manager,,\n"},
	{WRONG_MANAGER, "customers", CUSTOMERS "A B,13800000021,A,,Zoe\n", false, NULL},
	{WRONG_MANAGERS, "customers", CUSTOMERS "A B,13800000021,A,,Sam Cole\n", false,
	 STAFF "Sam Cole,13800000032,sales_manager,,\nSam Cole,13800000033,sales_manager,,\n"},
	{WRONG_CUSTOMER_NEAR, "machines", MACHINES "M-1,,Granite,,,,,,\n", false,
	 CUSTOMERS "Granite Ltd,13800000041,A,,\n"},
	{WRONG_CUSTOMER, "machines", MACHINES "M-1,,Zoe,,,,,,\n", false, NULL},
	{WRONG_CUSTOMERS, "machines", MACHINES "M-1,,Two Mines,,,,,,\n", false,
	 CUSTOMERS "Two Mines,13800000042,A,,\nTwo Mines,13800000043,A,,\n"},
	{WRONG_NO_NUMBER, "people", PEOPLE "A B,,engineer,,,\n", false, NULL},
	{WRONG_BARE_NUMBER, "people", PEOPLE "A B,;,engineer,,,\n", false, NULL},
	{WRONG_NUMBER, "people", PEOPLE "A B,13,engineer,,,\n", false, NULL},
	{WRONG_ROUNDED, "people", PEOPLE "A B,1.38E+10,engineer,,,\n", false, NULL},
	{WRONG_FRACTION, "people", PEOPLE "A B,13800000021.0,engineer,,,\n", false, NULL},
	{WRONG_SHORT, "people", PEOPLE "A B,+861380000002,engineer,,,\n", false, NULL},
	{WRONG_LONG, "people", PEOPLE "A B,+86138000000211,engineer,,,\n", false, NULL},
	{WRONG_TWICE, "people", PEOPLE "A B,13800000021;13800000021,engineer,,,\n", false, NULL},
	{WRONG_MANY, "people",
	 PEOPLE "A B,13800000021;13800000022;13800000023;13800000024;13800000025;13800000026;13800000027;13800000028;"
		"13800000029,engineer,,,\n",
	 false, NULL},
	{WRONG_TAKEN, "people", PEOPLE "A B,13800000021;13800000002,engineer,,,\n", false, NULL},
	{WRONG_OF_STAFF, "customers", CUSTOMERS "A B,13800000001,A,,\n", false, NULL},
	{WRONG_OF_CUSTOMER, "people", PEOPLE "A B,13800000041,engineer,,,\n", false,
	 CUSTOMERS "Granite Ltd,13800000041,A,,\n"},
	{WRONG_FIRST, "people", PEOPLE "甲,13800000002,engineer,,,\n", false, NULL},
	{WRONG_NONE_LEFT, "people", PEOPLE "丙,,,,,\n", true, NULL},
	{WRONG_NOBODY, "people", PEOPLE "A B,13800000021,,,,\n", false, NULL},
};

/* Those that the tests below or those of files have; and the last, of whom only a broken database could know. */
static bool is_elsewhere(int word)
{
	static const enum row_word others[] = {
		WRONG_BETWEEN,       WRONG_MEMORY,           WRONG_KEY,        WRONG_COUNTRY, WRONG_NAME,
		WRONG_NAME_OF_STAFF, WRONG_TAKEN_BY_SOMEONE, WRONG_FIELD_NEAR, WRONG_FIELD,   WRONG_FIELD_VALUE};

	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		if ((int)others[i] == word)
			return true;
	return false;
}

static void each_that_a_row_may_have_is_tried(void **state)
{
	(void)state;
	for (int word = 0; word < ROW_WORDS; word++) {
		bool tried = is_elsewhere(word);

		for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
			tried = tried || (int)all[i].word == word;
		if (!tried)
			fail_msg("no row has the fault of the word %d", word);
	}
}

static void read_words(const char *lang, struct own_words *to)
{
	struct faults f = {0};
	char path[64];

	snprintf(path, sizeof(path), "templates/%s/words.yaml", lang);
	own_words_read(path, to, &f);
	assert_int_equal(f.n, 0);
}

/* All that stands between the places, in order. */
static bool has_words(const char *said, const char *words)
{
	while (*words) {
		size_t n = strcspn(words, "{");
		char piece[ROW_WORD_BYTES];

		snprintf(piece, sizeof(piece), "%.*s", (int)n, words);
		said = strstr(said, piece);
		if (!said)
			return false;
		said += n;
		words += n + (words[n] ? strlen("{1}") : 0);
	}
	return true;
}

static bool is_row_there(const char *kind)
{
	return strncmp(kind, "name,mobile,class", strlen("name,mobile,class")) == 0;
}

/* In a transaction of its own, of which nothing is kept. To be freed. */
static char *write_wrong(struct bench *b, const struct wrong *w, const struct row_words *words)
{
	struct row_written out = {.lacks = ROW_LACKS_NOTHING};
	struct row_write write = {.does = w->puts ? ROW_PUT : ROW_ADD,
				  .kind = w->kind,
				  .of = w->puts ? owner(b, "+8613800000003") : 0,
				  .key = "",
				  .if_match = "*",
				  .csv = w->csv,
				  .words = words};

	assert_true(store_begin(b->gateway.store));
	assert_true(import_row(b->gateway.store, "86", &write, &out));
	store_rollback(b->gateway.store);
	if (out.lacks != ROW_HAS_FAULTS)
		fail_msg("`%s` was taken", w->csv);
	return out.said;
}

static void populate(struct bench *b)
{
	assert_int_equal(
		import(b, "people", STAFF "甲,13800000001;13800000002,engineer,,\n丙,13800000003,engineer,,\n"),
		VERB_DONE);
	assert_int_equal(import(b, "customers", CUSTOMERS "丙,13800000003,A,,\n"), VERB_DONE);
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		if (all[i].if_there)
			assert_int_equal(
				import(b, is_row_there(all[i].if_there) ? "customers" : "people", all[i].if_there),
				VERB_DONE);
}

static void says_in(struct bench *b, const struct row_words *words)
{
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		char *said = write_wrong(b, &all[i], words);

		if (!said || !*words->in[all[i].word] || !has_words(said, words->in[all[i].word]))
			fail_msg("`%s` is answered by `%s`, not by `%s`", all[i].csv, said ? said : "nothing",
				 words->in[all[i].word]);
		free(said);
	}
}

/* Whoever wrote a row in Chinese or Russian was told in English what was wrong with it. */
static void what_is_wrong_is_said_in_each_language(void **state)
{
	static const char *const langs[] = {"zh", "en", "ru"};
	static struct own_words words[3];
	struct bench *b = *state;

	populate(b);
	for (size_t i = 0; i < 3; i++) {
		read_words(langs[i], &words[i]);
		says_in(b, &words[i].rows);
	}
	for (int word = 0; word < ROW_WORDS; word++) {
		assert_true(*words[0].rows.in[word] && *words[1].rows.in[word] && *words[2].rows.in[word]);
		if (word != WRONG_BETWEEN) {
			assert_string_not_equal(words[0].rows.in[word], words[1].rows.in[word]);
			assert_string_not_equal(words[2].rows.in[word], words[1].rows.in[word]);
		}
	}
}

/* What parts several is a word of the language, too. */
static void several_faults_stand_in_one_line(void **state)
{
	static const struct wrong two = {WRONG_BETWEEN, "machines", MACHINES ",,,,-1,,,,\n", false, NULL};
	static struct own_words words;
	char *said;

	read_words("zh", &words);
	said = write_wrong(*state, &two, &words.rows);
	assert_non_null(strstr(said, words.rows.in[WRONG_BETWEEN]));
	free(said);
}

static void a_number_of_someone_who_has_left_is_said_to_be_theirs(void **state)
{
	static const struct wrong heir = {WRONG_NAME_OF_STAFF, "people", PEOPLE "A B,13800000051,engineer,,,\n", false,
					  NULL};
	static struct own_words words;
	struct bench *b = *state;
	char *said;

	assert_int_equal(import(b, "people", STAFF "Ann Reed,13800000051,engineer,,\n"), VERB_DONE);
	assert_int_equal(import(b, "people", STAFF "Ann Reed,13800000051,,,\n"), VERB_DONE);
	read_words("ru", &words);
	said = write_wrong(b, &heir, &words.rows);
	assert_non_null(strstr(said, "Ann Reed"));
	assert_true(has_words(said, words.rows.in[WRONG_NAME_OF_STAFF]));
	free(said);
}

/* What would work stood behind the value, and was cut off with it. */
static void of_a_long_value_only_the_value_is_cut(void **state)
{
	static const struct wrong station = {WRONG_STATION, "machines",
					     MACHINES "M-1,,," LONG_TEXT LONG_TEXT LONG_TEXT LONG_TEXT ",,,,,\n", false,
					     NULL};
	static struct own_words words;
	char *said;

	read_words("zh", &words);
	said = write_wrong(*state, &station, &words.rows);
	assert_non_null(strstr(said, "0123456789"));
	assert_non_null(strstr(said, "…"));
	assert_true(has_words(said, words.rows.in[WRONG_STATION]));
	free(said);
}

static void where_the_file_is_older_it_is_said_as_an_import_says_it(void **state)
{
	static const struct row_words none;
	static const struct wrong date = {WRONG_DATE, "machines", MACHINES "M-1,,,,,,,,soon\n", false, NULL};
	char *said = write_wrong(*state, &date, &none);

	assert_string_equal(said, "`soon` is no date; write warranty_until like 2027-06-30");
	free(said);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_that_a_row_may_have_is_tried),
		TEST(what_is_wrong_is_said_in_each_language),
		TEST(several_faults_stand_in_one_line),
		TEST(a_number_of_someone_who_has_left_is_said_to_be_theirs),
		TEST(of_a_long_value_only_the_value_is_cut),
		TEST(where_the_file_is_older_it_is_said_as_an_import_says_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
