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
	struct person people[] = {
		{.id = 1, .roles = ROLE_BIT(STATION_HEAD) | ROLE_BIT(SALES_DIRECTOR) | ROLE_BIT(AGENT), .station = 1}};
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
	assert_string_equal(warnings.all[0].what, "no station is in region `Northh`; did you mean `North`?");
	assert_int_equal(warnings.all[1].line, warnings.all[0].line + 1);
	assert_non_null(strstr(warnings.all[1].what, "region `faraway`, so this line holds for none; import one"));
	faults_free(&warnings);
	free(text);
	folder_free(&h);
}

/* A small company lacks roles. That is said once for each, however often the flow speaks of it, and is no fault. */
static void roles_that_nobody_has(void **state)
{
	struct folder h;
	struct faults warnings = {0};
	struct person people[] = {{.id = 1, .roles = ROLE_BIT(ENGINEER) | ROLE_BIT(AGENT), .station = 1}};
	struct station stations[] = {{.id = 1, .name = "乌鲁木齐站"}, {.id = 2, .name = "库尔勒站"}};
	struct roster r = {.people = people, .n = 1, .stations = stations, .stations_n = 2};
	(void)state;
	folder_new(&h);
	folder_load(&h, "flow", "flow");
	people_check(&h.set, &r, &h.f, &warnings);
	assert_int_equal(h.f.n, 0);
	assert_int_equal(warnings.n, 2);
	folder_expect(&warnings, 0, 16, 19, 12,
		      "nobody has the role `station_head`, of which the flows speak here and in 1 more place; import "
		      "people with it, or leave it out; until then nobody can send `depart`");
	folder_expect(&warnings, 1, 40, 35, 12,
		      "nobody has the role `sales_director`; import people with it, or leave it out");
	faults_free(&warnings);
	people[0].roles |= ROLE_BIT(STATION_HEAD) | ROLE_BIT(SALES_DIRECTOR);
	people_check(&h.set, &r, &h.f, &warnings);
	assert_int_equal(h.f.n, 1);
	assert_int_equal(warnings.n, 0);
	folder_expect(&h.f, 0, 16, 19, 12, "the station `库尔勒站` has no station_head");
	faults_free(&h.f);
	people[0].station = 0; /* serves all */
	people_check(&h.set, &r, &h.f, &warnings);
	r.n = 0;
	people_check(&h.set, &r, &h.f, &warnings);
	assert_int_equal(h.f.n, 0);
	folder_free(&h);
}

/* A code that several roles may send is said with the first of them, and only where nobody has any. */
static void codes_that_nobody_can_send(void **state)
{
	struct folder h;
	struct faults warnings = {0};
	struct person people[] = {{.id = 1, .roles = ROLE_BIT(AGENT)}};
	struct roster r = {.people = people, .n = 1};
	(void)state;
	folder_new(&h);
	folder_load(&h, "by: [station_head]", "by: [parts, station_head]");
	faults_free(&h.f);
	people_check(&h.set, &r, &h.f, &warnings);
	assert_int_equal(warnings.n, 3);
	assert_non_null(strstr(warnings.all[0].what, "`station_head`, of which"));
	assert_non_null(strstr(warnings.all[0].what, "until then nobody can send `depart`"));
	assert_non_null(strstr(warnings.all[2].what, "`parts`; import people with it, or leave it out"));
	assert_null(strstr(warnings.all[2].what, "until"));
	faults_free(&warnings);
	people[0].roles |= ROLE_BIT(PARTS);
	people_check(&h.set, &r, &h.f, &warnings);
	assert_int_equal(warnings.n, 2);
	assert_null(strstr(warnings.all[0].what, "until"));
	faults_free(&warnings);
	folder_free(&h);
}

/* A ticket of a station where nobody may sign waited, and nobody was told. */
static void stations_where_nobody_can_sign(void **state)
{
	static const char flow[] = "flow: claim\n"
				   "title: {zh: 索赔, en: claim}\n"
				   "down: {zh: 停机, en: DOWN}\n"
				   "states:\n"
				   "  asked: {zh: 待批, en: asked}\n"
				   "  done: {zh: 完, en: done, ends: yes}\n"
				   "nodes: {asked: {zh: 申请, en: asked}}\n"
				   "open: {to: asked, stamps: [asked], tells: {agent: opened.staff}}\n"
				   "chains:\n"
				   "  only: {in: asked, asks: [parts, claims], say: ask, then: done}\n"
				   "codes:\n"
				   "  agree: {word: {zh: 签字, en: agree}, does: sign}\n"
				   "  decline: {word: {zh: 拒签, en: decline}, does: decline, to: done, takes: {why: "
				   "{is: words, must: yes, "
				   "label: {zh: 原因, en: reason}, example: {zh: 太贵, en: too dear}}}}\n";
	struct person people[] = {{.id = 1, .roles = ROLE_BIT(AGENT) | ROLE_BIT(CLAIMS)},
				  {.id = 2, .roles = ROLE_BIT(PARTS), .station = 1}};
	struct station stations[] = {{.id = 1, .name = "乌鲁木齐站"}, {.id = 2, .name = "库尔勒站"}};
	struct roster r = {.people = people, .n = 2, .stations = stations, .stations_n = 2};
	struct faults warnings = {0};
	struct folder h;
	(void)state;
	folder_new(&h);
	folder_put(h.dir, "flow.yaml", flow);
	flow_load(&h.set, h.file, &h.f);
	people_check(&h.set, &r, &h.f, &warnings);
	assert_int_equal(h.f.n, 0);
	assert_int_equal(warnings.n, 1);
	folder_expect(
		&warnings, 0, 10, 28, 1,
		"nobody at the station `库尔勒站` has the role `parts`, so its tickets would wait in `only`; give "
		"it to somebody there, or to one without a station");
	faults_free(&warnings);
	people[1].station = 0;
	people_check(&h.set, &r, &h.f, &warnings);
	assert_int_equal(warnings.n, 0);
	folder_free(&h);
}

/* What nobody else hears the agents are told; where there is none, no ticket may be lost. */
static void openings_that_nobody_would_hear_of(void **state)
{
	struct folder h;
	struct faults warnings = {0};
	struct person people[] = {{.id = 1, .roles = ROLE_BIT(ENGINEER)}, {.id = 2, .roles = ROLE_BIT(SALES_DIRECTOR)}};
	struct station stations[] = {{.id = 1, .name = "乌鲁木齐站"}, {.id = 2, .name = "库尔勒站"}};
	struct roster r = {.people = people, .n = 2, .stations = stations, .stations_n = 2};
	(void)state;
	folder_new(&h);
	folder_load(&h, "    station_head: opened.staff\n",
		    "    station_head: {say: opened.staff, if: down}\n    parts: opened.staff\n");
	faults_free(&h.f);
	people_check(&h.set, &r, &h.f, NULL);
	assert_int_equal(h.f.n, 1);
	folder_expect(&h.f, 0, 16, 25, 12,
		      "nobody would hear that a ticket of `repair` is opened, and there is no agent; import an agent, "
		      "who is told of what nobody else hears, or let the opening tell a role that somebody has");
	faults_free(&h.f);
	people[0].roles |= ROLE_BIT(STATION_HEAD); /* hears of some alone */
	people_check(&h.set, &r, &h.f, NULL);
	assert_int_equal(h.f.n, 1);
	faults_free(&h.f);
	people[0].roles |= ROLE_BIT(PARTS);
	people[0].station = 1;
	people_check(&h.set, &r, &h.f, &warnings);
	assert_int_equal(h.f.n, 1); /* which says it of the head */
	folder_expect(&h.f, 0, 16, 25, 12, "the station `库尔勒站` has no station_head");
	assert_int_equal(warnings.n, 1);
	folder_expect(&warnings, 0, 16, 25, 12,
		      "nobody has the role `agent`; import people with it, or leave it out; until then nobody hears of "
		      "a ticket without a station");
	faults_free(&warnings);
	faults_free(&h.f);
	people[1] = (struct person){.id = 2, .roles = ROLE_BIT(STATION_HEAD) | ROLE_BIT(SALES_DIRECTOR), .station = 2};
	people_check(&h.set, &r, &h.f, NULL);
	assert_int_equal(h.f.n, 1);
	folder_expect(
		&h.f, 0, 16, 25, 12,
		"nobody would hear that a ticket of `repair` is opened at the station `库尔勒站`, and there is no "
		"agent");
	faults_free(&h.f);
	people[0].roles |= ROLE_BIT(AGENT);
	people_check(&h.set, &r, &h.f, &warnings);
	assert_int_equal(h.f.n, 0);
	assert_int_equal(warnings.n, 0);
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
		cmocka_unit_test(roles_that_nobody_has),
		cmocka_unit_test(codes_that_nobody_can_send),
		cmocka_unit_test(stations_where_nobody_can_sign),
		cmocka_unit_test(openings_that_nobody_would_hear_of),
		cmocka_unit_test(who_hears_of_stated_times_is_checked),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
