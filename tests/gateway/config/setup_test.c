/* The configuration: a good one as the program has it afterwards, and every fault that can be in one, at its place. */
#include "gateway/config/setup.h"

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "gateway/config/rulebook_load.h"
#include "handlers/answer/answer.h"
#include "templates/text/text.h"
#include "tests/here.h"
#include "tests/langs.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const char *const good = "database: fieldgate.db\n"
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

static const char *const least =
	"database: /var/lib/fieldgate.db\ntime_zone: Asia/Shanghai\ncountry_code: 86\nflows: flow.yaml\n"
	"templates: wording\n";

/* clang-format off */
static const struct slip {
	const char *from, *to;
	int line, col, width;
	const char *what;
} slips[] = {
	{"database: fieldgate.db\n", "", 1, 1, 1, "`database` is missing; add `database: fieldgate.db`"},
	{"database: fieldgate.db", "database: ':memory:'", 1, 11, 10, "a database in memory would lose every ticket; name a file"},
	{"database: fieldgate.db", "database:", 1, 1, 8, "there is nothing here"},
	{"database:", "databse:", 1, 1, 7, "unknown key `databse`; did you mean `database`?"},
	{"time_zone: Asia/Shanghai\n", "", 1, 1, 1, "`time_zone` is missing; add `time_zone: Asia/Shanghai`"},
	{"Asia/Shanghai", "Asia/Shanghay", 2, 12, 13, "write one like Europe/London or Asia/Shanghai"},
	{"+86", "086", 3, 15, 3, "this is not a country code; write its digits, as 44 or +86"},
	{"+86", "China", 3, 15, 5, "this is not a country code"},
	{"country_code: +86\n", "", 1, 1, 1, "`country_code` is missing"},
	{"flow.yaml", "flows.yaml", 4, 9, 10, "there is no such file or folder (No such file or directory)"},
	{"[flow.yaml]", "empty", 4, 8, 5, "there is no *.yaml in this folder; put a flow there"},
	{"[flow.yaml]", "[]", 4, 8, 1, "a list is expected here; write [FILE or FOLDER, ...]"},
	{"[flow.yaml]", "[flow.yaml, [x]]", 4, 20, 1, "write it without brackets"},
	{"templates: wording\n", "", 1, 1, 1, "`templates` is missing; add `templates: FOLDER`"},
	{"default_channel: sms", "default_channel: sms/a", 6, 18, 5, "this is not the name of a channel; write 1 to 31 of"},
	{"default_channel: sms", "default_channel: 短信", 6, 18, 2, "this is not the name of a channel"},
	{"default_channel: sms", "default_channel: a_channel_with_a_name_that_is_too_long", 6, 18, 38, "and 31 fit"},
	{"default_channel: sms", "routes: {prefix: +7, channel: a}", 6, 9, 1, "a list is expected here; write [{prefix: +7, channel: NAME}, ...]"},
	{"default_channel: sms", "routes: [{prefix: +7}]", 6, 10, 1, "`channel` is missing; add `channel: NAME`"},
	{"default_channel: sms", "routes: [{prefix: 7, channel: a}]", 6, 19, 1, "write it with its country's code, such as +7"},
	{"default_channel: sms", "routes: [{prefix: +07, channel: a}]", 6, 19, 3, "this is not how a number begins"},
	{"default_channel: sms", "routes: [{role: enginer, channel: a}]", 6, 17, 7, "there is no role `enginer`; did you mean `engineer`?"},
	{"default_channel: sms", "routes: [{language: eng, channel: a}]", 6, 21, 3, "there is no language `eng`; did you mean `en`?"},
	{"default_channel: sms", "routes: [{language: en, channel: a/b}]", 6, 34, 3, "this is not the name of a channel"},
	{"default_channel: sms", "routes: [{channel: a}]", 6, 10, 1, "this route fits everybody; add prefix, role or language"},
	{"default_channel: sms", "routes: [{lang: en, channel: a}]", 6, 11, 4, "unknown key `lang`"},
	{"  host: 127.0.0.1", "  hots: 127.0.0.1", 8, 3, 4, "unknown key `hots`; did you mean `host`?"},
	{"  host: 127.0.0.1", "  host: mqtt://here", 8, 9, 11, "this is not a host; write its name or address alone"},
	{"port: 1883", "port: 0", 9, 9, 1, "not a whole number from 1 to 65535"},
	{"port: 1883", "port: 70000", 9, 9, 5, "not a whole number from 1 to 65535"},
	{"prefix: fieldgate/v1", "prefix: fieldgate/#", 10, 11, 11, "`+` and `#` stand for other topics"},
	{"prefix: fieldgate/v1", "prefix: $SYS/x", 10, 11, 6, "topics that begin with `$` are the broker's own"},
	{"prefix: fieldgate/v1", "prefix: fieldgate/", 10, 11, 10, "leave the last `/` out"},
	{"prefix: fieldgate/v1", "prefix: \"a\\0b\"", 10, 11, 6, "there is a NUL in this text; delete the \\0"},
	{"protocol: 5", "protocol: 4", 11, 13, 1, "write 5, or 3.1.1 for older brokers"},
	{"protocol: 5", "protocol: 5\n  keepalive: 1", 12, 14, 1, "from 5 to 65535"},
	{"protocol: 5", "protocol: 5\n  window: 0", 12, 11, 1, "from 1 to 65535"},
	{"protocol: 5", "protocol: 5\n  session_expiry: 7", 12, 19, 1, "write a number and s, m, h or d, such as 7d"},
	{"protocol: 5", "protocol: 5\n  session_expiry: 4000d", 12, 19, 5, "at most 3650d"},
	{"protocol: 5", "protocol: 5\n  password_file: secret", 12, 3, 13, "add `username`"},
	{"protocol: 5", "protocol: 5\n  username: u\n  password_file: none", 13, 18, 4, "mend the path or its permissions"},
	{"protocol: 5", "protocol: 5\n  username: u\n  password_file: open", 13, 18, 4, "`chmod o-rwx` it"},
	{"protocol: 5", "protocol: 5\n  username: u\n  password_file: nothing", 13, 18, 7, "this file holds no password"},
	{"protocol: 5", "protocol: 5\n  username: u\n  password_file: long", 13, 18, 4, "one of 1 to 255 bytes"},
	{"protocol: 5", "protocol: 5\n  username: u\n  password_file: empty", 13, 18, 5, "this is not a file; name one"},
	{"protocol: 5", "protocol: 5\n  ca_file: none", 12, 12, 4, "this file cannot be read"},
	{"protocol: 5", "protocol: 5\n  cert_file: open", 12, 3, 9, "go together; add `key_file`"},
	{"protocol: 5", "protocol: 5\n  key_file: secret", 12, 3, 8, "go together; add `cert_file`"},
	{"protocol: 5", "protocol: 5\n  key_file: open", 12, 13, 4, "anybody on this computer could read this secret"},
	{"protocol: 5", "protocol: 5\n  cert_file: open\n  key_file: secret", 12, 3, 9, "add `ca_file`"},
	{"{listen: 127.0.0.1:8088}", "off", 12, 7, 3, "write http: {listen: 127.0.0.1:8088}, or http: {listen: off}"},
	{"127.0.0.1:8088", "8088", 12, 16, 4, "write 127.0.0.1:8088, 0.0.0.0:8088 for everywhere, or off"},
	{"127.0.0.1:8088", "127.0.0.1:0", 12, 16, 11, "this is not an address and a port"},
	{"127.0.0.1:8088", "here:8088", 12, 16, 9, "this is not an address and a port"},
	{"127.0.0.1:8088", "'::1:8088'", 12, 16, 10, "this is not an address and a port"},
	{"{listen:", "{listn:", 12, 8, 5, "unknown key `listn`; did you mean `listen`?"},
	{"8088}", "8088, proxy: 127.0.0.1}", 12, 39, 9, "{address: 127.0.0.1, client: X-Forwarded-For, scheme: X-Forwarded-Proto}"},
	{"8088}", "8088, proxy: {client: X-A, scheme: X-B}}", 12, 32, 5, "`address` is missing; add `address: 127.0.0.1`"},
	{"8088}", "8088, proxy: {address: here, client: X-A, scheme: X-B}}", 12, 49, 4, "this is not an address"},
	{"8088}", "8088, proxy: {address: '::1', client: 'X A', scheme: X-B}}", 12, 64, 5, "this is not the name of a header"},
	{"8088}", "8088, proxy: {address: 127.0.0.1, client: X-A}}", 12, 32, 5, "`scheme` is missing; add `scheme: X-Forwarded-Proto`"},
	{"8088}", "8088, proxy: {adress: 127.0.0.1, client: X-A, scheme: X-B}}", 12, 40, 6, "did you mean `address`?"},
	{"keep_days: 60", "keep_days: 29", 13, 12, 2, "not a whole number from 30 to 36500"},
	{"keep_days: 60", "keep_days: 60\nkeep_days: 61", 14, 1, 9, "the key `keep_days` is there twice"},
};
/* clang-format on */

static char dir[] = "/tmp/setup_test.XXXXXX", file[64];
static struct faults faults;

static void put(const char *name, const char *content, mode_t mode)
{
	char path[256];
	FILE *to;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	to = fopen(path, "w");
	assert_non_null(to);
	fputs(content, to);
	assert_int_equal(fclose(to), 0);
	assert_int_equal(chmod(path, mode), 0);
}

static void make(const char *folder)
{
	char path[256];

	snprintf(path, sizeof(path), "%s/%s", dir, folder);
	assert_int_equal(mkdir(path, 0700), 0);
}

static int begin(void **state)
{
	char long_one[400] = {0};

	(void)state;
	strcpy(dir, "/tmp/setup_test.XXXXXX");
	assert_non_null(mkdtemp(dir));
	snprintf(file, sizeof(file), "%s/fieldgate.yaml", dir);
	memset(long_one, 'x', 300);
	make("empty");
	put("flow.yaml", "flow: x\n", 0644);
	put("secret", "pass word\n", 0600);
	put("open", "pass word\n", 0644);
	put("nothing", "\n", 0600);
	put("long", long_one, 0600);
	return 0;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *where)
{
	(void)st, (void)type, (void)where;
	return remove(path);
}

static int end(void **state)
{
	(void)state;
	faults_free(&faults);
	return nftw(dir, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

/* `from` replaced by `to`, into the file. */
static bool load(struct setup *s, const char *text, const char *from, const char *to)
{
	const char *at = strstr(text, from);
	char out[2048];

	if (!at)
		fail_msg("`%s` is not in the good file", from);
	snprintf(out, sizeof(out), "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
	put("fieldgate.yaml", out, 0644);
	return setup_load(s, file, &faults);
}

static void expect(size_t i, int line, int col, int width, const char *what)
{
	const struct fault *one = &faults.all[i];

	if (i >= faults.n)
		fail_msg("no fault, but %d:%d: %s", line, col, what);
	if (one->line != line || one->col != col || one->width != width || !strstr(one->what, what))
		fail_msg("%d:%d+%d: %s\n  but expected %d:%d+%d: %s", one->line, one->col, one->width, one->what, line,
			 col, width, what);
}

static void each_slip_is_told(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(slips); i++) {
		struct setup s;

		load(&s, good, slips[i].from, slips[i].to);
		expect(0, slips[i].line, slips[i].col, slips[i].width, slips[i].what);
		assert_string_equal(faults.all[0].file, file);
		faults_free(&faults);
	}
}

static void the_good_file_is_read(void **state)
{
	struct setup s;
	char path[64];

	(void)state;
	assert_true(load(&s, good, "", ""));
	assert_int_equal(faults.n, 0);
	assert_string_equal(s.file, file);
	snprintf(path, sizeof(path), "%s/fieldgate.db", dir);
	assert_string_equal(s.database, path);
	snprintf(path, sizeof(path), "%s/flow.yaml", dir);
	assert_int_equal(s.flows_n, 1);
	assert_string_equal(s.flows[0], path);
	snprintf(path, sizeof(path), "%s/wording", dir);
	assert_string_equal(s.templates, path);
	assert_string_equal(s.country, "86");
	assert_string_equal(s.time_zone, "Asia/Shanghai");
	assert_string_equal(s.broker.prefix, "fieldgate/v1");
	assert_int_equal(s.broker.protocol, 5);
	assert_string_equal(s.http.host, "127.0.0.1");
	assert_int_equal(s.http.port, 8088);
	assert_int_equal(s.keep_days, 60);
}

/* One that has not said its country, or has people in many. */
static void a_country_may_be_none(void **state)
{
	struct setup s;

	(void)state;
	assert_true(load(&s, good, "+86", "none"));
	assert_int_equal(faults.n, 0);
	assert_string_equal(s.country, "");
	assert_int_equal(s.country_line, 3);
}

static void what_is_left_out_has_defaults(void **state)
{
	struct setup s;

	(void)state;
	assert_true(load(&s, least, "", ""));
	assert_int_equal(faults.n, 0);
	assert_string_equal(s.database, "/var/lib/fieldgate.db");
	assert_string_equal(s.default_channel, "sms");
	assert_string_equal(s.broker.host, "127.0.0.1");
	assert_int_equal(s.broker.port, 1883);
	assert_string_equal(s.broker.prefix, "fieldgate/v1");
	assert_int_equal(s.broker.protocol, 5);
	assert_string_equal(s.broker.client_id, "fieldgate");
	assert_int_equal(s.broker.keepalive, 60);
	assert_int_equal(s.broker.window, 1000);
	assert_int_equal(s.broker.session_expiry, 7 * 24 * 3600);
	assert_string_equal(s.broker.username, "");
	assert_string_equal(s.broker.ca, "");
	assert_int_equal(s.http.port, 8088);
	assert_int_equal(s.keep_days, 400);
}

static void everything_the_broker_may_need(void **state)
{
	struct setup s;
	char path[64];

	(void)state;
	assert_true(load(
		&s, good, "protocol: 5",
		"protocol: 3.1.1\n  client_id: a-b\n  session_expiry: 36h\n  username: u\n  password_file: secret\n"
		"  ca_file: open\n  cert_file: open\n  key_file: secret\n  keepalive: 30\n  window: 20"));
	assert_int_equal(faults.n, 0);
	assert_int_equal(s.broker.protocol, 4);
	assert_string_equal(s.broker.client_id, "a-b");
	assert_int_equal(s.broker.session_expiry, 36 * 3600);
	assert_string_equal(s.broker.username, "u");
	assert_string_equal(s.broker.password, "pass word");
	snprintf(path, sizeof(path), "%s/secret", dir);
	assert_string_equal(s.broker.key, path);
	assert_int_equal(s.broker.keepalive, 30);
	assert_int_equal(s.broker.window, 20);
	load(&s, good, "protocol: 5", "protocol: 5.0");
	assert_int_equal(s.broker.protocol, 5);
	assert_int_equal(faults.n, 0);
}

/* As many as a mask has room for, and not one more. */
static void roles_of_its_own(void **state)
{
	struct setup s;
	char more[1600] = "roles:\n  crane_boss: {zh: 吊车队长, en: crane boss, deputy: yes}\ncountry_code: +86\n";

	(void)state;
	load(&s, good, "country_code: +86\n", more);
	assert_int_equal(faults.n, 0);
	assert_int_equal(s.roles.own_n, 1);
	assert_string_equal(s.roles.own[0].name, "crane_boss");
	assert_string_equal(s.roles.own[0].title[ZH], "吊车队长");
	assert_string_equal(s.roles.own[0].title[EN], "crane boss");
	assert_true(s.roles.own[0].deputy);
	text_copy(more, sizeof(more), "roles:\n");
	for (int i = 0; i < OWN_ROLES_MAX; i++)
		snprintf(more + strlen(more), sizeof(more) - strlen(more), "  r_%d: {zh: 岗, en: role}\n", i);
	snprintf(more + strlen(more), sizeof(more) - strlen(more), "country_code: +86\n");
	load(&s, good, "country_code: +86\n", more);
	assert_int_equal(faults.n, 0);
	assert_int_equal(s.roles.own_n, OWN_ROLES_MAX);
	assert_false(s.roles.own[OWN_ROLES_MAX - 1].deputy);
	snprintf(strstr(more, "country_code"), 64, "  too_many: {zh: 岗, en: role}\ncountry_code: +86\n");
	load(&s, good, "country_code: +86\n", more);
	assert_int_equal(faults.n, 1);
	expect(0, 4 + OWN_ROLES_MAX, 3, 8, "there can be 13 roles besides those of the program; leave some out");
}

static void where_http_listens(void **state)
{
	struct setup s;

	(void)state;
	load(&s, good, "127.0.0.1:8088", "off");
	assert_int_equal(s.http.port, 0);
	load(&s, good, "127.0.0.1:8088", "'[::1]:80'");
	assert_string_equal(s.http.host, "::1");
	assert_int_equal(s.http.port, 80);
	load(&s, good, "127.0.0.1:8088", "localhost:9");
	assert_string_equal(s.http.host, "127.0.0.1");
	assert_int_equal(faults.n, 0);
}

static void a_folder_stands_for_its_flows(void **state)
{
	struct setup s;

	(void)state;
	make("flows");
	put("flows/b.yaml", "", 0644);
	put("flows/a.yaml", "", 0644);
	put("flows/c.txt", "", 0644);
	put("flows/.hidden.yaml", "", 0644);
	load(&s, good, "[flow.yaml]", "[flows, flow.yaml]");
	assert_int_equal(faults.n, 0);
	assert_int_equal(s.flows_n, 3);
	assert_non_null(strstr(s.flows[0], "/flows/a.yaml"));
	assert_non_null(strstr(s.flows[1], "/flows/b.yaml"));
	assert_non_null(strstr(s.flows[2], "/flow.yaml"));
	for (int i = 0; i < 16; i++) {
		char name[32];

		snprintf(name, sizeof(name), "flows/more%d.yaml", i);
		put(name, "", 0644);
	}
	load(&s, good, "[flow.yaml]", "flows");
	assert_int_equal(faults.n, 1);
	expect(0, 4, 8, 5, "at most 16 flow files can be used; leave some out");
}

static void channels_are_files_and_folders_as_flows_are(void **state)
{
	struct setup s;

	(void)state;
	make("channels");
	put("channels/a.yaml", "", 0644);
	put("channels/b.yaml", "", 0644);
	put("c.yaml", "", 0644);
	load(&s, good, "keep_days", "channels: [c.yaml, channels]\nkeep_days");
	assert_int_equal(faults.n, 0);
	assert_int_equal(s.channels_n, 3);
	assert_non_null(strstr(s.channels[0], "/c.yaml"));
	assert_non_null(strstr(s.channels[1], "/channels/a.yaml"));
	assert_non_null(strstr(s.channels[2], "/channels/b.yaml"));
	load(&s, good, "keep_days", "channels: [none]\nkeep_days");
	assert_int_equal(faults.n, 1);
	expect(0, 13, 12, 4, "there is no such file or folder");
	faults_free(&faults);
	load(&s, good, "keep_days", "channels: empty\nkeep_days");
	expect(0, 13, 11, 5, "there is no *.yaml in this folder; put a channel there");
	faults_free(&faults);
	for (int i = 0; i < 16; i++) {
		char name[32];

		snprintf(name, sizeof(name), "channels/more%d.yaml", i);
		put(name, "", 0644);
	}
	load(&s, good, "keep_days", "channels: channels\nkeep_days");
	expect(0, 13, 11, 8, "at most 16 channel files can be used; leave some out");
}

static void several_slips_are_all_told(void **state)
{
	struct setup s;

	(void)state;
	assert_true(load(&s, good, "protocol: 5\nhttp: {listen: 127.0.0.1:8088}", "protocol: 6\nhttp: {listen: x}"));
	assert_int_equal(faults.n, 2);
	expect(0, 11, 13, 1, "write 5, or 3.1.1");
	expect(1, 12, 16, 1, "this is not an address and a port");
}

static void a_file_that_is_not_there(void **state)
{
	struct setup s;

	(void)state;
	assert_false(setup_load(&s, "/tmp/there/is/none.yaml", &faults));
	expect(0, 0, 0, 1, "cannot be opened (No such file or directory); check the path");
}

static void the_file_is_found(void **state)
{
	struct setup s;
	char *home = getcwd(NULL, 0);

	(void)state;
	assert_int_equal(chdir(dir), 0);
	load(&s, good, "", "");
	assert_string_equal(setup_default(), "./fieldgate.yaml");
	assert_true(setup_load(&s, "fieldgate.yaml", &faults));
	assert_string_equal(s.database, "fieldgate.db");
	assert_true(setup_load(&s, setup_default(), &faults));
	assert_string_equal(s.database, "./fieldgate.db");
	assert_int_equal(chdir(home), 0);
	free(home);
}

/* ---- the rules ---- */

static const char *const flow = "flow: call\ntitle: {zh: 电, en: call}\ndown: {zh: 停, en: DOWN}\n"
				"states: {new: {zh: 新, en: new}, done: {zh: 完, en: done, ends: yes}}\n"
				"nodes: {new: {zh: 新, en: new}}\nopen: {to: new}\n"
				"codes: {end: {word: {zh: 完, en: end}, by: agent, from: new, to: done}}\n";

static void put_wording(void)
{
	char name[128];

	make("wording");
	make("wording/zh");
	make("wording/en");
	for (size_t i = 0; fixed_templates[i]; i++) {
		snprintf(name, sizeof(name), "wording/zh/%s.txt", fixed_templates[i]);
		put(name, "{ticket}", 0644);
		snprintf(name, sizeof(name), "wording/en/%s.txt", fixed_templates[i]);
		put(name, "{ticket}", 0644);
	}
	snprintf(name, sizeof(name), "%s/wording", dir);
	assert_true(here_own_words(name, "zh") && here_own_words(name, "en"));
	put("wording/zh/lexicon.yaml", "ten: [十]\n", 0644);
	put("wording/en/lexicon.yaml", "oclock: [o'clock]\n", 0644);
	put("wording/zh/end.answer.txt", "{ticket}", 0644);
	put("wording/en/end.answer.txt", "{ticket}", 0644);
}

static void rules_are_all_or_nothing(void **state)
{
	struct setup s;
	struct rulebook *r;

	(void)state;
	put_wording();
	put("flow.yaml", flow, 0644);
	load(&s, good, "", "");
	r = rulebook_load(&s, &faults);
	assert_non_null(r);
	assert_int_equal(r->flows.n, 1);
	assert_non_null(r->wording);
	rulebook_release(rulebook_hold(r)); /* one holder of two */
	assert_int_equal(r->flows.n, 1);
	rulebook_release(r);
	rulebook_release(NULL);
	put("wording/zh/end.answer.txt", "{tickt}", 0644);
	assert_null(rulebook_load(&s, &faults));
	assert_int_equal(faults.n, 1);
	expect(0, 1, 1, 7, "did you mean `{ticket}`?");
	faults_free(&faults);
	put("wording/zh/end.answer.txt", "{ticket}", 0644);
	put("flow.yaml", "flow: [\n", 0644);
	assert_null(rulebook_load(&s, &faults));
	assert_int_equal(faults.n, 1);
}

/* The languages of the setup, as a list. */
static void lists(const struct setup *s, const char *expected)
{
	char all[LANGS_MAX * (LANG_BYTES + 1)] = "";

	for (size_t i = 0; i < s->languages_n; i++)
		strcat(strcat(all, i ? " " : ""), s->languages[i]);
	assert_string_equal(all, expected);
}

static void loads_languages(struct setup *s, const char *line)
{
	char to[160];

	faults_free(&faults);
	snprintf(to, sizeof(to), "templates: wording\n%s\n", line);
	assert_true(load(s, good, "templates: wording\n", to));
}

static void languages_are_folders(void **state)
{
	static const char *const refused[][2] = {
		{"languages: []", "a list is expected here; write [LANGUAGE, ...]"},
		{"languages: [en, en]", "`en` is listed twice; leave one out"},
		{"languages: [EN, zh]", "write two or three small letters, as its folder is called"},
		{"languages: [english, zh]", "write two or three small letters"},
		{"languages: [zh, ../zh]", "this is no language"},
		{"languages: [zh, fr]", "there are these: write `languages: [en, zh]`"},
	};
	struct setup s;

	(void)state;
	put_wording();
	loads_languages(&s, "");
	lists(&s, "zh en");
	loads_languages(&s, "languages: en");
	assert_int_equal(faults.n, 0);
	lists(&s, "en");
	loads_languages(&s, "languages: [en, zh]\nroutes: [{language: en, channel: a}]");
	assert_int_equal(faults.n, 0);
	lists(&s, "en zh");
	assert_int_equal(s.routes[0].lang, 0);
	for (size_t i = 0; i < COUNT(refused); i++) {
		loads_languages(&s, refused[i][0]);
		assert_int_equal(faults.n, 1);
		assert_non_null(strstr(faults.all[0].what, refused[i][1]));
		assert_true(s.languages_n > 0);
	}
}

/* An English installation that has no folder zh, and does not say that it needs none, heard of zh in every label. */
static void a_default_that_is_not_there(void **state)
{
	struct setup s;

	(void)state;
	make("wording");
	make("wording/en");
	put("wording/en/words.yaml", "", 0644);
	loads_languages(&s, "");
	assert_int_equal(faults.n, 1);
	expect(0, 5, 12, 7, "there are these: write `languages: [en]`");
	lists(&s, "en");
}

static void wording_that_is_not_there(void **state)
{
	struct setup s;

	(void)state;
	put("flow.yaml", flow, 0644);
	load(&s, good, "", "");
	assert_null(rulebook_load(&s, &faults));
	assert_true(faults.n > 0);
	faults_free(&faults);
	load(&s, good, "templates: wording\n", "");
	assert_int_equal(faults.n, 1);
	assert_null(rulebook_load(&s, &faults));
	assert_int_equal(faults.n, 1); /* told once */
}

/* The example. Tests run in the tree's top folder. */
static void the_sample_has_no_fault(void **state)
{
	struct setup s;

	(void)state;
	assert_true(setup_load(&s, "scripts/sample/fieldgate.yaml", &faults));
	if (faults.n > 0)
		faults_print(&faults, stderr);
	assert_int_equal(faults.n, 0);
	assert_string_equal(s.database, "scripts/sample/fieldgate.db");
	assert_string_equal(s.flows[0], "scripts/sample/../../handlers/repair.yaml");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(each_slip_is_told, begin, end),
		cmocka_unit_test_setup_teardown(the_good_file_is_read, begin, end),
		cmocka_unit_test_setup_teardown(a_country_may_be_none, begin, end),
		cmocka_unit_test_setup_teardown(what_is_left_out_has_defaults, begin, end),
		cmocka_unit_test_setup_teardown(everything_the_broker_may_need, begin, end),
		cmocka_unit_test_setup_teardown(roles_of_its_own, begin, end),
		cmocka_unit_test_setup_teardown(where_http_listens, begin, end),
		cmocka_unit_test_setup_teardown(a_folder_stands_for_its_flows, begin, end),
		cmocka_unit_test_setup_teardown(channels_are_files_and_folders_as_flows_are, begin, end),
		cmocka_unit_test_setup_teardown(several_slips_are_all_told, begin, end),
		cmocka_unit_test_setup_teardown(a_file_that_is_not_there, begin, end),
		cmocka_unit_test_setup_teardown(the_file_is_found, begin, end),
		cmocka_unit_test_setup_teardown(rules_are_all_or_nothing, begin, end),
		cmocka_unit_test_setup_teardown(languages_are_folders, begin, end),
		cmocka_unit_test_setup_teardown(a_default_that_is_not_there, begin, end),
		cmocka_unit_test_setup_teardown(wording_that_is_not_there, begin, end),
		cmocka_unit_test_setup_teardown(the_sample_has_no_fault, begin, end),
	};

	return cmocka_run_group_tests_name("setup", tests, NULL, NULL);
}
