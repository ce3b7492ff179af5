/* What an administrator does to a gateway that runs: changes files and says SIGHUP, backs up and restores; and what the
 * gateway does by itself meanwhile. */
#include <setjmp.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/gateway/aide.h"
#include "tests/gateway/road.h"

/* ---- files of one's own ---- */

static void configure(const struct road *r, const char *zone, const char *more)
{
	aide_write(r->site.dir, "fieldgate.yaml",
		   "database: %s\ntime_zone: %s\ncountry_code: 86\nflows: [repair.yaml]\ntemplates: templates\n"
		   "broker: {host: 127.0.0.1, port: %d, prefix: " PEER_PREFIX "}\nhttp: {listen: off}\n%s",
		   r->site.database, zone, r->site.port, more);
}

/* A road whose flow and templates may be changed. */
static void begin(struct road *r)
{
	peer_make(&r->site);
	aide_copy("handlers/repair.yaml", r->site.dir);
	aide_copy("templates", r->site.dir);
	configure(r, "Asia/Shanghai", "");
	peer_broker_start(&r->site);
	r->desk = client_new(r->site.port, NULL);
	road_listen(r->desk);
	road_gateway_up(r);
}

static void change(const struct road *r, const char *name, const char *from, const char *to)
{
	aide_change(r->site.dir, name, from, to);
}

static void hang_up(const struct road *r)
{
	assert_int_equal(kill(r->site.gateway, SIGHUP), 0);
}

static void says(const struct road *r, const char *what)
{
	if (!peer_log_says(&r->site, what)) {
		char *log = aide_read(r->site.dir, "gateway.log");

		fail_msg("the log does not say `%s`:\n%s", what, log);
	}
}

static void dispatched(struct road *r, char number[32])
{
	size_t from = client_heard(r->desk);

	road_opened(r, "o-1", number);
	road_mo(r, "m-1", HEAD, "派工 23:59 李雷");
	road_stands(r, from, number, "dispatched");
}

/* ---- SIGHUP ---- */

static void a_changed_word_and_template_are_taken_over(void **state)
{
	struct road r = {0};
	char n[32];
	size_t from;

	(void)state;
	begin(&r);
	dispatched(&r, n);
	change(&r, "repair.yaml", "word: {zh: 出发, en: depart, ", "word: {zh: 启程, en: depart, ");
	change(&r, "templates/zh/departed.customer.txt", "{ticket}", "{ticket}（新措辞）");
	hang_up(&r);
	says(&r, "are loaded again");
	from = client_heard(r.desk);
	road_mo(&r, "m-2", ENGINEER, "出发 23:59");
	road_ok(&r, from, "m-2");
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM event"), 2);
	road_mo(&r, "m-3", ENGINEER, "启程 23:59");
	road_stands(&r, from, n, "en_route");
	road_told(&r, from, CUSTOMER, "（新措辞）");
	road_end(&r);
}

static void a_faulty_file_leaves_the_old_ones_in_force_and_is_named(void **state)
{
	struct road r = {0};
	char n[32];
	size_t from;

	(void)state;
	begin(&r);
	dispatched(&r, n);
	change(&r, "repair.yaml", "to: en_route", "to: en_rout");
	hang_up(&r);
	says(&r, "repair.yaml:");
	says(&r, "did you mean `en_route`?");
	says(&r, "the old rules stay");
	from = client_heard(r.desk);
	road_mo(&r, "m-2", ENGINEER, "出发 23:59");
	road_stands(&r, from, n, "en_route");

	change(&r, "repair.yaml", "to: en_rout", "to: en_route");
	change(&r, "templates/zh/arrive.answer.txt", "{ticket}", "{tikcet}");
	hang_up(&r);
	says(&r, "arrive.answer.txt:");
	says(&r, "did you mean `{ticket}`?");
	road_mo(&r, "m-3", ENGINEER, "到达");
	road_stands(&r, from, n, "on_site");

	/* Once mended it is taken. */
	change(&r, "templates/zh/arrive.answer.txt", "{tikcet}", "{ticket}");
	hang_up(&r);
	says(&r, "are loaded again");
	road_end(&r);
}

static size_t said(const struct road *r, const char *what)
{
	char *log = aide_read(r->site.dir, "gateway.log");
	size_t n = 0;

	for (const char *at = strstr(log, what); at; at = strstr(at + 1, what))
		n++;
	free(log);
	return n;
}

/* Nobody runs `check` each new year. */
static void holidays_of_a_year_past_are_warned_of_at_start_and_reload(void **state)
{
	static const char past[] = "warning: %s/fieldgate.yaml:8: the last day in this file is in 2010";
	struct road r = {0};
	char line[600];

	(void)state;
	peer_make(&r.site);
	aide_copy("handlers/repair.yaml", r.site.dir);
	aide_copy("templates", r.site.dir);
	aide_write(r.site.dir, "2010.ics", "%s",
		   "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20101001\nEND:VEVENT\nEND:VCALENDAR\n");
	configure(&r, "Asia/Shanghai", "calendars: {all: {hours: {mon-fri: 09:00-18:00}, days: [2010.ics]}}\n");
	snprintf(line, sizeof(line), past, r.site.dir);
	peer_broker_start(&r.site);
	r.desk = client_new(r.site.port, NULL);
	road_listen(r.desk);
	road_gateway_up(&r);
	says(&r, line);
	assert_int_equal(said(&r, line), 1);
	hang_up(&r);
	says(&r, "are loaded again");
	/* A reload that fails says nothing more of them. */
	change(&r, "repair.yaml", "to: en_route", "to: en_rout");
	hang_up(&r);
	says(&r, "the old rules stay");
	assert_int_equal(said(&r, line), 2);
	road_end(&r);
}

static void what_would_strand_open_tickets_is_refused_and_names_them(void **state)
{
	struct road r = {0};
	char n[32], named[128], out[16384];
	size_t from;

	(void)state;
	begin(&r);
	dispatched(&r, n);
	change(&r, "repair.yaml", "flow: repair", "flow: mending");
	/* The service's unit asks check before a reload, so that this must see it too. */
	assert_int_equal(peer_run(&r.site, out, sizeof(out), "check", (char *)NULL), 1);
	if (!strstr(out, "there is no flow `repair`, but open tickets are in it"))
		fail_msg("%s", out);
	hang_up(&r);
	snprintf(named, sizeof(named), "in state dispatched of flow repair: %s", n);
	says(&r, "the flow is gone");
	says(&r, named);
	from = client_heard(r.desk);
	road_mo(&r, "m-2", ENGINEER, "出发 23:59");
	road_stands(&r, from, n, "en_route");
	road_end(&r);
}

/* Somebody whom the new flow tells must be there; who was imported a moment ago counts. */
static void an_opening_that_nobody_would_hear_of_is_refused_until_people_are_imported(void **state)
{
	struct road r = {0};
	char out[2048], people[700];

	(void)state;
	begin(&r);
	snprintf(people, sizeof(people), "%s/more.csv", r.site.dir);
	aide_write(r.site.dir, "more.csv",
		   "name,mobile,roles,station,language\n许强,+8613800000044,,,zh\n吴敏,+8613800000041,,,zh\n");
	assert_int_equal(peer_run(&r.site, out, sizeof(out), "import", "people", people, (char *)NULL), 0);
	change(&r, "repair.yaml",
	       "    station_head: opened.station_head\n    sales_director: opened.staff\n    unit_manager",
	       "    claims: opened.staff\n    unit_manager");
	hang_up(&r);
	says(&r, "nobody would hear that a ticket of `repair` is opened");
	says(&r, "the old rules stay");
	aide_write(r.site.dir, "more.csv", "name,mobile,roles,station,language\n许强,+8613800000044,claims,,zh\n");
	assert_int_equal(peer_run(&r.site, out, sizeof(out), "import", "people", people, (char *)NULL), 0);
	hang_up(&r);
	says(&r, "are loaded again");
	says(&r, "nobody has the role `agent`");
	road_end(&r);
}

/* A role that the configuration has had since a reload counts at once; one that people have cannot be taken out. */
static void a_role_of_its_own_comes_with_a_reload_and_stays_while_people_have_it(void **state)
{
	struct road r = {0};
	char out[2048], people[700], n[32];
	size_t from;

	(void)state;
	begin(&r);
	configure(&r, "Asia/Shanghai",
		  "roles:\n  rigger: {zh: 吊装工, en: rigger}\n  crane_boss: {zh: 吊车队长, en: crane boss}\n");
	change(&r, "repair.yaml", "    station_head: opened.station_head", "    crane_boss: opened.station_head");
	hang_up(&r);
	says(&r, "are loaded again");
	says(&r, "nobody has the role `crane_boss`");
	snprintf(people, sizeof(people), "%s/more.csv", r.site.dir);
	aide_write(r.site.dir, "more.csv", "name,mobile,roles,station,language\n巴图,+8613800000091,crane_boss,,zh\n");
	assert_int_equal(peer_run(&r.site, out, sizeof(out), "import", "people", people, (char *)NULL), 0);
	from = client_heard(r.desk);
	road_opened(&r, "o-1", n);
	road_told(&r, from, "+8613800000091", n);
	/* Another order of roles changes nobody's. */
	configure(&r, "Asia/Shanghai",
		  "roles:\n  crane_boss: {zh: 吊车队长, en: crane boss}\n  welder: {zh: 焊工, en: welder}\n");
	change(&r, "repair.yaml", "    sales_director: opened.staff", "    welder: opened.staff");
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM person WHERE roles = 'crane_boss'"), 1);
	hang_up(&r);
	says(&r, "nobody has the role `welder`");
	from = client_heard(r.desk);
	road_opened(&r, "o-2", n);
	road_told(&r, from, "+8613800000091", n);
	/* Without his role, he would be nobody. */
	configure(&r, "Asia/Shanghai", "");
	change(&r, "repair.yaml", "    crane_boss: opened.station_head\n    welder: opened.staff",
	       "    station_head: opened.station_head");
	hang_up(&r);
	says(&r, "巴图 has the role `crane_boss`, which is none; add it to `roles`");
	says(&r, "the old rules stay");
	from = client_heard(r.desk);
	road_opened(&r, "o-3", n);
	road_told(&r, from, "+8613800000091", n);
	road_end(&r);
}

/* A refused configuration has changed nothing, not even the zone that it read. */
static void after_a_refused_reload_times_are_read_as_before(void **state)
{
	struct road r = {0};
	char n[32];
	size_t from;

	(void)state;
	begin(&r);
	configure(&r, "America/Lima", "keep_days: 1\n");
	hang_up(&r);
	says(&r, "from 30 to 36500");
	says(&r, "the old rules stay");
	from = client_heard(r.desk);
	dispatched(&r, n);
	road_told(&r, from, CUSTOMER, "+08:00");
	configure(&r, "America/Lima", "");
	hang_up(&r);
	says(&r, "are loaded again");
	from = client_heard(r.desk);
	road_mo(&r, "m-2", ENGINEER, "出发 23:59");
	road_told(&r, from, CUSTOMER, "-05:00");
	road_end(&r);
}

/* Whoever looks at what is retained sees what a screen shows. */
static void after_a_reload_retained_tickets_are_published_anew(void **state)
{
	struct road r = {0};
	char n[32], topic[64];
	size_t from;

	(void)state;
	begin(&r);
	dispatched(&r, n);
	road_quiet(&r);
	from = client_heard(r.desk);
	configure(&r, "America/Lima", "");
	hang_up(&r);
	says(&r, "are loaded again");
	snprintf(topic, sizeof(topic), "ticket/%s", n);
	assert_non_null(client_wait(r.desk, from, topic, "-05:00"));
	road_end(&r);
}

/* People and texts in hand hold places in the list. */
static void another_list_of_languages_waits_for_the_next_start(void **state)
{
	struct road r = {0};
	size_t from;

	(void)state;
	begin(&r);
	configure(&r, "Asia/Shanghai", "languages: [en]\n");
	hang_up(&r);
	says(&r, "restart fieldgate to change languages");
	says(&r, "the old rules stay");
	from = client_heard(r.desk);
	road_mo(&r, "m-1", ENGINEER, "我的");
	road_told(&r, from, ENGINEER, "未完成工单");
	configure(&r, "Asia/Shanghai", "languages: [zh, en]\n");
	hang_up(&r);
	says(&r, "are loaded again");
	road_end(&r);
}

/* ---- channels ---- */

static void a_faulty_channel_leaves_the_old_ones_in_force_and_is_named(void **state)
{
	static const char good[] = "channel: carrier\nkind: http\nsend: {url: https://carrier.example/}\n";
	struct road r = {0};

	(void)state;
	begin(&r);
	aide_write(r.site.dir, "channels/carrier.yaml", "%s", good);
	configure(&r, "Asia/Shanghai", "channels: [channels]\n");
	hang_up(&r);
	says(&r, "are loaded again");
	change(&r, "channels/carrier.yaml", "https://", "htps://");
	hang_up(&r);
	says(&r, "carrier.yaml:3:");
	says(&r, "the old rules stay");
	aide_write(r.site.dir, "channels/carrier.yaml", "%s", good);
	aide_write(r.site.dir, "channels/other.yaml", "channel: other\nkind: mqtt\nthen: carier\n");
	hang_up(&r);
	says(&r, "did you mean `carrier`?");
	change(&r, "channels/other.yaml", "carier", "carrier");
	hang_up(&r);
	says(&r, "are loaded again");
	road_end(&r);
}

static void on_a_channel_that_is_none_texts_are_kept_and_rejected(void **state)
{
	static const char *const names[] = {"短信", "no name", "a-name-that-is-longer-than-31-bytes", ""};
	struct road r = {0};
	char topic[128], back[128];

	(void)state;
	road_begin(&r);
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		size_t from = client_heard(r.desk);
		const char *payload = "{\"id\":\"a\",\"from\":\"" HEAD "\",\"text\":\"帮助\"}";

		snprintf(topic, sizeof(topic), i == 1 ? "dlr/%s" : "mo/%s", names[i]);
		snprintf(back, sizeof(back), "rejected/%s", names[i]);
		client_publish(r.desk, topic, payload, strlen(payload), "reply/desk/x", "x");
		if (!client_wait(r.desk, from, back, "a channel is named by"))
			fail_msg("nothing on %s", back);
		assert_non_null(client_wait(r.desk, from, "reply/desk/x", "a channel is named by"));
	}
	assert_int_equal(
		road_ask(&r, "SELECT count(*) FROM inbox WHERE outcome = 'rejected' AND why LIKE 'a channel%'"), 4);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM inbox WHERE channel = '短信' "
				      "AND instr(payload, CAST('帮助' AS BLOB)) > 0"),
			 1);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM outbox"), 0);
	road_end(&r);
}

/* ---- purging ---- */

static void what_is_older_than_keep_days_is_purged_while_it_serves(void **state)
{
	struct road r = {0};
	char n[32], out[8192];
	size_t from;

	(void)state;
	begin(&r);
	dispatched(&r, n);
	snprintf(out, sizeof(out), "取消 %s 客户取消", n);
	from = client_heard(r.desk);
	road_mo(&r, "m-2", AGENT, out);
	road_ok(&r, from, "m-2");
	road_quiet(&r);
	assert_int_equal(peer_gateway_stop(&r.site, SIGTERM), 0);
	/* 500 days pass. */
	road_ask(&r, "UPDATE inbox SET came = came - 43200000000");
	road_ask(&r, "UPDATE outbox SET created = created - 43200000000");
	road_ask(&r, "UPDATE ticket SET ended = ended - 43200000000");
	configure(&r, "Asia/Shanghai", "keep_days: 30\n");
	road_gateway_up(&r);
	road_await(&r, "SELECT count(*) FROM inbox WHERE payload <> x''", 0, PEER_PATIENCE);
	road_await(&r, "SELECT count(*) FROM outbox WHERE text <> '' OR number NOT LIKE '%*%'", 0, PEER_PATIENCE);
	road_await(&r, "SELECT count(*) FROM ticket WHERE fault <> ''", 0, PEER_PATIENCE);

	/* Its texts are still known by their keys, and what is read of it looks well. */
	from = client_heard(r.desk);
	road_mo(&r, "m-1", HEAD, "派工 23:59 李雷");
	road_ok(&r, from, "m-1");
	road_open(&r, "o-1", "发动机无法启动");
	road_ok(&r, from, "o-1");
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM ticket"), 1);
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM event"), 3);
	assert_int_equal(peer_run(&r.site, out, sizeof(out), "show", n, (char *)NULL), 0);
	assert_non_null(strstr(out, "****"));
	assert_null(strstr(out, "发动机"));
	assert_int_equal(peer_run(&r.site, out, sizeof(out), "list", "--all", (char *)NULL), 0);
	assert_int_equal(peer_run(&r.site, out, sizeof(out), "audit", (char *)NULL), 0);
	road_mo(&r, "m-9", HEAD, "帮助");
	road_told(&r, from, HEAD, "帮助");
	road_end(&r);
}

/* ---- restoring ---- */

#define LOAD 600

static void send_load(struct road *r)
{
	char id[32];

	for (int i = 0; i < LOAD; i++) {
		snprintf(id, sizeof(id), "b-%d", i);
		if (i % 3 == 0)
			road_open(r, id, "发动机无法启动");
		else
			road_mo(r, id, i % 3 == 1 ? HEAD : ENGINEER, "帮助");
	}
}

/* Everything that was ready in the copy is heard under its id. */
static void all_is_sent_again(struct road *r, struct client *phone, int64_t ready)
{
	assert_true(client_wait_count(phone, 0, "mt/sms", NULL, (size_t)ready, PEER_PATIENCE));
	road_await(r, "SELECT count(*) FROM outbox WHERE state = 'ready'", 0, PEER_PATIENCE);
	for (size_t i = 0; i < (size_t)ready; i++) {
		json_t *o = json_loadb(client_message(phone, i)->payload, client_message(phone, i)->n, 0, NULL);
		char sql[200], uuid[40] = "";

		for (const char *c = json_string_value(json_object_get(o, "id")); *c; c++)
			if (*c != '-')
				uuid[strlen(uuid)] = *c;
		snprintf(sql, sizeof(sql), "SELECT count(*) FROM outbox WHERE uuid = x'%s'", uuid);
		if (i % 97 == 0)
			assert_int_equal(road_ask(r, sql), 1);
		json_decref(o);
	}
}

static void a_backup_under_load_is_a_database_to_go_on_with(void **state)
{
	struct road r = {0};
	struct client *phone;
	char out[4096], copy[700];
	int64_t ready, events;
	size_t from;

	(void)state;
	peer_make(&r.site);
	peer_broker_start(&r.site);
	r.desk = client_new(r.site.port, NULL);
	client_subscribe(r.desk, "status");
	client_subscribe(r.desk, "reply/#");
	road_gateway_up(&r);
	send_load(&r);
	assert_true(client_wait_count(r.desk, 0, "reply/", NULL, LOAD / 4, PEER_PATIENCE));
	snprintf(copy, sizeof(copy), "%s/copy.db", r.site.dir);
	assert_int_equal(peer_run(&r.site, out, sizeof(out), "backup", copy, (char *)NULL), 0);
	assert_true(client_wait_count(r.desk, 0, "reply/", NULL, LOAD, PEER_PATIENCE));
	assert_int_equal(peer_gateway_stop(&r.site, SIGKILL), -SIGKILL);

	/* The database is lost; the copy is named in its place. */
	aide_change(r.site.dir, "fieldgate.yaml", "/fieldgate.db", "/copy.db");
	snprintf(r.site.database, sizeof(r.site.database), "%.580s/copy.db", r.site.dir);
	if (peer_run(&r.site, out, sizeof(out), "audit", (char *)NULL) != 0)
		fail_msg("%s", out);
	ready = road_ask(&r, "SELECT count(*) FROM outbox WHERE state = 'ready'");
	events = road_ask(&r, "SELECT count(*) FROM event");
	assert_in_range(ready, LOAD / 4, LOAD * 4);
	phone = client_new(r.site.port, NULL);
	client_subscribe(phone, "mt/#");
	from = client_heard(r.desk);
	peer_gateway_start(&r.site);
	road_online(&r, from);
	all_is_sent_again(&r, phone, ready);

	/* And it goes on: texts of before are known, new ones are taken, the ledger grows from where it stood. */
	road_open(&r, "b-0", "发动机无法启动");
	road_ok(&r, from, "b-0");
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM event"), events);
	road_open(&r, "n-1", "发动机无法启动");
	road_ok(&r, from, "n-1");
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM event"), events + 1);
	if (peer_run(&r.site, out, sizeof(out), "audit", (char *)NULL) != 0)
		fail_msg("%s", out);
	client_free(phone);
	road_end(&r);
}

/* ---- an older database ---- */

static void a_database_of_version_1_is_taken_over_by_the_next_verb_that_writes(void **state)
{
	struct peer_site s = {0};
	char *v1 = aide_read("tests/db/fixtures", "v1.sql"), out[8192], backup[1024], said[2048];
	sqlite3 *db;

	(void)state;
	peer_make(&s);
	assert_int_equal(unlink(s.database), 0);
	assert_int_equal(sqlite3_open(s.database, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, v1, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	free(v1);
	assert_int_equal(peer_run(&s, out, sizeof(out), "list", (char *)NULL), 3);
	assert_non_null(strstr(out, "older fieldgate (schema 1"));
	snprintf(backup, sizeof(backup), "%s.schema-1.backup", s.database);
	snprintf(said, sizeof(said), "%s was brought up to date; as it was before, it lies in %s\n", s.database,
		 backup);
	assert_int_equal(peer_run(&s, out, sizeof(out), "text", "李雷", "我的", (char *)NULL), 0);
	assert_non_null(strstr(out, said));
	assert_int_equal(access(backup, F_OK), 0);
	assert_int_equal(peer_run(&s, out, sizeof(out), "text", "李雷", "我的", (char *)NULL), 0);
	assert_null(strstr(out, "was brought up to date"));
	assert_int_equal(peer_run(&s, out, sizeof(out), "list", "--all", (char *)NULL), 0);
	assert_non_null(strstr(out, "10008"));
	assert_non_null(strstr(out, "10019"));
	assert_non_null(strstr(out, "10024"));
	assert_int_equal(peer_run(&s, out, sizeof(out), "show", "10008", (char *)NULL), 0);
	assert_non_null(strstr(out, "换继电器"));
	assert_int_equal(peer_run(&s, out, sizeof(out), "audit", (char *)NULL), 0);
	peer_clear(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_changed_word_and_template_are_taken_over),
		cmocka_unit_test(a_faulty_file_leaves_the_old_ones_in_force_and_is_named),
		cmocka_unit_test(holidays_of_a_year_past_are_warned_of_at_start_and_reload),
		cmocka_unit_test(what_would_strand_open_tickets_is_refused_and_names_them),
		cmocka_unit_test(an_opening_that_nobody_would_hear_of_is_refused_until_people_are_imported),
		cmocka_unit_test(a_role_of_its_own_comes_with_a_reload_and_stays_while_people_have_it),
		cmocka_unit_test(after_a_refused_reload_times_are_read_as_before),
		cmocka_unit_test(after_a_reload_retained_tickets_are_published_anew),
		cmocka_unit_test(another_list_of_languages_waits_for_the_next_start),
		cmocka_unit_test(a_faulty_channel_leaves_the_old_ones_in_force_and_is_named),
		cmocka_unit_test(on_a_channel_that_is_none_texts_are_kept_and_rejected),
		cmocka_unit_test(what_is_older_than_keep_days_is_purged_while_it_serves),
		cmocka_unit_test(a_backup_under_load_is_a_database_to_go_on_with),
		cmocka_unit_test(a_database_of_version_1_is_taken_over_by_the_next_verb_that_writes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
