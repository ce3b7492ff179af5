/* Folders in a configuration that stand for the files in them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/gateway/config/setup_files.h"

static void a_folder_stands_for_its_flows(void **state)
{
	struct setup s;

	(void)state;
	setup_folder("flows");
	setup_put("flows/b.yaml", "", 0644);
	setup_put("flows/a.yaml", "", 0644);
	setup_put("flows/c.txt", "", 0644);
	setup_put("flows/.hidden.yaml", "", 0644);
	setup_slipped(&s, setup_good, "[flow.yaml]", "[flows, flow.yaml]");
	assert_int_equal(setup_faults.n, 0);
	assert_int_equal(s.flows_n, 3);
	assert_non_null(strstr(s.flows[0], "/flows/a.yaml"));
	assert_non_null(strstr(s.flows[1], "/flows/b.yaml"));
	assert_non_null(strstr(s.flows[2], "/flow.yaml"));
	for (int i = 0; i < 16; i++) {
		char name[32];

		snprintf(name, sizeof(name), "flows/more%d.yaml", i);
		setup_put(name, "", 0644);
	}
	setup_slipped(&s, setup_good, "[flow.yaml]", "flows");
	assert_int_equal(setup_faults.n, 1);
	setup_expect(0, 4, 8, 5, "at most 16 flow files can be used; leave some out");
}

static void channels_are_files_and_folders_as_flows_are(void **state)
{
	struct setup s;

	(void)state;
	setup_folder("channels");
	setup_put("channels/a.yaml", "", 0644);
	setup_put("channels/b.yaml", "", 0644);
	setup_put("c.yaml", "", 0644);
	setup_slipped(&s, setup_good, "keep_days", "channels: [c.yaml, channels]\nkeep_days");
	assert_int_equal(setup_faults.n, 0);
	assert_int_equal(s.channels_n, 3);
	assert_non_null(strstr(s.channels[0], "/c.yaml"));
	assert_non_null(strstr(s.channels[1], "/channels/a.yaml"));
	assert_non_null(strstr(s.channels[2], "/channels/b.yaml"));
	setup_slipped(&s, setup_good, "keep_days", "channels: [none]\nkeep_days");
	assert_int_equal(setup_faults.n, 1);
	setup_expect(0, 13, 12, 4, "there is no such file or folder");
	faults_free(&setup_faults);
	setup_slipped(&s, setup_good, "keep_days", "channels: empty\nkeep_days");
	setup_expect(0, 13, 11, 5, "there is no *.yaml in this folder; put a channel there");
	faults_free(&setup_faults);
	for (int i = 0; i < 16; i++) {
		char name[32];

		snprintf(name, sizeof(name), "channels/more%d.yaml", i);
		setup_put(name, "", 0644);
	}
	setup_slipped(&s, setup_good, "keep_days", "channels: channels\nkeep_days");
	setup_expect(0, 13, 11, 8, "at most 16 channel files can be used; leave some out");
}

#define TEST(t) cmocka_unit_test_setup_teardown(t, setup_begin, setup_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_folder_stands_for_its_flows),
		TEST(channels_are_files_and_folders_as_flows_are),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
