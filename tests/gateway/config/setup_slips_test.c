/* Every fault that can be in a configuration, at its place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/gateway/config/setup_files.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* clang-format off */
static const struct {
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

static void each_slip_is_told(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(slips); i++) {
		struct setup s;

		setup_slipped(&s, setup_good, slips[i].from, slips[i].to);
		setup_expect(0, slips[i].line, slips[i].col, slips[i].width, slips[i].what);
		assert_string_equal(setup_faults.all[0].file, setup_file);
		faults_free(&setup_faults);
	}
}

static void several_slips_are_all_told(void **state)
{
	struct setup s;

	(void)state;
	assert_true(setup_slipped(&s, setup_good, "protocol: 5\nhttp: {listen: 127.0.0.1:8088}",
				  "protocol: 6\nhttp: {listen: x}"));
	assert_int_equal(setup_faults.n, 2);
	setup_expect(0, 11, 13, 1, "write 5, or 3.1.1");
	setup_expect(1, 12, 16, 1, "this is not an address and a port");
}

static void a_file_that_is_not_there(void **state)
{
	struct setup s;

	(void)state;
	assert_false(setup_load(&s, "/tmp/there/is/none.yaml", &setup_faults));
	setup_expect(0, 0, 0, 1, "cannot be opened (No such file or directory); check the path");
}

#define TEST(t) cmocka_unit_test_setup_teardown(t, setup_begin, setup_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(each_slip_is_told),
		TEST(several_slips_are_all_told),
		TEST(a_file_that_is_not_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
