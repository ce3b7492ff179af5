/* A field of each kind, of the flow that tests/talks/lending rehearses: what the ledger has of it, that it is read again, what
 * each reader's language says of it, and what a condition asks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "handlers/check/flow_check.h"
#include "handlers/condition/condition_holds.h"
#include "handlers/model/change.h"
#include "tests/handlers/flow_folder.h"
#include "tests/handlers/world_fake.h"

#define LENDING "tests/talks/lending"

static char dir[] = "/tmp/fieldgate-fields-XXXXXX";

/* The wording of the talk is laid over that of the floor. */
static int begin(void **state)
{
	char command[200];
	(void)state;
	if (!mkdtemp(dir))
		return -1;
	snprintf(command, sizeof(command), "cp -R templates %s && cp -R " LENDING "/templates %s", dir, dir);
	return system(command);
}

static int end(void **state)
{
	char command[200];
	(void)state;
	snprintf(command, sizeof(command), "rm -r %s", dir);
	return system(command);
}

static int make(void **state)
{
	struct faults faults = {0};
	char templates[64];
	struct fake *f;
	snprintf(templates, sizeof(templates), "%s/templates", dir);
	f = fake_make_of(LENDING "/lending.yaml", templates);
	flows_check(&f->rules->flows, f->rules->wording, &faults);
	if (faults.n > 0)
		fail_msg("%s", faults.all[0].what);
	faults_free(&faults);
	fake_open(f, "EC210-0042", false, "扳手");
	*state = f;
	return 0;
}

static int done(void **state)
{
	fake_free(*state);
	return 0;
}

/* The change that a text of the station's head writes. */
static const char *changed(struct fake *f, const char *text)
{
	if (fake_send(f, "阿里木", "%s", text) != DONE)
		fail_msg("%s: %s", text, fake_answer(f));
	return f->e.events[0].change;
}

static int64_t kept(struct fake *f, const char *field)
{
	return FIELD(f->tickets[0], field);
}

static void assert_word(const char *change, const char *word)
{
	const char *at = strstr(change, word);
	if (!at || (at > change && at[-1] != ' ') || (at[strlen(word)] && at[strlen(word)] != ' '))
		fail_msg("`%s` is not in `%s`", word, change);
}

static void the_ledger_has_ids_numbers_and_names_of_the_flow_alone(void **state)
{
	struct fake *f = *state;
	char said[64];
	const char *change = changed(f, "出借 1,200.5元 磨损 12月1日 缺一个套筒");
	snprintf(said, sizeof(said), "f.remark=%lld", (long long)f->texts[f->texts_n - 1].id);
	assert_word(change, "f.deposit=1200500");
	assert_word(change, "f.looks=worn");
	assert_word(change, "f.back_by=2026-12-01");
	assert_word(change, said);
	assert_null(strstr(change, "套筒"));
	snprintf(said, sizeof(said), "f.holder=%lld", (long long)fake_person(f, "Tom Baker")->id);
	assert_word(changed(f, "交给 Tom Baker"), said);
	snprintf(said, sizeof(said), "f.branch=%lld", (long long)roster_station_named(&f->roster, "库尔勒站")->id);
	assert_word(changed(f, "借往 库尔勒站"), said);
	snprintf(said, sizeof(said), "f.used_on=%lld", (long long)kept(f, "used_on"));
	assert_true(strcmp(said, "f.used_on=0") == 0);
	change = changed(f, "用于 EC55-0201");
	snprintf(said, sizeof(said), "f.used_on=%lld", (long long)kept(f, "used_on"));
	assert_word(change, said);
	/* What is taken back is said to be nothing, or what it was. */
	assert_int_equal(fake_send(f, "阿里木", "撤销"), ANSWERED);
	assert_word(f->e.events[0].change, "f.used_on=0");
	assert_true(kept(f, "used_on") == 0 && kept(f, "branch") != 0);
}

static void what_is_written_is_read_again(void **state)
{
	struct fake *f = *state;
	const struct flow *flow = f->tickets[0].flow;
	char all[CHANGE_BYTES], rest[CHANGE_BYTES];
	struct ticket blank, again;
	changed(f, "出借 0元 磨损 2028-02-29 缺一个套筒");
	changed(f, "交给 Tom Baker 16:30");
	changed(f, "借往 库尔勒站");
	changed(f, "用于 EC55-0201");
	assert_true(kept(f, "deposit") != 0); /* nothing to pay is not nothing said */
	ticket_blank(&blank, flow, f->tickets[0].number);
	assert_true(change_between(&blank, &f->tickets[0], all));
	assert_word(all, "f.deposit=0");
	assert_word(all, "f.back_by=2028-02-29");
	again = blank;
	assert_true(change_apply(&again, all));
	assert_memory_equal(again.fields, f->tickets[0].fields, sizeof(again.fields));
	assert_true(change_between(&again, &f->tickets[0], rest));
	assert_string_equal(rest, "");
	/* And back to nothing. */
	assert_true(change_between(&f->tickets[0], &blank, all));
	assert_word(all, "f.deposit=-");
	assert_word(all, "f.looks=-");
	assert_word(all, "f.pickup=0");
	assert_true(change_apply(&again, all));
	assert_memory_equal(again.fields, blank.fields, sizeof(again.fields));
}

/* Its choices may have changed since, or the kind of the whole field: then nothing is kept, and the ticket can be read. */
static void what_the_flow_no_longer_has_is_nothing(void **state)
{
	static const char *const gone[] = {"f.looks=lost",
					   "f.looks=12",
					   "f.deposit=worn",
					   "f.deposit=-5",
					   "f.back_by=1795298779640",
					   "f.back_by=2026-02-30",
					   "f.back_by=2026-2-3",
					   "f.holder=2026-12-01",
					   "f.nobody=whatever"};
	struct fake *f = *state;
	struct ticket t;
	for (size_t i = 0; i < sizeof(gone) / sizeof(*gone); i++) {
		ticket_blank(&t, f->tickets[0].flow, 10008);
		if (!change_apply(&t, gone[i]))
			fail_msg("%s cannot be read", gone[i]);
		for (size_t k = 0; k < t.flow->fields_n; k++)
			assert_int_equal(t.fields[k], 0);
	}
	assert_false(change_apply(&t, "f.looks="));
}

static void each_reader_has_it_in_their_language(void **state)
{
	struct fake *f = *state;
	changed(f, "出借 800元 磨损 12月1日 带箱子");
	assert_string_equal(fake_answer(f), "工单10008 出借已记录：押金800元，磨损，12-01归还，带箱子。");
	changed(f, "交给 Tom Baker 16:30");
	assert_string_equal(fake_told(f, "Tom Baker"),
			    "Tool 10008 is yours, pick it up at 16:30: worn, back by 12-01, 带箱子.");
	assert_int_equal(fake_send(f, "Tom Baker", "call back a bolt is loose"), DONE);
	assert_string_equal(fake_answer(f),
			    "Ticket 10008: call back recorded: Tom Baker, pick-up 16:30, a bolt is loose.");
	/* The words of before are there again once those are taken back. */
	assert_int_equal(fake_send(f, "Tom Baker", "undo"), ANSWERED);
	changed(f, "借往 库尔勒站");
	assert_string_equal(fake_answer(f), "工单10008 借往已记录：Tom Baker，16:30取，库尔勒站，带箱子。");
}

static void whom_a_field_names_has_to_do_with_the_ticket(void **state)
{
	struct fake *f = *state;
	changed(f, "出借 800元");
	assert_int_equal(fake_send(f, "张伟", "催还"), REFUSED);
	assert_int_equal(fake_send(f, "买买提", "催还"), REFUSED);
	changed(f, "交给 张伟");
	assert_int_equal(fake_send(f, "张伟", "催还 急用"), DONE);
	assert_int_equal(fake_send(f, "张伟", "催还 10008 急用"), DONE);
	assert_int_equal(fake_send(f, "刘洋", "催还 10008"), REFUSED);
	assert_int_equal(fake_send(f, "买买提", "催还 10008"), REFUSED);
	changed(f, "借往 库尔勒站");
	assert_int_equal(fake_send(f, "买买提", "催还 下周要用"), DONE);
	assert_int_equal(fake_send(f, "刘洋", "催还 10008"), REFUSED); /* an engineer of that station is not named */
	changed(f, "归还");
	assert_int_equal(fake_send(f, "张伟", "催还"), REFUSED);
}

/* ---- conditions ---- */

static const char *const fields = "flow: repair\nfields:\n"
				  "  sum: {is: number, label: {zh: 数, en: sum}}\n"
				  "  look: {is: choice, label: {zh: 样, en: look}, choices: {good: {zh: 好, en: good}, "
				  "none: {zh: 无, en: none}}}\n"
				  "  day: {is: date, label: {zh: 日, en: day}}\n"
				  "  who: {is: person, label: {zh: 谁, en: who}}\n"
				  "  where: {is: station, label: {zh: 站, en: where}}\n"
				  "  other: {is: machine, label: {zh: 机, en: other}}\n"
				  "  said: {is: words, label: {zh: 话, en: said}}\n"
				  "  when: {is: time, label: {zh: 时, en: when}}\n"
				  "clocks:\n  still:\n    label: {zh: 停, en: still}\n    during: [going]\n    if: %s\n"
				  "    due: [{within: 3h}]\n";

static void load(struct folder *h, const char *condition)
{
	char keys[2000];
	snprintf(keys, sizeof(keys), fields, condition);
	folder_new(h);
	folder_load(h, "flow: repair\n", keys);
}

static void each_field_is_asked_of_the_ticket(void **state)
{
	static const struct {
		const char *condition, *change;
		bool holds;
	} all[] = {
		{"{sum: over 1000}", "f.sum=1000000", false},
		{"{sum: over 1000}", "f.sum=1000001", true},
		{"{sum: under 1000}", "f.sum=999999", true},
		{"{sum: under 1000}", "", false}, /* nothing is known */
		{"{sum: 0}", "f.sum=0", true},
		{"{sum: given}", "f.sum=0", true},
		{"{sum: none}", "f.sum=0", false},
		{"{sum: none}", "", true},
		{"{sum: [none, under 5]}", "", true},
		{"{look: good}", "f.look=good", true},
		{"{look: none}", "f.look=none", true}, /* a choice that is called so */
		{"{look: none}", "", false},
		{"{look: [good, none]}", "f.look=none", true},
		{"{look: given}", "f.look=none", true},
		{"{day: over 2026-12-01}", "f.day=2026-12-02", true},
		{"{day: over 2026-12-01}", "f.day=2026-12-01", false},
		{"{who: given}", "f.who=7", true},
		{"{who: given}", "", false},
		{"{where: none}", "f.where=1", false},
		{"{where: none}", "", true},
		{"{other: given}", "f.other=3", true},
		{"{said: given}", "f.said=12", true},
		{"{when: none}", "f.when=1795298779640", false},
		{"{who: given, sum: over 5}", "f.who=7 f.sum=5000", false},
		{"{who: given, sum: over 5, look: good}", "f.who=7 f.sum=6000 f.look=good", true},
	};
	struct ticket *t = calloc(1, sizeof(*t));
	struct roster roster = {0};
	struct condition_of of = {.ticket = t, .roster = &roster};
	(void)state;
	assert_non_null(t);
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		struct folder h;
		load(&h, all[i].condition);
		ticket_blank(t, h.set.all[0], 10008);
		assert_true(change_apply(t, all[i].change));
		if (condition_holds(h.set.all[0]->clocks[0].when, &of) != all[i].holds)
			fail_msg("%s of `%s`", all[i].condition, all[i].change);
		folder_free(&h);
	}
	free(t);
}

static void what_a_kind_cannot_answer_is_a_fault(void **state)
{
	static const char *const all[][2] = {
		{"{sum: good}", "this is not a number; write `over 100`"},
		{"{look: over 5}", "there is no choice `over 5`"},
		{"{look: goood}", "there is no choice `goood`; did you mean `good`?"},
		{"{day: tomorrow}", "this is not a day"},
		{"{who: 李雷}", "of what `is: person` only `given` or `none` can be asked"},
		{"{where: over 5}", "of what `is: station` only `given` or `none` can be asked"},
		{"{other: EC210-0042}", "of what `is: machine` only `given` or `none` can be asked"},
		{"{said: hello}", "of what `is: words` only `given` or `none` can be asked"},
		{"{sums: over 5}", "there is no condition `sums`; did you mean `sum`?"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		struct folder h;
		load(&h, all[i][0]);
		folder_has_fault(&h.f, all[i][1]);
		folder_free(&h);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make, done)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_ledger_has_ids_numbers_and_names_of_the_flow_alone),
		TEST(what_is_written_is_read_again),
		TEST(what_the_flow_no_longer_has_is_nothing),
		TEST(each_reader_has_it_in_their_language),
		TEST(whom_a_field_names_has_to_do_with_the_ticket),
		cmocka_unit_test(each_field_is_asked_of_the_ticket),
		cmocka_unit_test(what_a_kind_cannot_answer_is_a_fault),
	};
	return cmocka_run_group_tests(tests, begin, end);
}
