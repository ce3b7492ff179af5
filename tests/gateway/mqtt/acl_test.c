/* scripts/mosquitto as an administrator installs it, with a real mosquitto: everybody gets what they need, and a bridge
 * nothing more. Publishers and spies are mosquitto's own programs. */
#include <setjmp.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/gateway/aide.h"
#include "tests/gateway/road.h"

static struct road road;
static struct peer_site *const site = &road.site;
static char port[8];

/* ---- the broker, by the example ---- */

static void add_user(const char *name)
{
	char out[512];

	if (aide_do(site->dir, out, "mosquitto_passwd", "-b", "passwd", name, "secret") != 0)
		peer_die("mosquitto_passwd: %s", out);
}

static bool listens(void *ctx)
{
	(void)ctx;
	return peer_listens(site->port);
}

static void start_broker(void)
{
	const char *program = access("/usr/sbin/mosquitto", X_OK) == 0 ? "/usr/sbin/mosquitto" : "mosquitto";
	char listener[64], log[600], to[600];

	aide_copy("scripts/mosquitto/fieldgate.conf", site->dir);
	aide_copy("scripts/mosquitto/acl", site->dir);
	aide_write(site->dir, "passwd", "%s", "");
	add_user("fieldgate");
	add_user("sms");
	add_user("wecom");
	add_user("desk");
	snprintf(listener, sizeof(listener), "\n%s\nlistener %d 127.0.0.1", geteuid() == 0 ? "user root" : "",
		 site->port);
	aide_change(site->dir, "fieldgate.conf", "\nlistener 1883 127.0.0.1", listener);
	snprintf(to, sizeof(to), "\npassword_file %.500s/passwd", site->dir);
	aide_change(site->dir, "fieldgate.conf", "\npassword_file /etc/mosquitto/fieldgate.passwd", to);
	snprintf(to, sizeof(to), "\nacl_file %.500s/acl\npersistence_location %.40s/", site->dir, site->dir);
	aide_change(site->dir, "fieldgate.conf", "\nacl_file /etc/mosquitto/fieldgate.acl", to);
	/* A second bridge, by the lines of the first. */
	aide_change(site->dir, "acl", "user desk\n",
		    "user wecom\ntopic write fieldgate/v1/mo/wecom\ntopic write fieldgate/v1/dlr/wecom\n"
		    "topic read fieldgate/v1/mt/wecom\nuser desk\n");
	snprintf(log, sizeof(log), "%s/mosquitto.log", site->dir);
	site->broker = aide_start(site->dir, log, (const char *const[]){program, "-c", "fieldgate.conf", NULL});
	assert_true(peer_until(listens, NULL, PEER_PATIENCE));
}

static void start_gateway(void)
{
	char to[64];

	aide_write(site->dir, "password", "secret\n");
	snprintf(to, sizeof(to), "%s/password", site->dir);
	assert_int_equal(chmod(to, 0600), 0);
	aide_change(site->dir, "fieldgate.yaml", "broker: {",
		    "broker: {username: fieldgate, password_file: password, ");
	peer_gateway_start(site);
	assert_true(peer_log_says(site, "connected to the broker"));
}

static int begin(void **state)
{
	(void)state;
	peer_make(site);
	snprintf(port, sizeof(port), "%d", site->port);
	start_broker();
	start_gateway();
	return 0;
}

static int end(void **state)
{
	(void)state;
	peer_clear(site);
	return 0;
}

/* ---- users ---- */

/* Publishes below the prefix, wants the answer on reply/USER/1. True if the broker grants it. */
static bool publishes(const char *user, const char *topic, const char *payload)
{
	char whole[200], reply[200], out[1024];
	int code;

	snprintf(whole, sizeof(whole), PEER_PREFIX "/%s", topic);
	snprintf(reply, sizeof(reply), PEER_PREFIX "/reply/%s/1", user);
	code = aide_do(site->dir, out, "mosquitto_pub", "-V", "5", "-p", port, "-u", user, "-P", "secret", "-q", "1",
		       "-t", whole, "-m", payload, "-D", "publish", "response-topic", reply);
	if (strstr(out, "Not authorized"))
		return false;
	if (code != 0 || out[0])
		peer_die("mosquitto_pub: %d %s", code, out);
	return true;
}

struct spy {
	pid_t pid;
	char log[600];
};

/* Subscribes to all there is, and logs topic and payload. */
static struct spy spy(const char *user, const char *name)
{
	struct spy s;

	snprintf(s.log, sizeof(s.log), "%.500s/%s", site->dir, name);
	s.pid = aide_start(site->dir, s.log, (const char *const[]){"stdbuf",
								   "-oL",
								   "mosquitto_sub",
								   "-V",
								   "5",
								   "-p",
								   port,
								   "-u",
								   user,
								   "-P",
								   "secret",
								   "-q",
								   "1",
								   "-v",
								   "-d",
								   "-t",
								   "#",
								   "-t",
								   "fieldgate/v1/reply/#",
								   NULL});
	assert_true(aide_says(s.log, "Subscribed"));
	return s;
}

static void heard(const struct spy *s, const char *what)
{
	if (!aide_says(s->log, what)) {
		char *log = aide_read("/", s->log);

		peer_die("%s was not heard, but:\n%s", what, log);
	}
}

/* Of all topics below the prefix only these, which is looked at once something that came last has come. */
static void heard_only(const struct spy *s, const char *const topics[])
{
	char *log = aide_read("/", s->log), *rest = NULL;

	for (char *line = strtok_r(log, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
		bool known = strncmp(line, PEER_PREFIX "/", sizeof(PEER_PREFIX)) != 0;

		for (size_t i = 0; !known && topics[i]; i++)
			known = strncmp(line + sizeof(PEER_PREFIX), topics[i], strlen(topics[i])) == 0;
		if (!known)
			fail_msg("this was not for it: %s", line);
	}
	free(log);
}

/* ---- the tests ---- */

static const char opening[] = "{\"id\":\"o1\",\"flow\":\"repair\",\"machine\":\"EC210-0042\",\"fault\":\"异响\"}";
static const char help[] = "{\"id\":\"h1\",\"from\":\"" HEAD "\",\"text\":\"帮助\"}";
static const char later[] = "{\"id\":\"h2\",\"from\":\"" HEAD "\",\"text\":\"我的\"}";

static void everybody_gets_what_they_need_and_a_bridge_no_more(void **state)
{
	struct spy sms = spy("sms", "sms.log"), wecom = spy("wecom", "wecom.log"), desk = spy("desk", "desk.log"), late;

	(void)state;
	assert_true(publishes("desk", "ticket/open", opening));
	heard(&desk, "/reply/desk/1 {\"id\":\"o1\",\"ok\":true");
	heard(&desk, "/event/repair/open {");
	heard(&desk, "/ticket/10008 {");
	heard(&sms, "/mt/sms {");
	assert_true(publishes("sms", "mo/sms", "no JSON"));
	heard(&desk, "/rejected/sms {");
	heard(&sms, "/reply/sms/1 {");
	assert_true(publishes("sms", "dlr/sms", "{\"id\":\"none\",\"status\":\"delivered\"}"));
	assert_true(publishes("sms", "mo/sms", help));
	heard(&sms, "/reply/sms/1 {\"id\":\"h1\",\"ok\":true");
	heard_only(&sms, (const char *const[]){"mt/sms", "reply/sms/", NULL});

	/* Another bridge hears nothing of it; nor does a late one what is retained. */
	late = spy("wecom", "late.log");
	assert_true(publishes("wecom", "mo/wecom", later));
	heard(&wecom, "/reply/wecom/1 {\"id\":\"h2\",\"ok\":true");
	heard(&wecom, "/mt/wecom {");
	heard_only(&wecom, (const char *const[]){"mt/wecom", "reply/wecom/", NULL});
	heard(&late, "/reply/wecom/1 {\"id\":\"h2\",\"ok\":true");
	heard_only(&late, (const char *const[]){"mt/wecom", "reply/wecom/", NULL});
	late = spy("desk", "late-desk.log");
	heard(&late, "/status {");
	heard(&late, "/ticket/10008 {");
}

static void a_bridge_may_publish_nothing_else(void **state)
{
	static const char *const others[] = {"ticket/open",  "ticket/10008",      "status",       "mt/sms",
					     "mt/wecom",     "event/repair/open", "reply/desk/1", "reply/sms/1",
					     "rejected/sms", "mo/wecom",          "dlr/wecom",    "mo/desk"};
	int64_t letters = road_ask(&road, "SELECT count(*) FROM inbox WHERE kind <> 'due'");

	(void)state;
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		if (publishes("sms", others[i], help))
			fail_msg("a bridge may publish on %s", others[i]);
	assert_false(publishes("desk", "mo/sms", help));
	assert_false(publishes("desk", "mo/desk", help));
	assert_false(publishes("desk", "status", help));
	assert_int_equal(road_ask(&road, "SELECT count(*) FROM inbox WHERE kind <> 'due'"), letters);
}

static void nobody_comes_in_without_a_password(void **state)
{
	char out[1024];

	(void)state;
	assert_int_not_equal(
		aide_do(site->dir, out, "mosquitto_pub", "-p", port, "-q", "1", "-t", "fieldgate/v1/mo/sms", "-m", "x"),
		0);
	assert_int_not_equal(aide_do(site->dir, out, "mosquitto_pub", "-p", port, "-u", "sms", "-P", "guess", "-q", "1",
				     "-t", "fieldgate/v1/mo/sms", "-m", "x"),
			     0);
}

/* What the gateway needs is all granted: it stops as well as it began. */
static void the_gateway_meets_no_refusal(void **state)
{
	char *log;

	(void)state;
	assert_int_equal(peer_gateway_stop(site, SIGTERM), 0);
	log = aide_read(site->dir, "gateway.log");
	assert_null(strstr(log, "refuses"));
	assert_null(strstr(log, "nobody takes"));
	assert_null(strstr(log, "uthorized"));
	free(log);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(everybody_gets_what_they_need_and_a_bridge_no_more),
		cmocka_unit_test(a_bridge_may_publish_nothing_else),
		cmocka_unit_test(nobody_comes_in_without_a_password),
		cmocka_unit_test(the_gateway_meets_no_refusal),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
