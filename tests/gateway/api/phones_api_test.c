/* The phones, as their page asks for them: plays in memory, on which a whole repair takes its course, and nothing live is
 * touched. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/gateway/aide.h"
#include "tests/gateway/api/api_asker.h"

#define PLAY 24

static int ask_in(const struct road *r, const char *method, const char *path, const char *token, const char *language,
		  const char *body)
{
	char whole[256], more[64];

	snprintf(whole, sizeof(whole), "/phones/v1/%s", path);
	snprintf(more, sizeof(more), "Accept-Language: %s\r\n", language);
	return asker_ask(r, method, whole, token, more, body);
}

static int ask(const struct road *r, const char *method, const char *path, const char *token, const char *body)
{
	return ask_in(r, method, path, token, "zh", body);
}

struct stage_door {
	struct road road;
	char agent[TOKEN], play[PLAY];
};

static void open_door(struct stage_door *d)
{
	d->road.site.phones = true;
	d->road.site.zone = "Asia/Shanghai"; /* in which these plays begin */
	asker_begin(&d->road);
	asker_token(&d->road, "吴敏", d->agent);
}

static void begin_play(struct stage_door *d)
{
	assert_int_equal(ask(&d->road, "POST", "plays", d->agent, "{\"at\":\"2026-11-21T09:00:59+08:00\"}"), 201);
	asker_value("play", d->play, sizeof(d->play));
}

/* On the play: POST plays/ID/WHAT. */
static int post(const struct stage_door *d, const char *what, const char *body)
{
	char path[64];

	snprintf(path, sizeof(path), "plays/%s/%s", d->play, what);
	return ask(&d->road, "POST", path, d->agent, body);
}

static void texts(const struct stage_door *d, const char *from, const char *text)
{
	char body[512];

	snprintf(body, sizeof(body), "{\"from\":\"%s\",\"text\":\"%s\"}", from, text);
	if (post(d, "texts", body) != 200)
		peer_die("%s: %s: %s", from, text, answered.body);
}

/* The last answer has an MT to them with these words. */
static bool got(const char *to, const char *words)
{
	json_t *o = asker_body(), *one;
	bool found = false;
	size_t i;

	json_array_foreach(json_object_get(o, "texts"), i, one)
	{
		const char *is = json_string_value(json_object_get(one, "to"));

		found = found ||
			(is && strcmp(is, to) == 0 && strstr(json_string_value(json_object_get(one, "text")), words));
	}
	json_decref(o);
	return found;
}

/* Of the newest ticket. */
static void stands(const char *key, const char *value)
{
	json_t *o = asker_body();
	json_t *ticket = json_array_get(json_object_get(o, "tickets"), 0);

	assert_string_equal(json_string_value(json_object_get(ticket, key)), value);
	json_decref(o);
}

static void is_now(const char *at)
{
	char now[64];

	asker_value("now", now, sizeof(now));
	if (strncmp(now, at, strlen(at)) != 0)
		fail_msg("it is %s, not %s", now, at);
}

static long rows_of_all(const struct road *r)
{
	return (long)road_ask(r, "SELECT (SELECT count(*) FROM inbox) + (SELECT count(*) FROM outbox) + "
				 "(SELECT count(*) FROM ticket) + (SELECT count(*) FROM event) + "
				 "(SELECT count(*) FROM person) + (SELECT count(*) FROM mobile) + "
				 "(SELECT count(*) FROM station) + (SELECT count(*) FROM machine)");
}

static void wait_minutes(const struct stage_door *d, int minutes)
{
	char body[64];

	snprintf(body, sizeof(body), "{\"minutes\":%d}", minutes);
	assert_int_equal(post(d, "clock", body), 200);
}

static void play_repair(struct stage_door *d)
{
	assert_int_equal(post(d, "tickets",
			      "{\"flow\":\"repair\",\"machine\":\"EC210-0042\",\"down\":true,"
			      "\"text\":\"发动机 # 无法启动\"}"),
			 201);
	assert_true(got("阿里木", "EC210-0042"));
	stands("state", "reported");
	wait_minutes(d, 12);
	is_now("2026-11-21T09:12:00");
	texts(d, "阿里木", "派工 14:00 李雷");
	assert_true(got("李雷", "EC210-0042"));
	assert_true(got("王建国", "14:00"));
	stands("state", "dispatched");
	stands("engineer", "李雷");
	wait_minutes(d, 268);
	texts(d, "李雷", "出发 16:30 同行 韩梅");
	wait_minutes(d, 160);
	texts(d, "李雷", "到达");
	wait_minutes(d, 85);
	texts(d, "李雷", "修复 更换继电器");
	stands("state", "resolved");
}

/* Saved, it is played again, by the people that the installation has. */
static void rehearse_saved(const struct stage_door *d)
{
	static const char *const kinds[] = {"stations", "people", "customers", "machines"};
	static char said[256 * 1024];
	char path[64], talk[700];

	snprintf(path, sizeof(path), "plays/%s/talk", d->play);
	assert_int_equal(ask(&d->road, "GET", path, d->agent, ""), 200);
	assert_non_null(strstr(answered.head, "Content-Disposition: attachment; filename=\"play-2026-11-21-"));
	aide_write(d->road.site.dir, "saved.talk", "%s", answered.body);
	snprintf(talk, sizeof(talk), "%s/saved.talk", d->road.site.dir);
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		char file[64];

		assert_int_equal(peer_run(&d->road.site, said, sizeof(said), "export", kinds[i], NULL), 0);
		snprintf(file, sizeof(file), "people/%s.csv", kinds[i]);
		aide_write(d->road.site.dir, file, "%s", said);
	}
	if (peer_run(&d->road.site, said, sizeof(said), "rehearse", talk, NULL) != 0)
		peer_die("%s\n%s", said, answered.body);
}

static void a_repair_is_played_to_its_end(void **state)
{
	static struct stage_door d;
	char path[64];
	long before;
	json_t *o;

	(void)state;
	open_door(&d);
	before = rows_of_all(&d.road);
	begin_play(&d);
	o = asker_body();
	is_now("2026-11-21T09:00:00");
	assert_int_equal(json_array_size(json_object_get(o, "phones")), 4);
	assert_string_equal(json_string_value(json_array_get(json_object_get(o, "phones"), 0)), "王建国");
	assert_string_equal(json_string_value(json_array_get(json_object_get(o, "phones"), 1)), "阿里木");
	assert_string_equal(json_string_value(json_array_get(json_object_get(o, "phones"), 2)), "李雷");
	assert_string_equal(json_string_value(json_array_get(json_object_get(o, "phones"), 3)), "赵强");
	json_decref(o);
	assert_null(strstr(answered.body, CUSTOMER));
	play_repair(&d);
	texts(&d, "吴敏", "回访 客户满意");
	stands("state", "closed");
	snprintf(path, sizeof(path), "plays/%s?after=1000", d.play);
	assert_int_equal(ask(&d.road, "GET", path, d.agent, ""), 200);
	o = asker_body();
	assert_int_equal(json_array_size(json_object_get(o, "texts")), 0);
	assert_true(json_integer_value(json_object_get(o, "last")) > 15);
	json_decref(o);
	rehearse_saved(&d);
	/* And all the while nothing happened. */
	assert_int_equal(rows_of_all(&d.road), before);
	snprintf(path, sizeof(path), "plays/%s", d.play);
	assert_int_equal(ask(&d.road, "DELETE", path, d.agent, ""), 204);
	ask_in(&d.road, "GET", path, d.agent, "en", "");
	asker_refused(404, "there is no play");
	road_end(&d.road);
}

/* It said only which other codes lead on, while the board expected a signature. */
static void a_ticket_that_waits_for_a_signature_says_so(void **state)
{
	static struct stage_door d;

	(void)state;
	open_door(&d);
	asker_take_up(&d.road, d.agent, "commercial_claim");
	begin_play(&d);
	assert_int_equal(
		post(&d, "tickets", "{\"flow\":\"commercial_claim\",\"machine\":\"EC210-0042\",\"text\":\"x\"}"), 201);
	ASKER_SAYS("tickets/0/next/0/code", "agree");
	ASKER_SAYS("tickets/0/next/0/by/0", "unit_manager");
	ASKER_SAYS("tickets/0/next/0/by/1", "null");
	assert_int_equal(post(&d, "tickets", "{\"flow\":\"repair\",\"machine\":\"EC210-0042\",\"text\":\"x\"}"), 201);
	ASKER_SAYS("tickets/0/next/0/code", "dispatch");
	road_end(&d.road);
}

/* What a talk reads as a remark, a ticket's name, a quote or the end of a word was cut off, or stopped the rehearsal. */
static void whatever_is_typed_is_saved_so_that_it_plays_the_same(void **state)
{
	static const char *const typed[] = {"# 10008",
					    "#",
					    "5\\\" hose #3 and \\\"a # b\\\" # c",
					    "{A} {NAME} {} {{ }} {#} {~}",
					    "> 李雷: x",
					    "> nobody",
					    "again",
					    "ticket: closed",
					    "@13:40: x",
					    "~ ^.*$",
					    "use people",
					    "at 09:00",
					    "  a\\tb \\n c  ",
					    "\\\\ \\\\n [a](b)*+?|^$ 'c' `d`",
					    "<b>x</b> &amp; %s %n",
					    "補充 #9 {x}",
					    "\\u2028 \\ufeff \\u200b \\ud83d\\ude00"};
	static struct stage_door d = {.road = {.site = {.flow = "/tests/talks/purchase/borrow.yaml"}}};
	char body[600];

	(void)state;
	open_door(&d);
	begin_play(&d);
	for (size_t i = 0; i < sizeof(typed) / sizeof(*typed); i++) {
		snprintf(body, sizeof(body), "{\"flow\":\"repair\",\"machine\":\"EC210-0042\",\"text\":\"%s\"}",
			 typed[i]);
		if (post(&d, "tickets", body) != 201)
			peer_die("%s: %s", typed[i], answered.body);
		texts(&d, "王建国", typed[i]);
		texts(&d, "李雷", typed[i]);
		texts(&d, "+8613711112222", typed[i]);
	}
	assert_int_equal(post(&d, "tickets",
			      "{\"flow\":\"repair\",\"machine\":\"NO \\\"1\\\" #2\",\"text\":\"one\\ntwo\\tthree\"}"),
			 201);
	assert_int_equal(post(&d, "tickets",
			      "{\"flow\":\"borrow\",\"machine\":\"EC210-0042\",\"text\":\"x\","
			      "\"fields\":{\"remark\":\"two \\\"words\\\" # {A}\\nand a line\"}}"),
			 201);
	rehearse_saved(&d);
	road_end(&d.road);
}

static void the_clock_moves_on_to_what_falls_due(void **state)
{
	static struct stage_door d;
	bool late = false;

	(void)state;
	open_door(&d);
	begin_play(&d);
	assert_int_equal(
		post(&d, "tickets", "{\"flow\":\"repair\",\"machine\":\"EC210-0042\",\"text\":\"x\",\"after\":7}"),
		201);
	for (int i = 0; i < 12 && post(&d, "clock", "{\"until\":\"next\"}") == 200; i++)
		late = late || strstr(answered.body, "\"late\":true");
	assert_true(late);
	texts(&d, "李雷", "我的"); /* what is open, in several lines */
	texts(&d, "Tom Baker", "help");
	texts(&d, "王建国", "谢谢 (ok) [a] $1 \\\\ ^");
	texts(&d, "+8613711112222", "你好");
	wait_minutes(&d, 10080);
	rehearse_saved(&d);
	ask_in(&d.road, "POST", "plays/0/clock", d.agent, "en", "{\"minutes\":1}");
	asker_refused(404, "no play 0");
	post(&d, "clock", "{\"minutes\":10081}");
	asker_refused(400, "10080");
	post(&d, "clock", "{\"minutes\":0}");
	asker_refused(400, "10080");
	post(&d, "clock", "{\"minutes\":5,\"until\":\"next\"}");
	asker_refused(400, "10080");
	post(&d, "clock", "{}");
	asker_refused(400, "10080");
	road_end(&d.road);
}

static void refused_field(const struct stage_door *d, const char *lang, const char *field, const char *value,
			  const char *words)
{
	char path[64], body[256];

	snprintf(path, sizeof(path), "plays/%s/tickets", d->play);
	snprintf(body, sizeof(body), "{\"flow\":\"repair\",\"text\":\"x\",\"fields\":{\"%s\":\"%s\"}}", field, value);
	ask_in(&d->road, "POST", path, d->agent, lang, body);
	asker_refused(409, words);
}

static void what_is_wrong_with_a_field_was_said_in_english_alone(void **state)
{
	static struct stage_door d;

	(void)state;
	open_door(&d);
	begin_play(&d);
	refused_field(&d, "zh", "colour", "1", "流程没有字段 `colour`；请");
	refused_field(&d, "zh", "planed", "1", "流程没有字段 `planed`；您是不是指 `planned`？");
	refused_field(&d, "zh", "planned", "soon", "`soon` 不是字段 `planned` 能接受的值");
	refused_field(&d, "en", "planed", "1",
		      "nothing was done: the flow has no field `planed`; did you mean `planned`?");
	refused_field(&d, "en", "planned", "soon", "`soon` is not what the field `planned` takes");
	asker_ask(&d.road, "POST", "tickets", d.agent, "Accept-Language: zh\r\n",
		  "{\"flow\":\"repair\",\"fault\":\"x\",\"fields\":{\"planned\":\"soon\"}}");
	asker_refused(400, "`soon` 不是字段 `planned` 能接受的值");
	assert_int_equal(road_ask(&d.road, "SELECT count(*) FROM inbox WHERE outcome = 'rejected' AND "
					   "why LIKE '%\"soon\" is not a time%'"),
			 1);
	road_end(&d.road);
}

static void what_cannot_be_played_is_refused(void **state)
{
	static struct stage_door d;
	char path[96];

	(void)state;
	open_door(&d);
	begin_play(&d);
	post(&d, "texts", "{\"from\":\"Nobody At All\",\"text\":\"x\"}");
	asker_refused(400, "Nobody At All");
	post(&d, "texts", "{\"from\":\"李雷\",\"text\":\" \\n \"}");
	asker_refused(400, "");
	post(&d, "texts", "{\"from\":\"李雷\"}");
	asker_refused(400, "");
	post(&d, "texts", "{\"text\":\"x\"}");
	asker_refused(400, "from");
	post(&d, "texts", "[]");
	asker_refused(400, "");
	post(&d, "tickets", "{\"flow\":\"none\",\"text\":\"x\"}");
	asker_refused(400, "none");
	post(&d, "tickets", "{\"flow\":\"repair\"}");
	asker_refused(400, "");
	post(&d, "tickets", "{\"flow\":\"repair\",\"text\":\"x\",\"fields\":5}");
	asker_refused(400, "fields");
	post(&d, "tickets", "{\"flow\":\"repair\",\"text\":\"x\",\"fields\":{\"planned\":{}}}");
	asker_refused(400, "fields");
	post(&d, "other", "{}");
	asker_refused(404, "");
	ask(&d.road, "POST", "plays", d.agent, "{\"at\":\"soon\"}");
	asker_refused(400, "2026");
	ask(&d.road, "GET", "plays", d.agent, "");
	asker_refused(405, "POST");
	snprintf(path, sizeof(path), "plays/%s?after=0&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&", d.play);
	ask(&d.road, "GET", path, d.agent, "");
	asker_refused(400, "32");
	ask(&d.road, "PUT", "plays", d.agent, "");
	asker_refused(405, "POST");
	/* A number that nobody has texts all the same. */
	texts(&d, "+8613711112222", "你好");
	assert_non_null(strstr(answered.body, "\"from\":\"+8613711112222\""));
	road_end(&d.road);
}

/* Letters counted as 0, so that all texts were sent again. */
static void after_is_a_number_or_refused(void **state)
{
	static const char *const bad[] = {"x", "-1", "1x", "1.5", "9999999999999999999999"};
	static struct stage_door d;
	char path[96];

	(void)state;
	open_door(&d);
	begin_play(&d);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		snprintf(path, sizeof(path), "plays/%s?after=%s", d.play, bad[i]);
		ask_in(&d.road, "GET", path, d.agent, "en", "");
		asker_refused(400, "`after` is the number of the last that you have");
	}
	snprintf(path, sizeof(path), "plays/%s/texts?after=x", d.play);
	ask(&d.road, "POST", path, d.agent, "{\"from\":\"李雷\",\"text\":\"帮助\"}");
	asker_refused(400, "`after` 应为已收到的最后一项的编号");
	post(&d, "clock", "{\"minutes\":1,\"after\":\"x\"}");
	asker_refused(400, "`after`");
	post(&d, "tickets", "{\"flow\":\"repair\",\"text\":\"x\",\"after\":null}");
	asker_refused(400, "`after`");
	/* Nothing was texted, and no minute has passed. */
	snprintf(path, sizeof(path), "plays/%s?after=0", d.play);
	assert_int_equal(ask(&d.road, "GET", path, d.agent, ""), 200);
	ASKER_SAYS("last", "0");
	is_now("2026-11-21T09:00:00");
	snprintf(path, sizeof(path), "plays/%s?after=", d.play);
	assert_int_equal(ask(&d.road, "GET", path, d.agent, ""), 200);
	road_end(&d.road);
}

/* What was no truth value was none at all, and so was a serial that is too long. */
static void an_opening_that_says_something_else_is_refused(void **state)
{
	static struct stage_door d;
	char body[512], serial[200];

	(void)state;
	open_door(&d);
	begin_play(&d);
	post(&d, "tickets", "{\"flow\":\"repair\",\"text\":\"x\",\"down\":\"maybe\"}");
	asker_refused(400, "`down` 应为 `true` 或 `false`");
	post(&d, "tickets", "{\"flow\":\"repair\",\"text\":\"x\",\"machine\":[1]}");
	asker_refused(400, "`machine`");
	memset(serial, 'A', sizeof(serial));
	snprintf(body, sizeof(body), "{\"flow\":\"repair\",\"text\":\"x\",\"machine\":\"%.*s\"}", (int)sizeof(serial),
		 serial);
	post(&d, "tickets", body);
	asker_refused(400, "`machine`");
	assert_int_equal(post(&d, "tickets", "{\"flow\":\"repair\",\"text\":\"x\",\"machine\":\"\",\"down\":false}"),
			 201);
	/* The refusal says that null would do. */
	assert_int_equal(post(&d, "tickets", "{\"flow\":\"repair\",\"text\":\"x\",\"machine\":null}"), 201);
	road_end(&d.road);
}

static void only_who_sees_all_may_play(void **state)
{
	static struct stage_door d;
	char token[TOKEN];

	(void)state;
	open_door(&d);
	assert_int_equal(ask(&d.road, "POST", "plays", NULL, ""), 401);
	assert_int_equal(ask(&d.road, "POST", "plays", NOBODYS, ""), 401);
	asker_token(&d.road, "阿里木", token);
	ask_in(&d.road, "POST", "plays", token, "en", "");
	asker_refused(403, "administrators");
	asker_token(&d.road, "李雷", token);
	assert_int_equal(ask(&d.road, "POST", "plays", token, ""), 403);
	asker_token(&d.road, "钱伟", token);
	assert_int_equal(ask(&d.road, "POST", "plays", token, ""), 201);
	asker_import(&d.road, "Root,13800000099,administrator,,en");
	asker_token(&d.road, "Root", token);
	assert_int_equal(ask(&d.road, "POST", "plays", token, ""), 201);
	road_end(&d.road);
}

static void plays_and_their_texts_are_bounded(void **state)
{
	static struct stage_door d;
	char first[PLAY], second[PLAY], path[64], body[128];

	(void)state;
	open_door(&d);
	begin_play(&d);
	snprintf(first, sizeof(first), "%s", d.play);
	begin_play(&d);
	snprintf(second, sizeof(second), "%s", d.play);
	for (int i = 2; i < 8; i++)
		begin_play(&d);
	snprintf(path, sizeof(path), "plays/%s", first);
	assert_int_equal(ask(&d.road, "GET", path, d.agent, ""), 200);
	begin_play(&d); /* the second is the one longest untouched */
	assert_int_equal(ask(&d.road, "GET", path, d.agent, ""), 200);
	snprintf(path, sizeof(path), "plays/%s", second);
	assert_int_equal(ask(&d.road, "GET", path, d.agent, ""), 404);
	snprintf(body, sizeof(body), "{\"from\":\"李雷\",\"text\":\"帮助\",\"after\":100000}");
	for (int i = 0; post(&d, "texts", body) == 200; i++)
		assert_true(i < 2000);
	asker_refused(409, "2000");
	post(&d, "clock", "{\"minutes\":1}");
	asker_refused(409, "2000");
	post(&d, "tickets", "{\"flow\":\"repair\",\"text\":\"x\"}");
	asker_refused(409, "2000");
	road_end(&d.road);
}

static void a_reload_changes_no_play(void **state)
{
	static struct stage_door d;

	(void)state;
	open_door(&d);
	begin_play(&d);
	play_repair(&d);
	aide_change(d.road.site.dir, "fieldgate.yaml", "phones: yes", "phones: no");
	kill(d.road.site.gateway, SIGHUP);
	http_await(d.road.site.http, "/phones/v1/plays", 404, &answered);
	assert_int_equal(ask(&d.road, "POST", "plays", d.agent, "{}"), 404);
	aide_change(d.road.site.dir, "fieldgate.yaml", "phones: no", "phones: yes");
	kill(d.road.site.gateway, SIGHUP);
	http_await(d.road.site.http, "/phones/v1/plays", 401, &answered);
	texts(&d, "吴敏", "回访 客户满意");
	stands("state", "closed");
	road_end(&d.road);
}

/* Who waits for a play is answered, and the gateway ends well. */
static void a_stop_ends_what_is_played(void **state)
{
	static struct stage_door d;
	static char request[1024];
	int fds[8];

	(void)state;
	open_door(&d);
	begin_play(&d);
	for (int i = 0; i < 20; i++)
		post(&d, "tickets", "{\"flow\":\"repair\",\"machine\":\"EC210-0042\",\"text\":\"x\"}");
	for (size_t i = 0; i < sizeof(fds) / sizeof(*fds); i++) {
		const char *body = "{\"minutes\":10080}";

		snprintf(request, sizeof(request),
			 "POST /phones/v1/plays/%s/clock HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: "
			 "Bearer "
			 "%s\r\nContent-Length: %zu\r\n\r\n%s",
			 d.play, d.agent, strlen(body), body);
		fds[i] = http_connect(NULL, d.road.site.http);
		assert_true(fds[i] >= 0 && http_send(fds[i], request, strlen(request)));
	}
	assert_int_equal(http_get(d.road.site.http, "/healthz", &answered), 200);
	assert_int_equal(peer_gateway_stop(&d.road.site, SIGTERM), 0);
	for (size_t i = 0; i < sizeof(fds) / sizeof(*fds); i++) {
		http_read(fds[i], &answered);
		assert_true(answered.status == 200 || answered.status == 503 || answered.status == 409 ||
			    !answered.status);
	}
	road_end(&d.road);
}

static void without_the_key_there_are_no_phones(void **state)
{
	struct road r = {0};
	char agent[TOKEN];

	(void)state;
	asker_begin(&r);
	asker_token(&r, "吴敏", agent);
	assert_int_equal(ask(&r, "POST", "plays", agent, ""), 404);
	http_ask(r.site.http, "PUT", "/phones/v1/plays", &answered);
	assert_int_equal(answered.status, 404);
	assert_int_equal(http_get(r.site.http, "/phones", &answered), 404);
	road_end(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_repair_is_played_to_its_end),
		cmocka_unit_test(a_ticket_that_waits_for_a_signature_says_so),
		cmocka_unit_test(whatever_is_typed_is_saved_so_that_it_plays_the_same),
		cmocka_unit_test(the_clock_moves_on_to_what_falls_due),
		cmocka_unit_test(what_is_wrong_with_a_field_was_said_in_english_alone),
		cmocka_unit_test(what_cannot_be_played_is_refused),
		cmocka_unit_test(after_is_a_number_or_refused),
		cmocka_unit_test(an_opening_that_says_something_else_is_refused),
		cmocka_unit_test(only_who_sees_all_may_play),
		cmocka_unit_test(plays_and_their_texts_are_bounded),
		cmocka_unit_test(a_reload_changes_no_play),
		cmocka_unit_test(a_stop_ends_what_is_played),
		cmocka_unit_test(without_the_key_there_are_no_phones),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
