/* What a desk reads: boards, steps, what comes next, in a language of its own: the built program, over plain sockets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "gateway/base/wall_clock.h"
#include "handlers/people/roles.h"
#include "handlers/time/when.h"
#include "handlers/time/when_local.h"
#include "handlers/zone/day.h"
#include "tests/gateway/aide.h"
#include "tests/gateway/api/api_asker.h"
#include "tests/here.h"

/* Puts it in as that person; it must be done. */
static void a_board_is_in_the_language_that_is_asked_for(void **state)
{
	struct road r = {0};
	char agent[TOKEN], number[32];

	(void)state;
	asker_begin(&r);
	asker_token(&r, "吴敏", agent);
	road_opened(&r, "o-1", number);
	assert_int_equal(asker_get(&r, "tickets?language=zh", agent), 200);
	ASKER_SAYS("items/0/ticket", number);
	ASKER_SAYS("items/0/flow_title", "400 报修");
	ASKER_SAYS("items/0/state_title", "已报修");
	ASKER_SAYS("items/0/clock_label", "首次响应");
	ASKER_SAYS("items/0/next_word", "派工");
	assert_int_equal(asker_get(&r, "tickets", agent), 200);
	ASKER_SAYS("items/0/state_title", "reported");
	asker_get(&r, "tickets?language=xx", agent);
	asker_refused(400, "`xx`");
	road_end(&r);
}

static void a_ticket_has_its_steps_with_what_was_counted(void **state)
{
	struct road r = {0};
	char agent[TOKEN], head[TOKEN], engineer[TOKEN], number[32], path[64], planned[64], id[32], text[128];

	(void)state;
	assert_true(here_zone(peer_zone()));
	asker_begin(&r);
	asker_token(&r, "吴敏", agent);
	asker_token(&r, "阿里木", head);
	asker_token(&r, "李雷", engineer);
	road_opened(&r, "o-1", number);
	asker_done(&r, head, number, "派工 李雷 明天9点");
	asker_done(&r, engineer, number, "到达");
	when_local(road_ask(&r, "SELECT at FROM event WHERE code = 'arrive'"), planned);
	snprintf(text, sizeof(text), "申请 出发 %s 忘记发短信", strchr(planned, ' ') + 1);
	asker_done(&r, engineer, number, text);
	snprintf(path, sizeof(path), "tickets/%s?language=en", number);
	assert_int_equal(asker_get(&r, path, agent), 200);
	ASKER_SAYS("flow_title", "400 repair");
	ASKER_SAYS("state_title", "on site");
	ASKER_SAYS("steps/1/node", "answered");
	ASKER_SAYS("steps/1/title", "first answer");
	ASKER_SAYS("steps/1/how", "stamped");
	ASKER_SAYS("steps/1/clocks/0/clock", "answer");
	ASKER_SAYS("steps/1/clocks/0/minutes", "0");
	ASKER_SAYS("steps/1/clocks/0/late", "false");
	ASKER_SAYS("steps/3/how", "missed");
	ASKER_SAYS("steps/3/missing", "true");
	ASKER_SAYS("steps/4/how", "stamped");
	asker_at("steps/4/due", planned, sizeof(planned));
	assert_true(strlen(planned) > 10);
	ASKER_SAYS("corrections/0/node", "departed");
	ASKER_SAYS("corrections/0/by", "李雷");
	ASKER_SAYS("chain", "null");
	ASKER_SAYS("next_code", "repaired");
	ASKER_SAYS("texts/1/direction", "out");
	asker_at("texts/1/id", id, sizeof(id));
	ASKER_SAYS("texts/1/tries", "0");
	ASKER_SAYS("actions/0/word", "cancel");
	snprintf(path, sizeof(path), "outbox/%s", id);
	assert_int_equal(asker_get(&r, path, agent), 200);
	ASKER_SAYS("ticket", number);
	road_end(&r);
}

/* The place of the move with that code from that state in the last answer; fails if there is none. */
static size_t move_of(const char *code, const char *from)
{
	json_t *o = asker_body(), *one;
	size_t i, found = SIZE_MAX;

	json_array_foreach(json_object_get(o, "moves"), i, one)
	{
		if (strcmp(json_string_value(json_object_get(one, "code")), code) == 0 &&
		    strcmp(json_string_value(json_object_get(one, "from")), from) == 0)
			found = i;
	}
	json_decref(o);
	if (found == SIZE_MAX)
		fail_msg("there is no move %s from %s", code, from);
	return found;
}

static void move_says(size_t i, const char *key, const char *is)
{
	char path[64];

	snprintf(path, sizeof(path), "moves/%zu/%s", i, key);
	ASKER_SAYS(path, is);
}

/* The desk drew a flow by the lines of its picture in Graphviz' language. */
static void a_flow_says_what_leads_where(void **state)
{
	struct road r = {0};
	char agent[TOKEN];
	size_t i;

	(void)state;
	asker_begin(&r);
	asker_token(&r, "吴敏", agent);
	assert_int_equal(asker_get(&r, "flows/repair", agent), 200);
	ASKER_SAYS("start", "reported");
	i = move_of("dispatch", "reported");
	move_says(i, "to", "dispatched");
	move_says(i, "word/zh", "派工");
	move_says(i, "word/en", "dispatch");
	move_says(i, "by/0", "station_head");
	move_says(i, "misses/0", "null");
	i = move_of("arrive", "dispatched");
	move_says(i, "to", "on_site");
	move_says(i, "by/0", "lead");
	move_says(i, "misses/0", "departed");
	road_end(&r);
}

/* An installation's own stood as its file names it, beside words of the program's. */
static void roles_are_called_as_people_call_them(void **state)
{
	struct road r = {0};
	char admin[TOKEN];

	(void)state;
	asker_begin_admin(&r, admin);
	assert_int_equal(asker_get(&r, "roles", admin), 200);
	assert_int_equal(asker_items(), ROLES);
	ASKER_SAYS("items/0/name", "station_head");
	ASKER_SAYS("items/0/title/zh", "站长");
	ASKER_SAYS("items/0/title/en", "station head");
	aide_change(r.site.dir, strrchr(r.site.config, '/') + 1,
		    "flows:", "roles: {crane_boss: {zh: 吊车队长, en: crane boss}}\nflows:");
	assert_int_equal(asker_ask(&r, "POST", "reload", admin, "", ""), 200);
	assert_int_equal(asker_get(&r, "roles", admin), 200);
	assert_int_equal(asker_items(), ROLES + 1);
	ASKER_SAYS("items/19/name", "crane_boss");
	ASKER_SAYS("items/19/title/zh", "吊车队长");
	ASKER_SAYS("items/19/title/en", "crane boss");
	road_end(&r);
}

/* The desk knew the hotline by English words, and showed the line of the flow's file. */
static void a_ticket_says_who_texted_and_how_its_clocks_are_reckoned(void **state)
{
	struct road r = {0};
	char agent[TOKEN], head[TOKEN], number[32], path[64];

	(void)state;
	asker_begin(&r);
	asker_token(&r, "吴敏", agent);
	asker_token(&r, "阿里木", head);
	road_opened(&r, "o-1", number);
	asker_done(&r, head, number, "派工 李雷 明天9点");
	snprintf(path, sizeof(path), "tickets/%s?language=zh", number);
	assert_int_equal(asker_get(&r, path, agent), 200);
	ASKER_SAYS("texts/0/direction", "in");
	ASKER_SAYS("texts/0/from_kind", "desk");
	ASKER_SAYS("texts/1/from_kind", "null");
	ASKER_SAYS("events/0/by_kind", "desk");
	ASKER_SAYS("events/1/by", "阿里木");
	ASKER_SAYS("events/1/by_kind", "known");
	ASKER_SAYS("clocks/0/rule", "60m");
	ASKER_SAYS("clocks/0/rule_title", "1小时内");
	ASKER_SAYS("clocks/0/label", "首次响应");
	/* One that leads to no step, which once had no name but its key. */
	assert_non_null(strstr(answered.body, "\"label\":\"停机跟进\""));
	assert_non_null(strstr(answered.body, "\"from_kind\":\"known\""));
	road_end(&r);
}

static void a_flow_says_all_that_a_form_needs(void **state)
{
	struct road r = {0};
	char agent[TOKEN], engineer[TOKEN];

	(void)state;
	asker_begin(&r);
	asker_token(&r, "吴敏", agent);
	asker_token(&r, "李雷", engineer);
	asker_take_up(&r, agent, "complaint");
	assert_int_equal(asker_get(&r, "flows/complaint?language=en", agent), 200);
	ASKER_SAYS("fields/0/name", "tier");
	ASKER_SAYS("fields/0/kind", "choice");
	ASKER_SAYS("fields/0/choices/1/label/zh", "重大");
	ASKER_SAYS("opening/arguments/0/name", "tier");
	ASKER_SAYS("opening/arguments/0/must", "true");
	ASKER_SAYS("opening/arguments/0/label", "tier");
	ASKER_SAYS("opening/arguments/0/choices/2/name", "severe");
	ASKER_SAYS("opening/arguments/0/choices/2/label", "severe");
	assert_non_null(strstr(answered.body, "\"dot\":\"digraph"));
	assert_int_equal(asker_get(&r, "flows/complaint?language=zh", agent), 200);
	ASKER_SAYS("opening/arguments/0/label", "等级");
	assert_int_equal(asker_get(&r, "flows", engineer), 200);
	ASKER_SAYS("items/0/opening", "null");
	assert_null(strstr(answered.body, "digraph"));
	asker_get(&r, "flows/nothing", agent);
	asker_refused(404, "`nothing`");
	asker_get(&r, "flows/complaint?language=d", agent);
	asker_refused(400, "`d`");
	road_end(&r);
}

static void a_chain_says_whose_turn_it_is(void **state)
{
	static const char opening[] = "{\"flow\":\"commercial_claim\",\"machine\":\"EC210-0042\",\"fault\":\"x\"}";
	struct road r = {0};
	char agent[TOKEN], unit[TOKEN], number[32], path[64];

	(void)state;
	asker_begin(&r);
	asker_token(&r, "吴敏", agent);
	asker_token(&r, "孙丽", unit);
	asker_take_up(&r, agent, "commercial_claim");
	assert_int_equal(asker_ask(&r, "POST", "tickets", agent, "", opening), 201);
	asker_value("ticket", number, sizeof(number));
	snprintf(path, sizeof(path), "tickets/%s?language=en", number);
	assert_int_equal(asker_get(&r, path, agent), 200);
	ASKER_SAYS("chain/waits_for/0", "孙丽");
	ASKER_SAYS("chain/signed/0", "null");
	ASKER_SAYS("next_code", "agree");
	asker_done(&r, unit, number, "同意");
	assert_int_equal(asker_get(&r, path, agent), 200);
	ASKER_SAYS("chain", "null");
	road_end(&r);
}

/* What an opening's form needs: one search finds the machine by its serial, its customer's name or number. */
static void machines_and_customers_are_found(void **state)
{
	static const char *const words[] = {"ec210-0", "%E7%8E%8B%E5%BB%BA", "13900000001", "%2B8613900000001"};
	struct road r = {0};
	char agent[TOKEN], unit[TOKEN], head[TOKEN], engineer[TOKEN], path[64];

	(void)state;
	asker_begin(&r);
	asker_token(&r, "吴敏", agent);
	asker_token(&r, "孙丽", unit);
	asker_token(&r, "阿里木", head);
	asker_token(&r, "李雷", engineer);
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		snprintf(path, sizeof(path), "machines?q=%s", words[i]);
		assert_int_equal(asker_get(&r, path, agent), 200);
		ASKER_SAYS("items/0/serial", "EC210-0042");
		ASKER_SAYS("items/0/customer", "王建国");
		ASKER_SAYS("next", "null");
	}
	assert_int_equal(asker_get(&r, "machines?q=ec210-0&limit=1", agent), 200);
	assert_int_equal(asker_items(), 1);
	assert_int_equal(asker_get(&r, "customers?q=%E7%8E%8B%E5%BB%BA", agent), 200);
	ASKER_SAYS("items/0/mobile/0", CUSTOMER);
	assert_int_equal(asker_get(&r, "customers?q=13900000001", agent), 200);
	ASKER_SAYS("items/0/name", "王建国");
	/* Staff are no customers. */
	assert_true(asker_get(&r, "customers?q=%E6%9D%8E%E9%9B%B7", agent) == 200 && asker_items() == 0);
	/* Whoever sees no number finds nobody by it. */
	assert_true(asker_get(&r, "customers?q=13900000001", unit) == 200 && asker_items() == 0);
	assert_true(asker_get(&r, "machines?q=13900000001", head) == 200 && asker_items() == 0);
	assert_true(asker_get(&r, "customers?q=%E7%8E%8B%E5%BB%BA", unit) == 200 && asker_items() == 1);
	assert_null(strstr(answered.body, CUSTOMER));
	asker_get(&r, "machines?q=EC", engineer);
	asker_refused(403, "roles");
	road_end(&r);
}

static void what_waits_for_somebody_is_theirs_alone(void **state)
{
	struct road r = {0};
	char agent[TOKEN], head[TOKEN], other[TOKEN], engineer[TOKEN], office[TOKEN], number[32], lost[32], said[128];
	char arrived[24];

	(void)state;
	assert_true(here_zone(peer_zone()));
	asker_begin(&r);
	asker_token(&r, "吴敏", agent);
	asker_token(&r, "阿里木", head);
	asker_token(&r, "买买提", other);
	asker_token(&r, "李雷", engineer);
	asker_token(&r, "总部审批", office);
	road_opened(&r, "o-1", number);
	assert_int_equal(asker_ask(&r, "POST", "tickets", agent, "", "{\"flow\":\"repair\",\"fault\":\"x\"}"), 201);
	asker_value("ticket", lost, sizeof(lost));
	assert_true(asker_get(&r, "mine?language=en", head) == 200 && asker_items() == 1);
	ASKER_SAYS("items/0/ticket", number);
	ASKER_SAYS("items/0/waits", "plan");
	ASKER_SAYS("items/0/word", "dispatch");
	assert_true(asker_get(&r, "mine", other) == 200 && asker_items() == 0);
	assert_true(asker_get(&r, "mine", engineer) == 200 && asker_items() == 0);
	assert_true(asker_get(&r, "mine?language=zh", agent) == 200 && asker_items() == 1);
	ASKER_SAYS("items/0/ticket", lost);
	ASKER_SAYS("items/0/waits", "place");
	ASKER_SAYS("items/0/word", "归站");
	asker_done(&r, head, number, "派工 李雷 明天9点");
	assert_true(asker_get(&r, "mine", engineer) == 200 && asker_items() == 1);
	ASKER_SAYS("items/0/code", "depart");
	asker_done(&r, engineer, number, "待件 等泵");
	assert_true(asker_get(&r, "mine", engineer) == 200 && asker_items() == 1);
	asker_done(&r, engineer, number, "到达");
	when_local(road_ask(&r, "SELECT at FROM event WHERE code = 'arrive'"), arrived);
	snprintf(said, sizeof(said), "申请 出发 %s 忘记发短信", strchr(arrived, ' ') + 1);
	asker_done(&r, engineer, number, said);
	assert_true(asker_get(&r, "mine", office) == 200 && asker_items() == 1);
	ASKER_SAYS("items/0/waits", "decide");
	asker_done(&r, engineer, number, "修复 换泵");
	assert_true(asker_get(&r, "mine?limit=1", agent) == 200 && asker_items() == 1);
	assert_true(asker_get(&r, "mine", agent) == 200 && asker_items() == 2);
	ASKER_SAYS("items/1/code", "close");
	road_end(&r);
}

static void whoever_is_asked_to_sign_finds_it_first(void **state)
{
	static const char opening[] = "{\"flow\":\"commercial_claim\",\"machine\":\"EC210-0042\",\"fault\":\"x\"}";
	struct road r = {0};
	char agent[TOKEN], unit[TOKEN];

	(void)state;
	asker_begin(&r);
	asker_token(&r, "吴敏", agent);
	asker_token(&r, "孙丽", unit);
	asker_take_up(&r, agent, "commercial_claim");
	assert_int_equal(asker_ask(&r, "POST", "tickets", agent, "", opening), 201);
	assert_int_equal(asker_get(&r, "mine?language=en", unit), 200);
	ASKER_SAYS("items/0/waits", "sign");
	ASKER_SAYS("items/0/code", "agree");
	road_end(&r);
}

/* Whoever saw the ticket saw the digits too, and could have signed by a number that is not theirs. */
static void the_digits_of_a_signature_stood_in_the_conversation(void **state)
{
	static const char opening[] = "{\"flow\":\"commercial_claim\",\"machine\":\"EC210-0042\",\"fault\":\"x\"}";
	struct road r = {0};
	char agent[TOKEN], unit[TOKEN], claims[TOKEN], head[TOKEN], ticket[32], path[64];

	(void)state;
	asker_begin(&r);
	asker_token(&r, "吴敏", agent);
	asker_token(&r, "孙丽", unit);
	asker_token(&r, "许强", claims);
	asker_token(&r, "阿里木", head);
	asker_take_up(&r, agent, "commercial_claim");
	assert_int_equal(asker_ask(&r, "POST", "tickets", agent, "", opening), 201);
	asker_value("ticket", ticket, sizeof(ticket));
	asker_done(&r, unit, ticket, "同意");
	asker_done(&r, claims, ticket, "核定 12000元");
	asker_done(&r, head, ticket, "同意");
	assert_int_equal(road_ask(&r, "SELECT count(*) FROM outbox WHERE template = 'commercial_claim.sign' "
				      "AND instr(text, '****') = 0"),
			 1);
	snprintf(path, sizeof(path), "tickets/%s", ticket);
	assert_int_equal(asker_get(&r, path, agent), 200);
	assert_non_null(strstr(answered.body, "****"));
	road_end(&r);
}

/* That figure of all rows of the answer together: a day may end between two of them. */
static int64_t figure(const char *path)
{
	char at[96], said[64];
	int64_t all = 0;

	for (size_t i = 0; i < asker_items(); i++) {
		snprintf(at, sizeof(at), "items/%zu/%s", i, path);
		asker_at(at, said, sizeof(said));
		all += atoll(said);
	}
	return all;
}

/* How many tickets that figure has, of today and yesterday. */
static size_t listed(const struct road *r, const char *token, const char *query)
{
	int64_t today = when_today(clock_now());
	size_t n = 0;

	for (int64_t day = today - 1; day <= today; day++) {
		char path[256], is[DAY_BYTES];

		day_write(day, is);
		snprintf(path, sizeof(path), "today/tickets?%s&day=%s", query, is);
		assert_int_equal(asker_get(r, path, token), 200);
		n += asker_items();
	}
	return n;
}

/* The day that the answer tells; midnight may have passed since `before`. */
static bool is_today(int64_t before)
{
	char told[DAY_BYTES];
	int64_t day = 0;

	asker_at("today", told, sizeof(told));
	return day_read(told, &day) && day >= before && day <= when_today(clock_now());
}

/* Each figure is what its list has. */
static void the_figures_of_today_are_lists(void **state)
{
	struct road r = {0};
	char agent[TOKEN], head[TOKEN], other[TOKEN], engineer[TOKEN], number[32];
	int64_t before;

	(void)state;
	assert_true(here_zone(peer_zone()));
	before = when_today(clock_now());
	asker_begin(&r);
	asker_token(&r, "吴敏", agent);
	asker_token(&r, "阿里木", head);
	asker_token(&r, "买买提", other);
	asker_token(&r, "李雷", engineer);
	assert_true(asker_get(&r, "today", agent) == 200 && asker_items() == 0);
	road_opened(&r, "o-1", number);
	assert_int_equal(asker_ask(&r, "POST", "tickets", agent, "", "{\"flow\":\"repair\",\"fault\":\"x\"}"), 201);
	asker_done(&r, head, number, "派工 李雷 明天9点");
	asker_done(&r, engineer, number, "到达");
	assert_int_equal(asker_get(&r, "today?days=3&language=en", head), 200);
	ASKER_SAYS("items/0/station", "乌鲁木齐站");
	ASKER_SAYS("items/0/flow", "repair");
	ASKER_SAYS("items/0/flow_title", "400 repair");
	assert_true(figure("opened") == 1 && figure("nodes/arrived") == 1 && figure("nodes/departed") == 0);
	assert_true(figure("missing") == 1 && figure("late") == 0);
	ASKER_SAYS("whole", "true");
	assert_true(asker_get(&r, "today?days=3", agent) == 200 && figure("opened") == 2);
	assert_true(asker_get(&r, "today?days=3", other) == 200 && asker_items() == 0);
	assert_true(is_today(before));
	assert_int_equal(listed(&r, agent, "of=opened"), 2);
	assert_int_equal(listed(&r, agent, "of=opened&station=-"), 1);
	assert_int_equal(listed(&r, agent, "of=late&flow=repair"), 0);
	assert_int_equal(listed(&r, head, "of=missing"), 1);
	assert_int_equal(listed(&r, head, "node=departed"), 0);
	assert_int_equal(listed(&r, other, "node=arrived"), 0);
	assert_int_equal(listed(&r, head, "node=arrived"), 1);
	road_end(&r);
}

/* A complaint that is to be answered within a day. */
static void complained(const struct road *r, const char *agent, char number[32])
{
	static const char opening[] = "{\"flow\":\"complaint\",\"machine\":\"EC210-0042\",\"fault\":\"x\","
				      "\"fields\":{\"tier\":\"major\"}}";

	asker_take_up(r, agent, "complaint");
	assert_int_equal(asker_ask(r, "POST", "tickets", agent, "", opening), 201);
	asker_value("ticket", number, 32);
}

/* As though the clocks of the only ticket had begun a day and five minutes sooner. */
static void a_day_passes(const struct road *r)
{
	road_ask(r, "UPDATE ticket SET lacking = opened - 300000, clocks = replace(replace(clocks, opened + 86400000, "
		    "opened - 300000), opened, opened - 86700000)");
}

/* This person is told of n tickets that are late and lack an answer, in each figure and in each list. */
static void is_late(const struct road *r, const char *token, int n)
{
	assert_int_equal(asker_get(r, "today?days=3", token), 200);
	assert_true(figure("late") == n && figure("missing") == n);
	assert_int_equal(listed(r, token, "of=late&flow=complaint"), n);
	assert_int_equal(listed(r, token, "of=missing"), n);
	assert_true(asker_get(r, "missing", token) == 200 && asker_items() == (size_t)n);
}

/* `late` could have been 0 for ever, and whom a complaint is about could have been told of it. */
static void what_is_late_is_told_but_not_to_whom_it_is_about(void **state)
{
	struct road r = {0};
	char agent[TOKEN], head[TOKEN], other[TOKEN], number[32];

	(void)state;
	assert_true(here_zone(peer_zone()));
	asker_begin(&r);
	asker_token(&r, "吴敏", agent);
	asker_token(&r, "阿里木", head);
	asker_token(&r, "买买提", other);
	complained(&r, agent, number);
	is_late(&r, agent, 0);
	a_day_passes(&r);
	is_late(&r, agent, 1);
	is_late(&r, head, 1);
	is_late(&r, other, 0);
	assert_true(asker_get(&r, "due", head) == 200 && asker_items() == 1);
	asker_done(&r, agent, number, "被投诉人 阿里木");
	a_day_passes(&r); /* once more, for the clocks were made anew from the ledger */
	is_late(&r, agent, 1);
	is_late(&r, head, 0);
	assert_true(asker_get(&r, "due", agent) == 200 && asker_items() == 1);
	assert_true(asker_get(&r, "due", head) == 200 && asker_items() == 0);
	road_end(&r);
}

static void bad_wishes_for_days_are_refused(void **state)
{
	static const char *const bad[] = {"today?days=0",
					  "today?days=15",
					  "today?days=x",
					  "today?language=klingon",
					  "today/tickets",
					  "today/tickets?of=x",
					  "today/tickets?of=late&node=arrived",
					  "today/tickets?of=late&day=2026-02-30",
					  "today/tickets?of=late&day=2020-01-01",
					  "today/tickets?of=late&flow=x",
					  "today/tickets?of=late&station=x",
					  "today/tickets?node=x",
					  "today/tickets?node=arrived&flow=x",
					  "today/tickets?of=late&after=x",
					  "today/tickets?of=late&limit=0",
					  "mine?limit=201"};
	struct road r = {0};
	char agent[TOKEN];

	(void)state;
	asker_begin(&r);
	asker_token(&r, "吴敏", agent);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		asker_get(&r, bad[i], agent);
		asker_refused(400, "");
	}
	road_end(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_board_is_in_the_language_that_is_asked_for),
		cmocka_unit_test(a_ticket_has_its_steps_with_what_was_counted),
		cmocka_unit_test(a_flow_says_what_leads_where),
		cmocka_unit_test(roles_are_called_as_people_call_them),
		cmocka_unit_test(a_ticket_says_who_texted_and_how_its_clocks_are_reckoned),
		cmocka_unit_test(a_flow_says_all_that_a_form_needs),
		cmocka_unit_test(a_chain_says_whose_turn_it_is),
		cmocka_unit_test(machines_and_customers_are_found),
		cmocka_unit_test(what_waits_for_somebody_is_theirs_alone),
		cmocka_unit_test(whoever_is_asked_to_sign_finds_it_first),
		cmocka_unit_test(the_digits_of_a_signature_stood_in_the_conversation),
		cmocka_unit_test(the_figures_of_today_are_lists),
		cmocka_unit_test(what_is_late_is_told_but_not_to_whom_it_is_about),
		cmocka_unit_test(bad_wishes_for_days_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
