/* Good configurations, as the program has them afterwards. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "templates/text/text.h"
#include "tests/gateway/config/setup_files.h"
#include "tests/langs.h"

static const char *const least =
	"database: /var/lib/fieldgate.db\ntime_zone: Asia/Shanghai\ncountry_code: 86\nflows: flow.yaml\n"
	"templates: wording\n";

static void the_good_file_is_read(void **state)
{
	struct setup s;
	char path[64];

	(void)state;
	assert_true(setup_slipped(&s, setup_good, "", ""));
	assert_int_equal(setup_faults.n, 0);
	assert_string_equal(s.file, setup_file);
	snprintf(path, sizeof(path), "%s/fieldgate.db", setup_dir);
	assert_string_equal(s.database, path);
	snprintf(path, sizeof(path), "%s/flow.yaml", setup_dir);
	assert_int_equal(s.flows_n, 1);
	assert_string_equal(s.flows[0], path);
	snprintf(path, sizeof(path), "%s/wording", setup_dir);
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
	assert_true(setup_slipped(&s, setup_good, "+86", "none"));
	assert_int_equal(setup_faults.n, 0);
	assert_string_equal(s.country, "");
	assert_int_equal(s.country_line, 3);
}

static void what_is_left_out_has_defaults(void **state)
{
	struct setup s;

	(void)state;
	assert_true(setup_slipped(&s, least, "", ""));
	assert_int_equal(setup_faults.n, 0);
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
	assert_true(setup_slipped(
		&s, setup_good, "protocol: 5",
		"protocol: 3.1.1\n  client_id: a-b\n  session_expiry: 36h\n  username: u\n  password_file: secret\n"
		"  ca_file: open\n  cert_file: open\n  key_file: secret\n  keepalive: 30\n  window: 20"));
	assert_int_equal(setup_faults.n, 0);
	assert_int_equal(s.broker.protocol, 4);
	assert_string_equal(s.broker.client_id, "a-b");
	assert_int_equal(s.broker.session_expiry, 36 * 3600);
	assert_string_equal(s.broker.username, "u");
	assert_string_equal(s.broker.password, "pass word");
	snprintf(path, sizeof(path), "%s/secret", setup_dir);
	assert_string_equal(s.broker.key, path);
	assert_int_equal(s.broker.keepalive, 30);
	assert_int_equal(s.broker.window, 20);
	setup_slipped(&s, setup_good, "protocol: 5", "protocol: 5.0");
	assert_int_equal(s.broker.protocol, 5);
	assert_int_equal(setup_faults.n, 0);
}

/* As many as a mask has room for, and not one more. */
static void roles_of_its_own(void **state)
{
	struct setup s;
	char more[1600] = "roles:\n  crane_boss: {zh: 吊车队长, en: crane boss, deputy: yes}\ncountry_code: +86\n";

	(void)state;
	setup_slipped(&s, setup_good, "country_code: +86\n", more);
	assert_int_equal(setup_faults.n, 0);
	assert_int_equal(s.roles.own_n, 1);
	assert_string_equal(s.roles.own[0].name, "crane_boss");
	assert_string_equal(s.roles.own[0].title[ZH], "吊车队长");
	assert_string_equal(s.roles.own[0].title[EN], "crane boss");
	assert_true(s.roles.own[0].deputy);
	text_copy(more, sizeof(more), "roles:\n");
	for (int i = 0; i < OWN_ROLES_MAX; i++)
		snprintf(more + strlen(more), sizeof(more) - strlen(more), "  r_%d: {zh: 岗, en: role}\n", i);
	snprintf(more + strlen(more), sizeof(more) - strlen(more), "country_code: +86\n");
	setup_slipped(&s, setup_good, "country_code: +86\n", more);
	assert_int_equal(setup_faults.n, 0);
	assert_int_equal(s.roles.own_n, OWN_ROLES_MAX);
	assert_false(s.roles.own[OWN_ROLES_MAX - 1].deputy);
	snprintf(strstr(more, "country_code"), 64, "  too_many: {zh: 岗, en: role}\ncountry_code: +86\n");
	setup_slipped(&s, setup_good, "country_code: +86\n", more);
	assert_int_equal(setup_faults.n, 1);
	setup_expect(0, 4 + OWN_ROLES_MAX, 3, 8, "there can be 13 roles besides those of the program; leave some out");
}

static void where_http_listens(void **state)
{
	struct setup s;

	(void)state;
	setup_slipped(&s, setup_good, "127.0.0.1:8088", "off");
	assert_int_equal(s.http.port, 0);
	setup_slipped(&s, setup_good, "127.0.0.1:8088", "'[::1]:80'");
	assert_string_equal(s.http.host, "::1");
	assert_int_equal(s.http.port, 80);
	setup_slipped(&s, setup_good, "127.0.0.1:8088", "localhost:9");
	assert_string_equal(s.http.host, "127.0.0.1");
	assert_int_equal(setup_faults.n, 0);
}

static void the_file_is_found(void **state)
{
	struct setup s;
	char *home = getcwd(NULL, 0);

	(void)state;
	assert_int_equal(chdir(setup_dir), 0);
	setup_slipped(&s, setup_good, "", "");
	assert_string_equal(setup_default(), "./fieldgate.yaml");
	assert_true(setup_load(&s, "fieldgate.yaml", &setup_faults));
	assert_string_equal(s.database, "fieldgate.db");
	assert_true(setup_load(&s, setup_default(), &setup_faults));
	assert_string_equal(s.database, "./fieldgate.db");
	assert_int_equal(chdir(home), 0);
	free(home);
}

/* The example. Tests run in the tree's top folder. */
static void the_sample_has_no_fault(void **state)
{
	struct setup s;

	(void)state;
	assert_true(setup_load(&s, "scripts/sample/fieldgate.yaml", &setup_faults));
	if (setup_faults.n > 0)
		faults_print(&setup_faults, stderr);
	assert_int_equal(setup_faults.n, 0);
	assert_string_equal(s.database, "scripts/sample/fieldgate.db");
	assert_string_equal(s.flows[0], "scripts/sample/../../handlers/repair.yaml");
}

#define TEST(t) cmocka_unit_test_setup_teardown(t, setup_begin, setup_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_good_file_is_read),
		TEST(a_country_may_be_none),
		TEST(what_is_left_out_has_defaults),
		TEST(everything_the_broker_may_need),
		TEST(roles_of_its_own),
		TEST(where_http_listens),
		TEST(the_file_is_found),
		TEST(the_sample_has_no_fault),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
