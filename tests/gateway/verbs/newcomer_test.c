/* The README's "Install", followed by somebody who has never seen the program and gets each step wrong first: what is said
 * then must name the place and what to do, and doing it must help. One day in one installation, so the order counts. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/gateway/aide.h"
#include "tests/gateway/client.h"

static struct peer_site site; /* its broker, its gateway's process and log */
static char field[600], program[600], said[16384];

/* As `make install` would: the program in bin, what it copies from in share beside it. */
static int install(void **state)
{
	char to[600];

	(void)state;
	aide_folder(site.dir, sizeof(site.dir));
	snprintf(to, sizeof(to), "DESTDIR=%.500s", site.dir);
	if (aide_do(".", said, "make", "--silent", "install-data", "PREFIX=/usr", to) != 0)
		fail_msg("make install-data: %s", said);
	aide_write(site.dir, "usr/bin/here", "%s", "");
	snprintf(program, sizeof(program), "%.500s/usr/bin/fieldgate", site.dir);
	aide_copy(aide_program(), program);
	snprintf(field, sizeof(field), "%.500s/field", site.dir);
	site.port = peer_free_port();
	return 0;
}

static int leave(void **state)
{
	(void)state;
	peer_clear(&site);
	return 0;
}

/* Runs the program in `field`: it must exit with `code` and say all of `lines`. */
#define TRY(code, lines, ...) \
	attempt(field, (code), (const char *const[]){program, __VA_ARGS__, NULL}, (const char *const[])lines)
#define SAYS(...)                 \
	{                         \
		__VA_ARGS__, NULL \
	}

static void attempt(const char *dir, int code, const char *const args[], const char *const lines[])
{
	int got = aide_run(dir, said, sizeof(said), args);

	for (size_t i = 0; lines[i]; i++)
		if (!strstr(said, lines[i]))
			fail_msg("%s %s does not say `%s`, but:\n%s", args[1], args[2] ? args[2] : "", lines[i], said);
	if (got != code)
		fail_msg("%s exits %d, not %d:\n%s", args[1], got, code, said);
}

static void write_csv(const char *kind, const char *rows)
{
	char name[64];

	snprintf(name, sizeof(name), "%s.csv", kind);
	aide_write(field, name, "%s", rows);
}

/* ---- the day ---- */

static void an_empty_folder_becomes_an_installation(void **state)
{
	(void)state;
	attempt(site.dir, 3, (const char *const[]){program, "check", NULL},
		(const char *const[])SAYS("no ./fieldgate.yaml", "`fieldgate init DIR`"));
	attempt(site.dir, 0, (const char *const[]){program, "init", "field", NULL},
		(const char *const[])SAYS("field/README.txt says what to do next"));
	attempt(site.dir, 1, (const char *const[]){program, "init", "field", NULL},
		(const char *const[])SAYS("field is not empty", "name a folder that is"));
	TRY(0, SAYS("all well"), "check");
	TRY(0, SAYS("first.talk", "1 talk, 0 failed"), "rehearse", "first.talk");
	TRY(3, SAYS("there is no database", "`fieldgate import` makes it"), "list");
}

/* Their header lines are those that `import` asks for. */
static void the_files_to_fill_in_can_be_imported_empty(void **state)
{
	(void)state;
	TRY(0, SAYS("imported 0 stations"), "import", "stations", "stations.csv");
	TRY(0, SAYS("imported 0 people"), "import", "people", "people.csv");
	TRY(0, SAYS("imported 0 customers"), "import", "customers", "customers.csv");
	TRY(0, SAYS("imported 0 machines"), "import", "machines", "machines.csv");
}

/* Out of the source tree in which it was built. */
static void a_program_that_was_not_installed_writes_the_same(void **state)
{
	char other[600];

	(void)state;
	attempt(site.dir, 0, (const char *const[]){aide_program(), "init", "built", NULL},
		(const char *const[])SAYS("built/README.txt says what to do next"));
	attempt(site.dir, 0, (const char *const[]){program, "init", "installed", NULL},
		(const char *const[])SAYS("installed/README.txt says what to do next"));
	if (aide_do(site.dir, said, "diff", "-r", "built", "installed") != 0)
		fail_msg("%s", said);
	snprintf(other, sizeof(other), "%.500s/built", site.dir);
	attempt(other, 0, (const char *const[]){aide_program(), "check", NULL}, (const char *const[])SAYS("all well"));
}

/* Every flow stands in the configuration, marked out or not; and all of them hold together. */
static void all_flows_hold(const char *where)
{
	const char *const unlisted[] = {
		"sh", "-c", "for flow in flows/*.yaml; do grep -q -e \"- $flow\" fieldgate.yaml || echo $flow; done",
		NULL};
	const char *const unmark[] = {
		"sed", "-i", "-e", "s/^  # - flows/  - flows/", "-e", "/complaint_property/d", "fieldgate.yaml", NULL};

	assert_int_equal(aide_run(where, said, sizeof(said), unlisted), 0);
	assert_string_equal(said, "");
	assert_int_equal(aide_run(where, said, sizeof(said), unmark), 0);
	attempt(where, 0, (const char *const[]){program, "check", NULL}, (const char *const[])SAYS("all well"));
	attempt(where, 0, (const char *const[]){program, "rehearse", "first.talk", NULL},
		(const char *const[])SAYS("1 talk, 0 failed"));
}

/* Each that is shipped: what is written holds, its talk too, and the flow has its words alone. */
static void an_installation_may_speak_each_language_that_is_shipped(void **state)
{
	static const char *const spoken[] = {"zh", "en", "ru"};
	static const char *const alone[] = {"word: {zh: 出发}", "word: {en: depart}", "word: {ru: выезд}"};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		char where[600], name[16];
		const char *const words[] = {"grep", "-q", alone[i], "flows/repair.yaml", NULL};

		snprintf(name, sizeof(name), "alone-%s", spoken[i]);
		attempt(site.dir, 0, (const char *const[]){program, "init", "--language", spoken[i], name, NULL},
			(const char *const[])SAYS("README.txt says what to do next"));
		snprintf(where, sizeof(where), "%.500s/%s", site.dir, name);
		attempt(where, 0, (const char *const[]){program, "check", NULL}, (const char *const[])SAYS("all well"));
		attempt(where, 0, (const char *const[]){program, "rehearse", "first.talk", NULL},
			(const char *const[])SAYS("1 talk, 0 failed"));
		assert_int_equal(aide_run(where, said, sizeof(said), words), 0);
		all_flows_hold(where);
	}
}

/* The zone is the computer's, and what it cannot know is marked, said, and refused where it is used. */
static void what_only_a_newcomer_can_know_is_marked(void **state)
{
	char where[600];
	const char *const chicago[] = {"env", "TZ=America/Chicago", program, "init", "--language", "en", "zoned", NULL};
	const char *const marked[] = {"grep", "-rn", "FILL IN", ".", NULL};

	(void)state;
	attempt(site.dir, 0, chicago,
		(const char *const[])SAYS(
			"time_zone is this computer's, America/Chicago",
			"marked with FILL IN:\nfieldgate.yaml: country_code\nfieldgate.yaml: date_order\n"));
	snprintf(where, sizeof(where), "%.500s/zoned", site.dir);
	attempt(where, 0, marked,
		(const char *const[])SAYS("fieldgate.yaml:11:country_code: none", "date_order: mdy   # FILL IN"));
	attempt(where, 0, (const char *const[]){program, "check", NULL},
		(const char *const[])SAYS(
			"fieldgate.yaml:11:1: warning: a number that comes or is written without + is nobody's",
			"all well"));
	aide_write(where, "people.csv", "%s", "name,mobile,roles,station,language\nAnn Hill,07700 900101,agent,,en\n");
	attempt(where, 1, (const char *const[]){program, "import", "people", "people.csv", NULL},
		(const char *const[])SAYS("write it like +447700900001, or `country_code: 44`"));
	aide_change(where, "fieldgate.yaml", "country_code: none", "country_code: 44");
	attempt(where, 0, (const char *const[]){program, "import", "people", "people.csv", NULL},
		(const char *const[])SAYS("new: Ann Hill (+447700900101)"));
	attempt(where, 0, (const char *const[]){program, "text", "Ann Hill", "help", NULL},
		(const char *const[])SAYS("close"));
}

/* What the desk is called is a word of the installation. */
static void the_desk_is_called_as_the_installation_likes(void **state)
{
	static const char asks[] = "use example\nat 2026-11-23 09:00\nGranite Ltd: where is he?\n"
				   "  > Granite Ltd: ~ It went to the %s and the service station\n  > ...\n";
	char where[600], talk[300];

	(void)state;
	attempt(site.dir, 0, (const char *const[]){program, "init", "--language", "en", "called", NULL},
		(const char *const[])SAYS("README.txt says what to do next"));
	snprintf(where, sizeof(where), "%.500s/called", site.dir);
	snprintf(talk, sizeof(talk), asks, "service desk");
	aide_write(where, "desk.talk", "%s", talk);
	attempt(where, 0, (const char *const[]){program, "rehearse", "desk.talk", NULL},
		(const char *const[])SAYS("1 talk, 0 failed"));
	aide_change(where, "templates/en/words.yaml", "desk: service desk", "desk: helpline");
	snprintf(talk, sizeof(talk), asks, "helpline");
	aide_write(where, "desk.talk", "%s", talk);
	attempt(where, 0, (const char *const[]){program, "rehearse", "desk.talk", NULL},
		(const char *const[])SAYS("1 talk, 0 failed"));
	assert_int_not_equal(aide_do(where, said, "grep", "-rwE", "400 (desk|repair)", "templates", "flows"), 0);
}

/* Nothing of other languages is in it: three bytes of UTF-8 for what is Chinese, two for what is Russian. */
static void an_installation_may_speak_one_language_alone(void **state)
{
	static const char *const foreign[] = {
		"env", "LC_ALL=C", "grep", "-rP", "[\\xE4-\\xE9][\\x80-\\xBF]{2}|[\\xD0\\xD1][\\x80-\\xBF]", ".", NULL};
	char english[600], path[700];

	(void)state;
	attempt(site.dir, 2, (const char *const[]){program, "init", "--language", "xx", "nowhere", NULL},
		(const char *const[])SAYS("there is no language `xx`; there are en"));
	attempt(site.dir, 0, (const char *const[]){program, "init", "--language", "en", "english", NULL},
		(const char *const[])SAYS("english/README.txt says what to do next"));
	snprintf(english, sizeof(english), "%.500s/english", site.dir);
	if (aide_run(english, said, sizeof(said), foreign) != 1)
		fail_msg("%s", said);
	snprintf(path, sizeof(path), "%s/templates/zh", english);
	assert_int_not_equal(access(path, F_OK), 0);
	attempt(english, 0, (const char *const[]){program, "check", NULL}, (const char *const[])SAYS("all well"));
	attempt(english, 0, (const char *const[]){program, "rehearse", "first.talk", NULL},
		(const char *const[])SAYS("1 talk, 0 failed"));
	/* What asks where it is answered is answered in it. */
	for (size_t i = 0; i < 4; i++) {
		static const char *const kinds[] = {"stations", "people", "customers", "machines"};
		char file[64];

		snprintf(file, sizeof(file), "example/%s.csv", kinds[i]);
		attempt(english, 0, (const char *const[]){program, "import", kinds[i], file, NULL},
			(const char *const[])SAYS("imported "));
	}
	attempt(english, 0, (const char *const[]){program, "open", "repair", "EX200-0042", "down", "no", "start", NULL},
		(const char *const[])SAYS("10008", "New repair 10008 DOWN"));
	attempt(english, 0, (const char *const[]){program, "show", "10008", NULL},
		(const char *const[])SAYS("reported (reported)\n", "clock answer (first answer)\n"));
	attempt(english, 0, (const char *const[]){program, "text", "desk", "list", NULL},
		(const char *const[])SAYS("10008 EX200-0042 reported"));
	attempt(english, 0, (const char *const[]){program, "check", "--dot", NULL},
		(const char *const[])SAYS("label=\"repair\"", "label=\"dispatch\""));
}

/* Whoever copies it sees it hold, with the people that came with the installation. */
static void the_talk_in_the_help_of_rehearse_plays(void **state)
{
	char helped[600];
	const char *const copy[] = {"sh", "-c", "\"$0\" help rehearse | sed -n 's/^  //p' >help.talk", program, NULL};

	(void)state;
	attempt(site.dir, 0, (const char *const[]){program, "init", "--language", "en", "helped", NULL},
		(const char *const[])SAYS("README.txt says what to do next"));
	snprintf(helped, sizeof(helped), "%.500s/helped", site.dir);
	assert_int_equal(aide_run(helped, said, sizeof(said), copy), 0);
	attempt(helped, 0, (const char *const[]){program, "rehearse", "help.talk", NULL},
		(const char *const[])SAYS("ticket 10008: en_route", "1 talk, 0 failed"));
}

/* Says no, and has not begun. */
static void an_installation_that_cannot_be_written_is_said_so(void **state)
{
	static const char *const wrong[] = {"file", "nowhere/field", "/dev/full/field", "/proc/field"};
	char *log;

	(void)state;
	aide_write(site.dir, "file", "%s", "");
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		attempt(site.dir, 3, (const char *const[]){program, "init", wrong[i], NULL},
			(const char *const[])SAYS(wrong[i], "name a folder that can be written"));
	log = aide_read(site.dir, "file");
	assert_string_equal(log, "");
	free(log);
	/* A program without what comes with it. */
	aide_write(site.dir, "alone/bin/here", "%s", "");
	snprintf(said, sizeof(said), "%.500s/alone/bin/fieldgate", site.dir);
	aide_copy(program, said);
	attempt(site.dir, 3, (const char *const[]){"alone/bin/fieldgate", "init", "lonely", NULL},
		(const char *const[])SAYS("alone/bin/../share/fieldgate", "`make install`"));
}

/* As the Debian package leaves /etc/fieldgate. */
static void a_configuration_of_remarks_alone_is_replaced(void **state)
{
	char *config;

	(void)state;
	aide_write(site.dir, "packaged/fieldgate.yaml", "%s", "# Nothing is set yet.\n\n# fieldgate init DIR\n");
	attempt(site.dir, 0, (const char *const[]){program, "init", "packaged", NULL},
		(const char *const[])SAYS("packaged/README.txt"));
	config = aide_read(site.dir, "packaged/fieldgate.yaml");
	assert_non_null(strstr(config, "\ndatabase: fieldgate.db\n"));
	free(config);
	aide_write(site.dir, "begun/fieldgate.yaml", "%s", "# Mine.\ncountry_code: 49\n");
	attempt(site.dir, 1, (const char *const[]){program, "init", "begun", NULL},
		(const char *const[])SAYS("begun is not empty"));
	config = aide_read(site.dir, "begun/fieldgate.yaml");
	assert_string_equal(config, "# Mine.\ncountry_code: 49\n");
	free(config);
}

static void csv_files_are_imported_once_they_hold(void **state)
{
	(void)state;
	write_csv("stations", "name,region,address\n伊宁站,C,边境路1号\n");
	TRY(1, SAYS("stations.csv:1: error: there is no column `name`", "the columns are station,region,address"),
	    "import", "stations", "stations.csv");
	write_csv("stations", "station,region,address\n伊宁站,C,边境路1号\n");
	TRY(0, SAYS("imported 1 station "), "import", "stations", "stations.csv");
	write_csv("people", "name,mobile,roles,station,language\n"
			    "帕尔哈提,13700000001,station_head,伊宁,zh\n"
			    "王强,13700000002,enginer,伊宁站,zh\n"
			    "李娜,none,agent,,zh\n");
	TRY(1,
	    SAYS("people.csv:2: error: there is no station `伊宁`; did you mean `伊宁站`?",
		 "people.csv:3: error: there is no role `enginer`; did you mean `engineer`?", "people.csv:4: error:"),
	    "import", "people", "people.csv");
	write_csv("people", "name,mobile,roles,station,language\n"
			    "帕尔哈提,13700000001,station_head,伊宁站,zh\n"
			    "王强,13700000002,engineer,伊宁站,zh\n"
			    "李娜,13700000003,agent,,zh\n");
	TRY(0, SAYS("imported 3 people"), "import", "people", "people.csv");
	TRY(2, SAYS("client", "customers"), "import", "client", "customers.csv");
	write_csv("customers", "name,mobile,class,language,sales_manager\n赵大山,13700000009,A,zh,\n");
	TRY(0, SAYS("imported 1 customer "), "import", "customers", "customers.csv");
	write_csv("machines", "serial,model,customer,station,km,latitude,longitude,hours,warranty_until\n"
			      "SY215-1,SY215,赵大三,伊宁站,12,43.9,81.3,100,2027-13-01\n");
	TRY(1, SAYS("machines.csv:2: error:", "赵大三", "2027-13-01"), "import", "machines", "machines.csv");
	write_csv("machines", "serial,model,customer,station,km,latitude,longitude,hours,warranty_until\n"
			      "SY215-1,SY215,赵大山,伊宁站,12,43.9,81.3,100,2027-12-31\n");
	TRY(0, SAYS("imported 1 machine "), "import", "machines", "machines.csv");
}

/* The flow tells people whom this dealer does not have. That is no fault: small dealers lack many. */
static void a_role_that_nobody_has_is_warned_of(void **state)
{
	(void)state;
	TRY(0,
	    SAYS("flows/repair.yaml:",
		 "warning: nobody has the role `sales_director`, of which the flows speak here and in",
		 "import people with it, or leave it out", "all well"),
	    "check");
	aide_change(field, "people.csv", "李娜",
		    "何总,13700000005,sales_director;unit_manager;sales_manager,,zh\n李娜");
	TRY(0, SAYS("imported 4 people (1 added, 0 changed, 3 unchanged, 0 retired)"), "import", "people",
	    "people.csv");
	TRY(0, SAYS("all well"), "check");
}

static void words_and_templates_are_changed(void **state)
{
	(void)state;
	aide_change(field, "flows/repair.yaml", "word: {zh: 到达, en: arrive, ", "word: {zh: 出发, en: arrive, ");
	TRY(1, SAYS("flows/repair.yaml:", "`出发` reads like the word of `depart`", "give one of the two another word"),
	    "check");
	aide_change(field, "flows/repair.yaml", "word: {zh: 出发, en: arrive, ", "word: {zh: 到场, en: arrive, ");
	aide_change(field, "flows/repair.yaml", "to: on_site", "to: onsite");
	TRY(1, SAYS("flows/repair.yaml:", "did you mean `on_site`?"), "check");
	aide_change(field, "flows/repair.yaml", "to: onsite", "to: on_site");
	aide_write(field, "templates/zh/arrived.staff.txt", "工单{ticket}：{enginer}已到场。\n");
	TRY(1,
	    SAYS("templates/zh/arrived.staff.txt:1:",
		 "nothing fills the place `{enginer}`; did you mean `{engineer}`?"),
	    "check");
	aide_write(field, "templates/zh/arrived.staff.txt", "工单{ticket}：{engineer}已到场。\n");
	TRY(0, SAYS("all well"), "check");
}

static const char talk[] = "use field\n"
			   "at 2026-11-21 09:00\n"
			   "desk: open repair SY215-1 \"异响\" as A\n"
			   "  > ...\n"
			   "帕尔哈提: 派工 {A} 14:00 王强\n"
			   "  > ...\n"
			   "王强: 出发 16:30\n"
			   "  > 王强: ~ 到达后请回：到场 {A}\n"
			   "  > ...\n"
			   "王强: %s\n"
			   "  > 帕尔哈提: ~ 王强已到场\n"
			   "  > ...\n"
			   "  ticket A: on_site\n";

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static void a_conversation_is_tried(void **state)
{
	(void)state;
	/* The old word, which is none any more. */
	aide_write(field, "my.talk", talk, "到达");
	TRY(1, SAYS("my.talk:11:"), "rehearse", "my.talk");
	aide_write(field, "my.talk", talk, "到场");
	TRY(0, SAYS("王强已到场"), "rehearse", "my.talk");
	aide_change(field, "my.talk", "王强: 出发", "王小强: 出发");
	TRY(1, SAYS("my.talk:7:", "王小强"), "rehearse", "my.talk");
}
#pragma GCC diagnostic pop

static void and_it_serves(void **state)
{
	struct client *phone;
	char port[32];

	(void)state;
	TRY(0, SAYS("10008"), "open", "repair", "SY215-1", "异响");
	snprintf(site.log, sizeof(site.log), "%s/gateway.log", site.dir);
	snprintf(port, sizeof(port), "port: %d", site.port);
	aide_change(field, "fieldgate.yaml", "port: 1883", port);
	aide_change(field, "fieldgate.yaml", "listen: 127.0.0.1:8088", "listen: 80");
	TRY(1, SAYS("fieldgate.yaml:", "write 127.0.0.1:8088"), "serve");
	aide_change(field, "fieldgate.yaml", "listen: 80", "listen: off");
	/* Without a broker it says so, and goes on once there is one. */
	site.gateway = aide_start(field, site.log, (const char *const[]){program, "serve", NULL});
	assert_true(
		peer_log_says(&site, "Connection refused; start the broker, or mend `host` and `port`; next try in"));
	peer_broker_start(&site);
	phone = client_new(site.port, NULL);
	client_subscribe(phone, "mt/#");
	assert_non_null(client_wait(phone, 0, "mt/sms", "SY215-1"));
	TRY(0, SAYS("王强"), "text", "帕尔哈提", "派工", "23:59", "王强");
	assert_non_null(client_wait(phone, 0, "mt/sms", "+8613700000002"));
	TRY(0, SAYS("10008", "dispatched"), "list");
	assert_int_equal(aide_end(&site.gateway, SIGTERM), 0);
	TRY(0, SAYS("the ledger holds"), "audit");
	client_free(phone);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_folder_becomes_an_installation),
		cmocka_unit_test(the_files_to_fill_in_can_be_imported_empty),
		cmocka_unit_test(a_program_that_was_not_installed_writes_the_same),
		cmocka_unit_test(an_installation_may_speak_each_language_that_is_shipped),
		cmocka_unit_test(an_installation_may_speak_one_language_alone),
		cmocka_unit_test(what_only_a_newcomer_can_know_is_marked),
		cmocka_unit_test(the_desk_is_called_as_the_installation_likes),
		cmocka_unit_test(the_talk_in_the_help_of_rehearse_plays),
		cmocka_unit_test(an_installation_that_cannot_be_written_is_said_so),
		cmocka_unit_test(a_configuration_of_remarks_alone_is_replaced),
		cmocka_unit_test(csv_files_are_imported_once_they_hold),
		cmocka_unit_test(a_role_that_nobody_has_is_warned_of),
		cmocka_unit_test(words_and_templates_are_changed),
		cmocka_unit_test(a_conversation_is_tried),
		cmocka_unit_test(and_it_serves),
	};

	return cmocka_run_group_tests(tests, install, leave);
}
