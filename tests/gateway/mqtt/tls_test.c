/* TLS to the broker: certificates made here with openssl's program, a real mosquitto that asks for them and for a
 * password, and each of the ways in which an administrator gets it wrong. A second listener without all that is for
 * looking on. */
#include <setjmp.h>
#include <signal.h>
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
static int tls_port;

/* ---- certificates ---- */

static void openssl(const char *const args[])
{
	char out[4096];

	if (aide_run(site->dir, out, sizeof(out), args) != 0)
		peer_die("openssl: %s", out);
}
#define OPENSSL(...) openssl((const char *const[]){"openssl", __VA_ARGS__, NULL})

/* An authority of that name: NAME.crt, NAME.key. */
static void make_authority(const char *name)
{
	char key[64], crt[64], subject[64];

	snprintf(key, sizeof(key), "%s.key", name);
	snprintf(crt, sizeof(crt), "%s.crt", name);
	snprintf(subject, sizeof(subject), "/CN=%s", name);
	OPENSSL("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj",
		subject, "-keyout", key, "-out", crt);
}

/* NAME.crt and NAME.key, signed by the authority, good for an address. */
static void make_certificate(const char *name, const char *address, const char *authority)
{
	char key[64], csr[64], crt[64], ca[64], ca_key[64], subject[64];

	snprintf(key, sizeof(key), "%s.key", name);
	snprintf(csr, sizeof(csr), "%s.csr", name);
	snprintf(crt, sizeof(crt), "%s.crt", name);
	snprintf(ca, sizeof(ca), "%s.crt", authority);
	snprintf(ca_key, sizeof(ca_key), "%s.key", authority);
	snprintf(subject, sizeof(subject), "/CN=%s", name);
	aide_write(site->dir, "names", "subjectAltName = IP:%s\n", address);
	OPENSSL("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", subject, "-keyout",
		key, "-out", csr);
	OPENSSL("x509", "-req", "-in", csr, "-CA", ca, "-CAkey", ca_key, "-CAcreateserial", "-days", "2", "-extfile",
		"names", "-out", crt);
}

/* ---- broker and gateway ---- */

static bool listen(void *ctx)
{
	(void)ctx;
	return peer_listens(site->port) && peer_listens(tls_port);
}

/* With the certificate of that name. */
static void start_broker(const char *certificate)
{
	const char *program = access("/usr/sbin/mosquitto", X_OK) == 0 ? "/usr/sbin/mosquitto" : "mosquitto";
	char log[600];

	aide_write(site->dir, "mosquitto.conf",
		   "per_listener_settings true\n%sset_tcp_nodelay true\nlistener %d 127.0.0.1\nallow_anonymous true\n"
		   "listener %d 127.0.0.1\nallow_anonymous false\npassword_file %s/passwd\ncafile %s/ca.crt\n"
		   "certfile %s/%s.crt\nkeyfile %s/%s.key\nrequire_certificate true\n",
		   geteuid() == 0 ? "user root\n" : "", site->port, tls_port, site->dir, site->dir, site->dir,
		   certificate, site->dir, certificate);
	snprintf(log, sizeof(log), "%s/mosquitto.log", site->dir);
	site->broker = aide_start(site->dir, log, (const char *const[]){program, "-c", "mosquitto.conf", NULL});
	assert_true(peer_until(listen, NULL, PEER_PATIENCE));
}

static void configure(const char *ca, const char *certificate, const char *password, const char *protocol)
{
	char secret[64];

	aide_write(site->dir, "password", "%s\n", password);
	snprintf(secret, sizeof(secret), "%s/password", site->dir);
	assert_int_equal(chmod(secret, 0600), 0);
	aide_write(site->dir, "fieldgate.yaml",
		   "database: fieldgate.db\ntime_zone: Asia/Shanghai\ncountry_code: 86\nflows: repair.yaml\n"
		   "templates: templates\nhttp: {listen: off}\nbroker:\n  host: 127.0.0.1\n  port: %d\n  protocol: %s\n"
		   "  username: fieldgate\n  password_file: password\n  ca_file: %s.crt\n  cert_file: %s.crt\n"
		   "  key_file: %s.key\n",
		   tls_port, protocol, ca, certificate, certificate);
}

static int begin(void **state)
{
	char out[512];

	(void)state;
	*site = (struct peer_site){0};
	peer_make(site);
	do
		tls_port = peer_free_port();
	while (tls_port == site->port);
	aide_copy("handlers/repair.yaml", site->dir);
	aide_copy("templates", site->dir);
	make_authority("ca");
	make_authority("other");
	make_certificate("broker", "127.0.0.1", "ca");
	make_certificate("elsewhere", "10.9.8.7", "ca");
	make_certificate("gateway", "127.0.0.1", "ca");
	make_certificate("stranger", "127.0.0.1", "other");
	aide_write(site->dir, "passwd", "%s", "");
	assert_int_equal(aide_do(site->dir, out, "mosquitto_passwd", "-b", "passwd", "fieldgate", "pass word"), 0);
	return 0;
}

static int end(void **state)
{
	(void)state;
	client_free(road.desk);
	road.desk = NULL;
	peer_clear(site);
	return 0;
}

static void look_on(void)
{
	road.desk = client_new(site->port, NULL);
	road_listen(road.desk);
}

static void says(const char *what)
{
	if (!peer_log_says(site, what)) {
		char *log = aide_read(site->dir, "gateway.log");

		fail_msg("the log does not say `%s`:\n%s", what, log);
	}
}

/* The configuration is mended and the gateway started again: now it must come in. */
static void mend(void)
{
	assert_int_equal(peer_gateway_stop(site, SIGTERM), 0);
	configure("ca", "gateway", "pass word", "5");
	road_gateway_up(&road);
}

static bool tried_often(void *ctx)
{
	char *log = aide_read(site->dir, "gateway.log");
	int n = 0;

	(void)ctx;
	for (const char *at = log; (at = strstr(at, "; next try in ")); at++)
		n++;
	free(log);
	return n >= 3;
}

/* It went on trying, and nothing got through. */
static void kept_out(const char *why)
{
	look_on();
	peer_gateway_start(site);
	says(why);
	/* It goes on trying: the waits double, 0.2, 0.4, 0.8 s, each with some chance in it. */
	assert_true(peer_until(tried_often, NULL, PEER_PATIENCE));
	assert_int_equal(client_count(road.desk, 0, "status", "online"), 0);
}

/* ---- the tests ---- */

static void works(const char *protocol)
{
	start_broker("broker");
	configure("ca", "gateway", "pass word", protocol);
	look_on();
	road_gateway_up(&road);
	road_mo(&road, "m-1", HEAD, "帮助");
	road_told(&road, 0, HEAD, "帮助");
	/* The broker goes and comes: the handshake is done again. */
	peer_broker_stop(site);
	start_broker("broker");
	client_free(road.desk);
	look_on();
	road_online(&road, 0);
	road_mo(&road, "m-2", HEAD, "我的");
	assert_non_null(client_wait(road.desk, 0, "mt/sms", NULL));
	assert_int_equal(peer_gateway_stop(site, SIGTERM), 0);
	assert_non_null(client_wait(road.desk, 0, "status", "offline"));
}

static void with_authority_certificate_and_password_it_works(void **state)
{
	(void)state;
	works("5");
}

static void over_3_1_1_too(void **state)
{
	(void)state;
	works("3.1.1");
}

static void a_broker_of_another_authority_is_refused(void **state)
{
	(void)state;
	start_broker("broker");
	configure("other", "gateway", "pass word", "5");
	kept_out("`ca_file` does not vouch for the broker's certificate");
	mend();
}

static void a_broker_whose_certificate_is_of_another_host_is_refused(void **state)
{
	(void)state;
	start_broker("elsewhere");
	configure("ca", "gateway", "pass word", "5");
	kept_out("the broker's certificate is of another host: mend `host`");
}

static void our_certificate_of_another_authority_is_refused_by_the_broker(void **state)
{
	(void)state;
	start_broker("broker");
	configure("ca", "stranger", "pass word", "5");
	kept_out("who signed our certificate: mend `cert_file`");
	mend();
}

static void a_wrong_password_is_refused_and_the_reason_said(void **state)
{
	(void)state;
	start_broker("broker");
	configure("ca", "gateway", "guessed", "5");
	kept_out("the broker refuses the connection: Not authorized");
	says("password_file");
	mend();
}

static void and_over_3_1_1(void **state)
{
	(void)state;
	start_broker("broker");
	configure("ca", "gateway", "guessed", "3.1.1");
	kept_out("the broker refuses the connection: Connection Refused: not authorised");
	says("password_file");
	mend();
}

static void without_tls_on_a_port_that_wants_it_it_says_what_is_missing(void **state)
{
	(void)state;
	start_broker("broker");
	configure("ca", "gateway", "pass word", "5");
	aide_change(site->dir, "fieldgate.yaml",
		    "  ca_file: ca.crt\n  cert_file: gateway.crt\n  key_file: gateway.key\n", "");
	kept_out("name `ca_file` if its port wants TLS");
	mend();
}

static void and_with_tls_on_one_that_has_none(void **state)
{
	char wrong[32], right[32];

	(void)state;
	start_broker("broker");
	configure("ca", "gateway", "pass word", "5");
	snprintf(right, sizeof(right), "port: %d", tls_port);
	snprintf(wrong, sizeof(wrong), "port: %d", site->port);
	aide_change(site->dir, "fieldgate.yaml", right, wrong);
	kept_out("leave `ca_file` out");
	mend();
}

static void without_a_certificate_where_one_is_asked_for(void **state)
{
	(void)state;
	start_broker("broker");
	configure("ca", "gateway", "pass word", "5");
	aide_change(site->dir, "fieldgate.yaml", "  cert_file: gateway.crt\n  key_file: gateway.key\n", "");
	kept_out("mend `cert_file` and `key_file`");
	mend();
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(with_authority_certificate_and_password_it_works),
		TEST(over_3_1_1_too),
		TEST(a_broker_of_another_authority_is_refused),
		TEST(a_broker_whose_certificate_is_of_another_host_is_refused),
		TEST(our_certificate_of_another_authority_is_refused_by_the_broker),
		TEST(a_wrong_password_is_refused_and_the_reason_said),
		TEST(and_over_3_1_1),
		TEST(without_tls_on_a_port_that_wants_it_it_says_what_is_missing),
		TEST(and_with_tls_on_one_that_has_none),
		TEST(without_a_certificate_where_one_is_asked_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
