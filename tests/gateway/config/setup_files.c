#include "tests/gateway/config/setup_files.h"

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "handlers/answer/answer.h"
#include "tests/here.h"

const char *const setup_good = "database: fieldgate.db\n"
			       "time_zone: Asia/Shanghai\n"
			       "country_code: +86\n"
			       "flows: [flow.yaml]\n"
			       "templates: wording\n"
			       "default_channel: sms\n"
			       "broker:\n"
			       "  host: 127.0.0.1\n"
			       "  port: 1883\n"
			       "  prefix: fieldgate/v1\n"
			       "  protocol: 5\n"
			       "http: {listen: 127.0.0.1:8088}\n"
			       "keep_days: 60\n";

char setup_dir[] = "/tmp/setup_test.XXXXXX", setup_file[64];
struct faults setup_faults;

void setup_put(const char *name, const char *content, mode_t mode)
{
	char path[256];
	FILE *to;

	snprintf(path, sizeof(path), "%s/%s", setup_dir, name);
	to = fopen(path, "w");
	assert_non_null(to);
	fputs(content, to);
	assert_int_equal(fclose(to), 0);
	assert_int_equal(chmod(path, mode), 0);
}

void setup_folder(const char *folder)
{
	char path[256];

	snprintf(path, sizeof(path), "%s/%s", setup_dir, folder);
	assert_int_equal(mkdir(path, 0700), 0);
}

int setup_begin(void **state)
{
	char long_one[400] = {0};

	(void)state;
	strcpy(setup_dir, "/tmp/setup_test.XXXXXX");
	assert_non_null(mkdtemp(setup_dir));
	snprintf(setup_file, sizeof(setup_file), "%s/fieldgate.yaml", setup_dir);
	memset(long_one, 'x', 300);
	setup_folder("empty");
	setup_put("flow.yaml", "flow: x\n", 0644);
	setup_put("secret", "pass word\n", 0600);
	setup_put("open", "pass word\n", 0644);
	setup_put("nothing", "\n", 0600);
	setup_put("long", long_one, 0600);
	return 0;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *where)
{
	(void)st, (void)type, (void)where;
	return remove(path);
}

int setup_end(void **state)
{
	(void)state;
	faults_free(&setup_faults);
	return nftw(setup_dir, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

bool setup_slipped(struct setup *s, const char *text, const char *from, const char *to)
{
	const char *at = strstr(text, from);
	char out[2048];

	if (!at)
		fail_msg("`%s` is not in the good file", from);
	snprintf(out, sizeof(out), "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
	setup_put("fieldgate.yaml", out, 0644);
	return setup_load(s, setup_file, &setup_faults);
}

void setup_expect(size_t i, int line, int col, int width, const char *what)
{
	const struct fault *one = &setup_faults.all[i];

	if (i >= setup_faults.n)
		fail_msg("no fault, but %d:%d: %s", line, col, what);
	if (one->line != line || one->col != col || one->width != width || !strstr(one->what, what))
		fail_msg("%d:%d+%d: %s\n  but expected %d:%d+%d: %s", one->line, one->col, one->width, one->what, line,
			 col, width, what);
}

void setup_put_wording(void)
{
	char name[128];

	setup_folder("wording");
	setup_folder("wording/zh");
	setup_folder("wording/en");
	for (size_t i = 0; fixed_templates[i]; i++) {
		snprintf(name, sizeof(name), "wording/zh/%s.txt", fixed_templates[i]);
		setup_put(name, "{ticket}", 0644);
		snprintf(name, sizeof(name), "wording/en/%s.txt", fixed_templates[i]);
		setup_put(name, "{ticket}", 0644);
	}
	snprintf(name, sizeof(name), "%s/wording", setup_dir);
	assert_true(here_own_words(name, "zh") && here_own_words(name, "en"));
	setup_put("wording/zh/lexicon.yaml", "ten: [十]\n", 0644);
	setup_put("wording/en/lexicon.yaml", "oclock: [o'clock]\n", 0644);
	setup_put("wording/zh/end.answer.txt", "{ticket}", 0644);
	setup_put("wording/en/end.answer.txt", "{ticket}", 0644);
}
