/* What ends all texts to a number, and begins them again: the word alone, however it is written. */
#include "handlers/decision/opt_words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/handlers/world_fake.h"

static void the_word_alone_says_it_and_no_other_text(void **state)
{
	static const struct {
		const char *text;
		enum opt says;
	} all[] = {
		{"退订", OPT_OUT},
		{"退訂", OPT_OUT},
		{" 退订。", OPT_OUT},
		{"“退订”", OPT_OUT},
		{"[退订]", OPT_OUT},
		{"【中国移动】TD", OPT_OUT},
		{"ＴＤ", OPT_OUT},
		{"td！", OPT_OUT},
		{"TD 发自我的iPhone", OPT_OUT},
		{"退订【中国电信】", OPT_OUT},
		{"Stop", OPT_OUT},
		{"UNSUBSCRIBE.", OPT_OUT},
		{"恢复", OPT_IN},
		{"恢復", OPT_IN},
		{"start!", OPT_IN},
		{"", OPT_NONE},
		{"[", OPT_NONE},
		{"退订单", OPT_NONE},
		{"我要退订", OPT_NONE},
		{"退订吗？", OPT_NONE},
		{"TD10008", OPT_NONE},
		{"STOP?", OPT_NONE},
		{"stop it", OPT_NONE},
		{"stopped", OPT_NONE},
		{"设备恢复了", OPT_NONE},
		{"恢复正常", OPT_NONE},
		{"started", OPT_NONE},
		{"Sent from my iPhone", OPT_NONE},
	};
	struct fake *f = fake_make();

	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		struct fold folded;

		assert_true(fold_make(&folded, all[i].text, strlen(all[i].text)));
		if (opt_words_read(f->rules->reader, &folded) != all[i].says)
			fail_msg("`%s` is not read as it should be", all[i].text);
		fold_free(&folded);
	}
	fake_free(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(the_word_alone_says_it_and_no_other_text)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
