/* Flows and the people there are: roles that nobody has, stations without a head, regions without a station. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "handlers/check/flow_check.h"
#include "handlers/check/people_check.h"
#include "handlers/flow/flow_read.h"
#include "tests/handlers/flow_folder.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* A station without a head is told where the flow speaks of heads, wherever that is, and not where it does not. */
static void where_heads_are_spoken_of(void **state)
{
	static const struct {
		const char *from, *to;
		int line, col;
	} ways[] = {
		{"    station_head: opened.staff\n", "    sales_director: opened.staff\n", 21, 9},
		{"      customer: departed.customer", "      station_head: departed.customer", 16, 19},
	};
	struct person people[] = {{.id = 1, .roles = ROLE_BIT(STATION_HEAD) | ROLE_BIT(SALES_DIRECTOR), .station = 1}};
	struct station stations[] = {{.id = 1, .name = "乌鲁木齐站"}, {.id = 2, .name = "库尔勒站"}};
	struct roster r = {.people = people, .n = 1, .stations = stations, .stations_n = 2};
	struct folder h;
	char *text, *silent;
	(void)state;
	for (size_t i = 0; i < COUNT(ways); i++) {
		folder_new(&h);
		folder_load(&h, ways[i].from, ways[i].to);
		faults_free(&h.f);
		people_check(&h.set, &r, &h.f, NULL);
		assert_int_equal(h.f.n, 1);
		folder_expect(&h.f, 0, ways[i].line, ways[i].col, i ? 12 : 1,
			      "the station `库尔勒站` has no station_head");
		folder_free(&h);
	}
	folder_new(&h);
	text = folder_slipped(flow_good, ways[0].from, ways[0].to);
	silent = folder_slipped(text, "by: [station_head]", "by: [sales_director]");
	folder_put(h.dir, "flow.yaml", silent);
	flow_load(&h.set, h.file, &h.f);
	people_check(&h.set, &r, &h.f, NULL);
	assert_int_equal(h.f.n, 0);
	free(text);
	free(silent);
	folder_free(&h);
}

/* A line for stations of a region that has none holds for nothing. */
static void regions_that_are_not_there(void **state)
{
	static const char clocks[] = "\nclocks:\n"
				     "  way:\n"
				     "    label: {zh: 路, en: way}\n"
				     "    starts: begun\n"
				     "    stops: [closed]\n"
				     "    due:\n"
				     "      - {region: WEST, within: 1h}\n"
				     "      - {region: Northh, within: 2h}\n"
				     "      - {region: faraway, within: 3h}\n"
				     "      - {within: 4h}\n";
	struct person people[] = {
		{.id = 1, .roles = ROLE_BIT(STATION_HEAD) | ROLE_BIT(SALES_DIRECTOR) | ROLE_BIT(ENGINEER)}};
	struct station stations[] = {{.id = 1, .name = "a", .region = "West"},
				     {.id = 2, .name = "b", .region = "North"}};
	struct roster r = {.people = people, .n = 1, .stations = stations};
	struct faults warnings = {0};
	struct folder h;
	char *text = malloc(strlen(flow_good) + sizeof(clocks));
	(void)state;
	assert_non_null(text);
	sprintf(text, "%s%s", flow_good, clocks);
	folder_new(&h);
	folder_put(h.dir, "flow.yaml", text);
	flow_load(&h.set, h.file, &h.f);
	assert_int_equal(h.f.n, 0);
	people_check(&h.set, &r, &h.f, &warnings);
	assert_int_equal(warnings.n, 0); /* no station is known at all */
	r.stations_n = 2;
	people_check(&h.set, &r, &h.f, &warnings);
	assert_int_equal(h.f.n, 0);
	assert_int_equal(warnings.n, 2);
	assert_string_equal(warnings.all[0].what, "no station is in region `northh`; did you mean `North`?");
	assert_int_equal(warnings.all[1].line, warnings.all[0].line + 1);
	assert_non_null(strstr(warnings.all[1].what, "region `faraway`, so this line holds for none; import one"));
	faults_free(&warnings);
	free(text);
	folder_free(&h);
}

static void people_who_are_not_there(void **state)
{
	struct folder h;
	struct person people[] = {{.id = 1, .roles = ROLE_BIT(ENGINEER), .station = 1}};
	struct station stations[] = {{.id = 1, .name = "乌鲁木齐站"}, {.id = 2, .name = "库尔勒站"}};
	struct roster r = {.people = people, .n = 1, .stations = stations, .stations_n = 2};
	(void)state;
	folder_new(&h);
	folder_load(&h, "flow", "flow");
	people_check(&h.set, &r, &h.f, NULL);
	assert_int_equal(h.f.n, 3);
	folder_expect(&h.f, 0, 16, 19, 12,
		      "nobody has the role `station_head`; import people with it, or leave it out");
	folder_expect(&h.f, 1, 21, 9, 1, "nobody has the role `station_head`");
	folder_expect(&h.f, 2, 40, 35, 12, "nobody has the role `sales_director`");
	faults_free(&h.f);
	people[0].roles |= ROLE_BIT(STATION_HEAD) | ROLE_BIT(SALES_DIRECTOR);
	people_check(&h.set, &r, &h.f, NULL);
	assert_int_equal(h.f.n, 1);
	folder_expect(&h.f, 0, 16, 19, 12, "the station `库尔勒站` has no station_head");
	faults_free(&h.f);
	people[0].station = 0; /* serves all */
	people_check(&h.set, &r, &h.f, NULL);
	r.n = 0;
	people_check(&h.set, &r, &h.f, NULL);
	assert_int_equal(h.f.n, 0);
	folder_free(&h);
}

/* Who hears of times that other codes' texts state is looked at as are those whom the code itself tells. */
static void who_hears_of_stated_times_is_checked(void **state)
{
	struct person one = {.id = 1,
			     .roles = ROLE_BIT(STATION_HEAD) | ROLE_BIT(SALES_DIRECTOR) | ROLE_BIT(HEADQUARTERS)};
	struct roster r = {.people = &one, .n = 1};
	struct faults warnings = {0};
	struct folder h;
	char *all = flow_correcting(), *parts = folder_slipped(all, "stated: {headquarters", "stated: {parts");
	char *leadless, *by, *told;
	(void)state;
	folder_new(&h);
	folder_put(h.dir, "flow.yaml", parts);
	flow_load(&h.set, h.file, &h.f);
	people_check(&h.set, &r, &h.f, &warnings);
	assert_int_equal(h.f.n, 0); /* corrections can wait for people */
	assert_int_equal(warnings.n, 1);
	folder_expect(&warnings, 0, 56, 21, 12, "nobody has the role `parts`; import people with it, or leave it out");
	faults_free(&warnings);
	folder_free(&h);
	free(parts);

	/* Nobody is the lead where no code takes one. */
	leadless = folder_slipped(all, "engineer: {is: lead, must: first,", "engineer: {is: people,");
	by = folder_slipped(leadless, "by: lead_engineer", "by: [station_head]");
	told = folder_slipped(by, "tells: {headquarters: opened.staff}\n    stated: {headquarters",
			      "tells: {lead_engineer: opened.staff}\n    stated: {lead_engineer");
	folder_new(&h);
	folder_put(h.dir, "flow.yaml", told);
	flow_load(&h.set, h.file, &h.f);
	flows_check(&h.set, NULL, &h.f);
	assert_int_equal(h.f.n, 2);
	folder_expect(&h.f, 0, 55, 28, 12, "no code of this flow takes a lead, so nobody is ever `lead_engineer`");
	folder_expect(&h.f, 1, 56, 29, 12, "no code of this flow takes a lead, so nobody is ever `lead_engineer`");
	folder_free(&h);
	free(told);
	free(by);
	free(leadless);
	free(all);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(where_heads_are_spoken_of),
		cmocka_unit_test(regions_that_are_not_there),
		cmocka_unit_test(people_who_are_not_there),
		cmocka_unit_test(who_hears_of_stated_times_is_checked),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
