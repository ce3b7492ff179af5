/* Templates that flows use: missing, with places that nothing fills, too long. */
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
#include "handlers/check/flow_check.h"
#include "handlers/flow/flow_read.h"
#include "handlers/span/doubt.h"
#include "templates/wording/lang.h"
#include "templates/wording/wording.h"
#include "tests/handlers/flow_folder.h"
#include "tests/here.h"
#include "tests/langs.h"

static const char *const used[] = {"opened.staff", "departed.customer", "depart.answer", "close.done", "help", NULL};

static void put_both(struct folder *h, const char *name, const char *content)
{
	char file[128];
	snprintf(file, sizeof(file), "zh/%s.txt", name);
	folder_put(h->dir, file, content);
	snprintf(file, sizeof(file), "en/%s.txt", name);
	folder_put(h->dir, file, content);
}

static void put_templates(struct folder *h)
{
	char path[128];
	for (enum lang l = ZH; l < langs_n; l++) {
		snprintf(path, sizeof(path), "%s/%s", h->dir, lang_name(l));
		assert_int_equal(mkdir(path, 0700), 0);
		assert_true(here_own_words(h->dir, lang_name(l)));
	}
	for (size_t i = 0; used[i] != NULL; i++)
		put_both(h, used[i], "{ticket}\n");
	for (size_t i = 0; fixed_templates[i] != NULL; i++)
		put_both(h, fixed_templates[i], "{ticket}\n");
}

static void check_templates(struct folder *h)
{
	struct faults other = {0};
	struct wording *w;
	folder_put(h->dir, "flow.yaml", flow_good);
	flow_load(&h->set, h->file, &h->f);
	w = wording_load(h->dir, &other);
	assert_non_null(w);
	flows_check(&h->set, w, &h->f);
	wording_free(w);
	faults_free(&other);
}

static void remove_template(struct folder *h, const char *name)
{
	char path[128];
	snprintf(path, sizeof(path), "%s/%s.txt", h->dir, name);
	assert_int_equal(unlink(path), 0);
}

static void good_templates_have_no_fault(void **state)
{
	struct folder h;
	(void)state;
	folder_new(&h);
	put_templates(&h);
	put_both(&h, "depart.answer", "{ticket} [{why}] {visit}");
	check_templates(&h);
	assert_int_equal(h.f.n, 0);
	folder_free(&h);
}

static void templates_that_are_missing(void **state)
{
	struct folder h;
	(void)state;
	folder_new(&h);
	put_templates(&h);
	remove_template(&h, "zh/close.done");
	remove_template(&h, "en/close.done");
	put_both(&h, "close.don", "{ticket}");
	remove_template(&h, "zh/departed.customer");
	remove_template(&h, "zh/help");
	remove_template(&h, "en/help");
	remove_template(&h, "en/undone");
	check_templates(&h);
	/* That one language lacks a template, the reader of the wording tells, and nobody else. */
	assert_int_equal(h.f.n, 2);
	folder_expect(&h.f, 0, 41, 13, 10, "there is no template `close.done`; did you mean `close.don`?");
	folder_expect(&h.f, 1, 47, 13, 4, "there is no template `help`; write zh/help.txt and en/help.txt");
	folder_free(&h);
	folder_new(&h);
	put_templates(&h);
	remove_template(&h, "zh/undone");
	remove_template(&h, "zh/refused.undo");
	remove_template(&h, "en/refused.undo");
	check_templates(&h);
	assert_int_equal(h.f.n, 1);
	folder_has_fault(&h.f, "it is missing; write zh/refused.undo.txt and en/refused.undo.txt");
	folder_free(&h);
}

static void a_template_for_stated_times_that_is_missing(void **state)
{
	struct folder h;
	struct faults other = {0};
	char *all = flow_correcting(),
	     *text = folder_slipped(all, "stated: {headquarters: opened.staff", "stated: {headquarters: not.there");
	struct wording *w;
	(void)state;
	folder_new(&h);
	put_templates(&h);
	put_both(&h, "correct.answer", "{ticket}\n");
	put_both(&h, "approve.answer", "{ticket}\n");
	put_both(&h, "refuse.answer", "{ticket}\n");
	folder_put(h.dir, "flow.yaml", text);
	flow_load(&h.set, h.file, &h.f);
	w = wording_load(h.dir, &other);
	flows_check(&h.set, w, &h.f);
	assert_int_equal(h.f.n, 1);
	folder_expect(&h.f, 0, 56, 28, 9, "there is no template `not.there`");
	wording_free(w);
	faults_free(&other);
	folder_free(&h);
	free(text);
	free(all);
}

static void words_of_codes_that_no_flow_has(void **state)
{
	struct folder h;
	struct faults warnings = {0}, other = {0};
	struct wording *w;
	(void)state;
	folder_new(&h);
	put_templates(&h);
	put_both(&h, "depart.answer", "{ticket} [{code.depart}] {code.close}");
	folder_put(h.dir, "zh/opened.staff.txt", "工单{ticket}\n请回：{code.depar} {ticket}\n");
	folder_put(h.dir, "en/undone.txt", "{code.qqqqqqqq}");
	check_templates(&h);
	w = wording_load(h.dir, &other);
	flows_warn(&h.set, w, &warnings);
	wording_free(w);
	faults_free(&other);
	assert_int_equal(h.f.n, 1); /* once, though told in two places */
	folder_expect(&h.f, 0, 2, 4, 12, "no flow has a code `depar`");
	folder_has_fault(&h.f, "did you mean `{code.depart}`?");
	assert_int_equal(warnings.n, 1);
	folder_expect(&warnings, 0, 1, 1, 15, "no flow has a code `qqqqqqqq`, so nothing stands here");
	faults_free(&warnings);
	folder_free(&h);
}

/* Its word is the fault; the texts that say it are none. */
static void a_code_whose_word_is_a_fault_is_told_once(void **state)
{
	struct folder h;
	struct faults other = {0};
	char *text = folder_slipped(flow_good, "word: {zh: 出发, en: depart}", "word: depart");
	struct wording *w;
	(void)state;
	folder_new(&h);
	put_templates(&h);
	put_both(&h, "depart.answer", "{ticket} {code.depart}");
	folder_put(h.dir, "flow.yaml", text);
	flow_load(&h.set, h.file, &h.f);
	w = wording_load(h.dir, &other);
	flows_check(&h.set, w, &h.f);
	assert_int_equal(h.f.n, 1);
	folder_has_fault(&h.f, "a text for each of these is expected here");
	wording_free(w);
	faults_free(&other);
	folder_free(&h);
	free(text);
}

static void a_field_that_no_code_takes_is_a_warning(void **state)
{
	struct folder h;
	struct faults warnings = {0}, other = {0};
	struct wording *w;
	(void)state;
	folder_new(&h);
	put_templates(&h);
	folder_load(
		&h, "flow: repair\n",
		"flow: repair\nfields:\n  sum: {is: number, label: {zh: 数, en: sum}}\n"
		"  planned: {is: time, label: {zh: 计划, en: planned}}\n  eta: {is: time, label: {zh: 到, en: eta}}\n");
	w = wording_load(h.dir, &other);
	flows_warn(&h.set, w, &warnings);
	wording_free(w);
	faults_free(&other);
	folder_has_fault(&warnings, "no code takes `sum`, so only an opening can fill it");
	faults_free(&warnings);
	folder_free(&h);
}

static void a_codes_word_counts_as_long_as_it_is_in_that_language(void **state)
{
	static const char template[] = "@segments 1\n{code.depart}%s";
	char zeros[72], text[128];
	struct folder h;
	(void)state;
	for (int more = 0; more < 2; more++) {
		/* 出发 and depart beside so many zeros: one segment of 70 units, and one unit more. */
		memset(zeros, '0', sizeof(zeros));
		folder_new(&h);
		put_templates(&h);
		zeros[68 + more] = '\0';
		snprintf(text, sizeof(text), template, zeros);
		folder_put(h.dir, "zh/depart.answer.txt", text);
		zeros[64 + more] = '\0';
		snprintf(text, sizeof(text), template, zeros);
		folder_put(h.dir, "en/depart.answer.txt", text);
		check_templates(&h);
		assert_int_equal(h.f.n, more ? 2 : 0);
		folder_free(&h);
	}
}

static void places_that_nothing_fills(void **state)
{
	struct folder h;
	(void)state;
	folder_new(&h);
	put_templates(&h);
	folder_put(h.dir, "zh/opened.staff.txt", "@segments 5\n工单 {tickt}\n{whi} {qqqqqq}\n");
	folder_put(h.dir, "en/undone.txt", "{faullt:20}");
	check_templates(&h);
	assert_int_equal(h.f.n, 4); /* each once, though told in two places */
	folder_expect(&h.f, 0, 2, 4, 7, "nothing fills the place `{tickt}`; did you mean `{ticket}`?");
	folder_expect(&h.f, 1, 3, 1, 5, "did you mean `{why}`?");
	folder_expect(&h.f, 2, 3, 7, 8, "`{qqqqqq}`; leave it out, or write `{{`");
	folder_expect(&h.f, 3, 1, 1, 11, "did you mean `{fault}`?");
	folder_free(&h);
}

/* The flow takes no times; brackets that tell one say nothing. */
static void a_field_that_no_flow_has_is_left_out_in_brackets(void **state)
{
	struct folder h;
	struct faults warnings = {0};
	struct wording *w;
	(void)state;
	folder_new(&h);
	put_templates(&h);
	put_both(&h, "opened.staff", "{ticket}[, arrival {qqqqqq}]");
	check_templates(&h);
	assert_int_equal(h.f.n, 0);
	w = wording_load(h.dir, &h.f);
	flows_warn(&h.set, w, &warnings);
	wording_free(w);
	assert_int_equal(warnings.n, 2); /* one in each language */
	folder_expect(&warnings, 0, 1, 20, 8, "no flow keeps `qqqqqq`, so what is in these brackets is never said");
	put_both(&h, "opened.staff", "{ticket}[, arrival {whi}]");
	check_templates(&h);
	folder_has_fault(&h.f, "did you mean `{why}`?");
	faults_free(&warnings);
	folder_free(&h);
}

/* An installation may have left out what sent a template; but what is nearly the name of one that is sent is a slip. */
static void a_template_under_a_mistyped_name_is_a_warning(void **state)
{
	struct folder h;
	struct faults warnings = {0};
	struct wording *w;
	(void)state;
	folder_new(&h);
	put_templates(&h);
	put_both(&h, "depart.anser", "{ticket}");
	put_both(&h, "delayed.staff", "{ticket}");
	put_both(&h, "xhelp", "{ticket}");
	put_both(&h, "rehelp", "{ticket}"); /* two letters in front make another word of it */
	check_templates(&h);
	assert_int_equal(h.f.n, 0);
	w = wording_load(h.dir, &h.f);
	flows_warn(&h.set, w, &warnings);
	wording_free(w);
	assert_int_equal(warnings.n, 4); /* each in each language */
	folder_has_fault(&warnings, "nothing sends the template `depart.anser`; did you mean `depart.answer`?");
	folder_has_fault(&warnings, "nothing sends the template `xhelp`; did you mean `help`?");
	faults_free(&warnings);
	folder_free(&h);
}

static void a_template_that_can_cost_too_much(void **state)
{
	struct folder h;
	(void)state;
	folder_new(&h);
	put_templates(&h);
	folder_put(h.dir, "zh/help.txt", "@segments 2\n帮助 {ticket} {list}\n");
	folder_put(h.dir, "en/help.txt", "@segments 2\n{ticket} {list:40}\n");
	check_templates(&h);
	assert_int_equal(h.f.n, 1);
	folder_expect(&h.f, 0, 2, 13, 6,
		      "and the limit is 2; shorten it, give a place a maximum like {list:40}, or raise @segments");
	folder_free(&h);
	/* Words alone can be too many, too. */
	folder_new(&h);
	put_templates(&h);
	folder_put(h.dir, "zh/undone.txt",
		   "@segments "
		   "1\n一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八"
		   "九十"
		   "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十\n");
	folder_put(h.dir, "en/undone.txt", "undone\n");
	check_templates(&h);
	assert_int_equal(h.f.n, 1);
	folder_expect(&h.f, 0, 1, 1, 1, "this can take 2 segments, and the limit is 1; shorten it");
	folder_free(&h);
}

/* The refusals of two doubts stood in no table: an installation without them was good, and failed at the first such text. */
static void what_a_doubt_is_answered_is_checked(void **state)
{
	(void)state;
	for (int d = DOUBT_NONE; d <= DOUBT_BLANK_FORM; d++) {
		size_t i = 0;
		while (fixed_templates[i] != NULL && strcmp(fixed_templates[i], doubt_refusal((enum doubt)d)) != 0)
			i++;
		assert_non_null(fixed_templates[i]);
	}
}

/* The section of the page of which they are a part; for the caller to free. */
static char *fixed_in_page(void)
{
	char *page = calloc(1, 1 << 20), *section = NULL, *end;
	FILE *f = fopen("gateway/fieldgate.5", "r");
	assert_non_null(page);
	assert_non_null(f);
	assert_true(fread(page, 1, (1 << 20) - 1, f) > 0);
	fclose(f);
	assert_non_null(section = strstr(page, ".Ss Templates that the program itself uses"));
	assert_non_null(end = strstr(section, ".Ed"));
	*end = '\0';
	section = strdup(section);
	free(page);
	return section;
}

/* Of fourteen that must be there, an administrator could not read so. */
static void the_page_names_all_that_must_be_there(void **state)
{
	static const char of[] = "refused.", between[] = " ,\n";
	char *page = fixed_in_page(), *word, *rest = NULL;
	bool seen[200] = {false};
	(void)state;
	for (word = strtok_r(page, between, &rest); word; word = strtok_r(NULL, between, &rest)) {
		size_t n = strlen(word);
		if (word[n - 1] == '.') /* the end of the sentence */
			word[n - 1] = '\0';
		for (size_t i = 0; fixed_templates[i] != NULL; i++) {
			const char *name = fixed_templates[i];
			bool refusal = strncmp(name, of, strlen(of)) == 0;
			seen[i] = seen[i] || strcmp(word, refusal ? name + strlen(of) : name) == 0;
		}
	}
	for (size_t i = 0; fixed_templates[i] != NULL; i++) {
		if (!seen[i])
			fail_msg("gateway/fieldgate.5 does not name %s", fixed_templates[i]);
	}
	free(page);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(good_templates_have_no_fault),
		cmocka_unit_test(templates_that_are_missing),
		cmocka_unit_test(a_template_for_stated_times_that_is_missing),
		cmocka_unit_test(words_of_codes_that_no_flow_has),
		cmocka_unit_test(a_code_whose_word_is_a_fault_is_told_once),
		cmocka_unit_test(a_field_that_no_code_takes_is_a_warning),
		cmocka_unit_test(a_codes_word_counts_as_long_as_it_is_in_that_language),
		cmocka_unit_test(places_that_nothing_fills),
		cmocka_unit_test(a_field_that_no_flow_has_is_left_out_in_brackets),
		cmocka_unit_test(a_template_under_a_mistyped_name_is_a_warning),
		cmocka_unit_test(a_template_that_can_cost_too_much),
		cmocka_unit_test(what_a_doubt_is_answered_is_checked),
		cmocka_unit_test(the_page_names_all_that_must_be_there),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
