/* Words that templates ask people to send: found where nobody understands them, and only there. */
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

#include "handlers/check/asked_words.h"
#include "handlers/flow/flow_read.h"
#include "tests/handlers/flow_folder.h"
#include "tests/here.h"
#include "tests/langs.h"

/* The repair flow with 修复 renamed, no longer understood as it was called before. */
static void put_flow(const struct folder *h)
{
	static char all[1 << 16];
	FILE *from = fopen("handlers/repair.yaml", "r");
	char *word;
	size_t n;

	assert_non_null(from);
	n = fread(all, 1, sizeof(all) - 1, from);
	fclose(from);
	all[n] = '\0';
	word = strstr(all, "word: {zh: 修复, en: repaired, ");
	assert_non_null(word);
	memcpy(word, "word: {zh: 完工, en: finished, ", strlen("word: {zh: 完工, en: finished, "));
	folder_put(h->dir, "flow.yaml", all);
}

/* How many words are found in that text of a template. */
static size_t found_in(const char *name, const char *text)
{
	struct folder h;
	struct faults faults = {0};
	struct flows set = {0};
	struct text_reader *reader;
	struct wording *w;
	char path[300], content[1000];
	size_t n;

	folder_new(&h);
	put_flow(&h);
	for (enum lang l = ZH; l < langs_n; l++) {
		snprintf(path, sizeof(path), "%s/%s", h.dir, lang_name(l));
		assert_int_equal(mkdir(path, 0700), 0);
		assert_true(here_own_words(h.dir, lang_name(l)));
		snprintf(path, sizeof(path), "%s/%s.txt", lang_name(l), name);
		snprintf(content, sizeof(content), "%s\n", l == ZH ? text : "{ticket}");
		folder_put(h.dir, path, content);
	}
	snprintf(path, sizeof(path), "%s/flow.yaml", h.dir);
	assert_true(flow_load(&set, path, &faults));
	w = wording_load(h.dir, &faults);
	reader = reader_load("templates", &set, &faults);
	assert_true(w && reader && faults.n == 0);
	asked_words_check(reader, w, &faults);
	n = faults.n;
	faults_free(&faults);
	reader_free(reader);
	wording_free(w);
	flows_free(&set);
	folder_free(&h);
	return n;
}

static void a_word_that_was_renamed_is_found(void **state)
{
	(void)state;
	assert_int_equal(found_in("arrive.answer", "离开时请回：修复 {ticket} 维修内容"), 1);
	assert_int_equal(found_in("arrive.answer", "离开时请回：\n修复 {ticket}"), 1);
	assert_int_equal(found_in("arrive.answer", "[离开时请回“修复 {ticket}”]"), 1);
	assert_int_equal(found_in("arrive.answer", "请回复「修复」，或回复“修服 {ticket}”"), 2);
	assert_int_equal(found_in("arrive.answer", "Text \"repaired {ticket}\", or reply: 'repaired'."), 2);
	assert_int_equal(found_in("refused.none", "请回“修复”"), 1);
}

static void what_is_understood_is_not(void **state)
{
	(void)state;
	assert_int_equal(found_in("arrive.answer", "离开时请回：完工 {ticket}，或请回“XF {ticket}”或请回“3”"), 0);
	assert_int_equal(found_in("arrive.answer", "离开时请回：{code.repaired} {ticket}，或回“{code.wait}”"), 0);
	assert_int_equal(found_in("arrive.answer", "请回“已到达”；reply \"departed {ticket}\" or text \"Help\""), 0);
}

/* What may be anything else is left alone. */
static void what_may_mean_something_else_is_not(void **state)
{
	(void)state;
	assert_int_equal(found_in("arrive.answer", "已收回：工单 {ticket}；出发：时间 {ticket}；修复 {ticket}"), 0);
	assert_int_equal(found_in("arrive.answer", "客户回复：工单 {ticket}。请回复：工单 {ticket} 原因。请回短信"), 0);
	assert_int_equal(found_in("arrive.answer", "请发：代码 [[工单号]] 内容。请回：修复"), 0);
	assert_int_equal(
		found_in("arrive.answer", "The text: report {ticket}. Text ticket {ticket}. Reply: job {ticket}"), 0);
	assert_int_equal(found_in("arrive.answer", "Customer texts: \"{words}\". Reply: \"{words}\""), 0);
	/* A customer's answer goes to people; what is not sent misleads nobody. */
	assert_int_equal(found_in("departed.customer", "请回“修复”"), 0);
	assert_int_equal(found_in("nobody.uses.it", "请回“修复”"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_word_that_was_renamed_is_found),
		cmocka_unit_test(what_is_understood_is_not),
		cmocka_unit_test(what_may_mean_something_else_is_not),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
