/* Requests on their way: by connections that are refused, never stand, end, or are used again. The steady clock stands still
 * but where a test moves it. */
#include <dlfcn.h>
#include <netdb.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/gateway/aide.h"
#include "tests/gateway/carrier/carrier_rig.h"
#include "tests/gateway/carrier/steady.h"
#include "tests/gateway/peer.h"

/* ---- a name server that does not answer ---- */

static pthread_mutex_t names_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t names_moved = PTHREAD_COND_INITIALIZER;
static int asked_in_vain, gave_up;
static bool names_dead = true;

/* In the place of libc's, for libcurl too. */
int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints, struct addrinfo **out)
{
	static int (*real)(const char *, const char *, const struct addrinfo *, struct addrinfo **);

	if (!node || strcmp(node, "dead.example") != 0) {
		real = (int (*)(const char *, const char *, const struct addrinfo *, struct addrinfo **))dlsym(
			RTLD_NEXT, "getaddrinfo");
		return real(node, service, hints, out);
	}
	pthread_mutex_lock(&names_lock);
	asked_in_vain++;
	pthread_cond_broadcast(&names_moved);
	while (names_dead)
		pthread_cond_wait(&names_moved, &names_lock);
	gave_up++;
	pthread_cond_broadcast(&names_moved);
	pthread_mutex_unlock(&names_lock);
	return EAI_AGAIN;
}

static void until_asked(void)
{
	pthread_mutex_lock(&names_lock);
	while (!asked_in_vain)
		pthread_cond_wait(&names_moved, &names_lock);
	pthread_mutex_unlock(&names_lock);
}

static void names_come_back(void)
{
	pthread_mutex_lock(&names_lock);
	names_dead = false;
	pthread_cond_broadcast(&names_moved);
	while (gave_up < asked_in_vain)
		pthread_cond_wait(&names_moved, &names_lock);
	pthread_mutex_unlock(&names_lock);
}

/* ---- requests ---- */

static void a_form_is_posted_without_asking_for_leave_first(void **state)
{
	(void)state;
	rig_begin((struct carrier_file){.post = true});
	assert_int_equal(rig_answer_to("cloud")->outcome, TRANSPORT_TAKEN);
	assert_string_equal(rig_request(0)->method, "POST");
	assert_string_equal(rig_request(0)->target, "/send");
	assert_string_equal(rig_request(0)->body, "id=01890000-0000-4000-8000-000000000001");
	assert_non_null(strstr(rig_request(0)->head, "application/x-www-form-urlencoded"));
	assert_null(strstr(rig_request(0)->head, "Expect"));
	rig_end();
}

static void a_path_goes_as_it_is_written_unless_it_is_none_or_has_dots(void **state)
{
#define ID "id=01890000-0000-4000-8000-000000000001"
	static const char *const paths[][2] = {{"/a%2fb/c;d", "/a%2fb/c;d?" ID},
					       {"/a?b=c/d&e", "/a?b=c/d&e&" ID},
					       {"", "/?" ID},
					       {"?b=c", "/?b=c&" ID},
					       {"/a/../b/./c", "/b/c?" ID},
					       {"/.a", "/.a?" ID}};

	(void)state;
	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++) {
		rig_begin((struct carrier_file){.path = paths[i][0]});
		assert_int_equal(rig_answer_to("cloud")->outcome, TRANSPORT_TAKEN);
		assert_string_equal(rig_request(0)->target, paths[i][1]);
		assert_non_null(strstr(rig_request(0)->head, "\r\nHost: 127.0.0.1:"));
		rig_end();
	}
}

/* A handle that is used again keeps nothing of the URL before. */
static void one_handle_serves_every_kind_of_url(void **state)
{
	static const char *const paths[] = {"/a", "/b/../c", "/d", "/a", NULL};
	struct carrier_file files[] = {{.name = "cloud"}, {0}};
	char wanted[100];

	(void)state;
	rig_begin((struct carrier_file){0});
	for (size_t i = 0; paths[i]; i++) {
		files[0].path = paths[i];
		rig_renew(files);
		assert_int_equal(rig_answer_to("cloud")->outcome, TRANSPORT_TAKEN);
		snprintf(wanted, sizeof(wanted), "%s?id=", i == 1 ? "/c" : paths[i]);
		assert_int_equal(strncmp(rig_request(i)->target, wanted, strlen(wanted)), 0);
	}
	rig_end();
}

static void a_carrier_that_refuses_the_connection_is_tried_later(void **state)
{
	const struct rig_answer *a;

	(void)state;
	rig_begin((struct carrier_file){0});
	trial_carrier_down(rig.carrier);
	a = rig_answer_to("cloud");
	assert_int_equal(a->outcome, TRANSPORT_LATER);
	assert_false(a->alone);
	assert_int_equal(a->status, 0);
	assert_non_null(strstr(a->why, "onnect"));
	trial_carrier_up(rig.carrier);
	assert_int_equal(rig_answer_to("cloud")->outcome, TRANSPORT_TAKEN);
	trial_carrier_down(rig.carrier);
	assert_int_equal(rig_answer_to("cloud")->outcome, TRANSPORT_LATER);
	assert_int_equal(trial_carrier_requests(rig.carrier), 1);
	rig_end();
}

/* Nothing of the text is sent before TLS stands. */
static void a_handshake_that_never_ends_is_tried_later(void **state)
{
	const struct rig_answer *a;
	size_t id;

	(void)state;
	rig_begin((struct carrier_file){.tls = true});
	id = rig_send("cloud", 1);
	while (trial_carrier_connections(rig.carrier) < 1)
		rig_turn();
	rig_turn();
	steady_forward(10001);
	rig_until_answered(1);
	a = rig_answer(id);
	assert_int_equal(a->outcome, TRANSPORT_LATER);
	assert_false(a->alone);
	assert_int_equal(trial_carrier_requests(rig.carrier), 0);
	rig_end();
}

static bool listens(void *port)
{
	return peer_listens(*(int *)port);
}

static void a_certificate_that_nobody_vouches_for_is_not_sent_a_text(void **state)
{
	const struct rig_answer *a;
	char dir[300], log[320], out[4096], accept[40];
	int port = peer_free_port();
	pid_t server;

	(void)state;
	aide_folder(dir, sizeof(dir));
	if (aide_do(dir, out, "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
		    "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName = IP:127.0.0.1",
		    "-keyout", "own.key", "-out", "own.crt") != 0)
		fail_msg("%s", out);
	snprintf(log, sizeof(log), "%s/server.log", dir);
	snprintf(accept, sizeof(accept), "127.0.0.1:%d", port);
	server = aide_start(dir, log,
			    (const char *const[]){"openssl", "s_server", "-www", "-accept", accept, "-cert", "own.crt",
						  "-key", "own.key", NULL});
	assert_true(peer_until(listens, &port, PEER_PATIENCE));
	rig_begin((struct carrier_file){.tls = true, .port = port});
	a = rig_answer_to("cloud");
	assert_int_equal(a->outcome, TRANSPORT_LATER);
	assert_non_null(strstr(a->why, "certificate"));
	assert_int_equal(a->status, 0);
	rig_end();
	aide_end(&server, SIGTERM);
	aide_remove(dir);
}

static void a_name_that_nobody_looks_up_holds_nobody_up(void **state)
{
	struct carrier_file files[] = {{.name = "dead", .host = "dead.example"}, {.name = "live"}, {.name = NULL}};
	const struct rig_answer *a;
	size_t id;

	(void)state;
	rig_begin_all(files);
	id = rig_send("dead", 1);
	rig_turn();
	until_asked();
	assert_int_equal(rig_answer_to("live")->outcome, TRANSPORT_TAKEN);
	steady_forward(10001);
	rig_until_answered(2);
	a = rig_answer(id);
	assert_int_equal(a->outcome, TRANSPORT_LATER);
	assert_false(a->alone);
	assert_int_equal(rig_answer_to("live")->outcome, TRANSPORT_TAKEN);
	assert_int_equal(gave_up, 0); /* its thread still waits */
	rig_end();
	names_come_back();
}

static void no_redirect_is_followed_and_no_proxy_asked(void **state)
{
	(void)state;
	setenv("http_proxy", "http://127.0.0.1:1", 1);
	setenv("all_proxy", "http://127.0.0.1:1", 1);
	rig_begin((struct carrier_file){0});
	rig_say((struct trial_response){.status = 302, .headers = "Location: /elsewhere\r\n"});
	assert_int_equal(rig_answer_to("cloud")->outcome, TRANSPORT_UNKNOWN);
	assert_int_equal(trial_carrier_requests(rig.carrier), 1);
	rig_end();
	unsetenv("http_proxy");
	unsetenv("all_proxy");
}

/* ---- connections ---- */

static void a_connection_is_used_again_but_not_after_a_long_time(void **state)
{
	(void)state;
	rig_begin((struct carrier_file){.post = true});
	for (int i = 0; i < 20; i++)
		assert_int_equal(rig_answer_to("cloud")->outcome, TRANSPORT_TAKEN);
	assert_int_equal(trial_carrier_connections(rig.carrier), 1);
	steady_forward(5000);
	assert_int_equal(rig_answer_to("cloud")->outcome, TRANSPORT_TAKEN);
	assert_int_equal(trial_carrier_connections(rig.carrier), 2);
	rig_end();
}

static void one_that_the_carrier_has_closed_is_not_used(void **state)
{
	(void)state;
	rig_begin((struct carrier_file){0});
	rig_say((struct trial_response){.body = "OK 1", .way = TRIAL_LEAVES});
	for (int i = 0; i < 20; i++) {
		assert_int_equal(rig_answer_to("cloud")->outcome, TRANSPORT_TAKEN);
		while (trial_carrier_open(rig.carrier))
			rig_turn();
	}
	assert_int_equal(trial_carrier_requests(rig.carrier), 20);
	rig_end();
}

/* libcurl sends a request again by itself where a connection that was used before ends without a byte of an answer. */
static void what_a_carrier_read_before_it_closed_a_kept_connection_goes_once(void **state)
{
	(void)state;
	for (int post = 0; post < 2; post++) {
		rig_begin((struct carrier_file){.post = post});
		assert_int_equal(rig_answer_to("cloud")->outcome, TRANSPORT_TAKEN);
		rig_say((struct trial_response){.way = TRIAL_CLOSED});
		assert_int_equal(rig_answer_to("cloud")->outcome, TRANSPORT_UNKNOWN);
		assert_int_equal(trial_carrier_requests(rig.carrier), 2);
		assert_int_equal(rig_request(1)->connection, 0);
		rig_end();
	}
}

static void one_that_ends_kept_connections_so_gets_a_new_one_for_each_text(void **state)
{
	size_t before;

	(void)state;
	rig_begin((struct carrier_file){0});
	assert_int_equal(rig_answer_to("cloud")->outcome, TRANSPORT_TAKEN);
	rig_say((struct trial_response){.way = TRIAL_CLOSED});
	assert_int_equal(rig_answer_to("cloud")->outcome, TRANSPORT_UNKNOWN);
	rig_say((struct trial_response){.body = "OK 1"});
	steady_forward(1000); /* for it gave no answer */
	assert_int_equal(rig_answer_to("cloud")->outcome, TRANSPORT_TAKEN);
	before = trial_carrier_connections(rig.carrier);
	for (int i = 0; i < 3; i++)
		assert_int_equal(rig_answer_to("cloud")->outcome, TRANSPORT_TAKEN);
	assert_int_equal(trial_carrier_connections(rig.carrier), before + 3);
	steady_forward(600000);
	for (int i = 0; i < 3; i++)
		assert_int_equal(rig_answer_to("cloud")->outcome, TRANSPORT_TAKEN);
	assert_int_equal(trial_carrier_connections(rig.carrier), before + 4);
	rig_end();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_form_is_posted_without_asking_for_leave_first),
		cmocka_unit_test(a_path_goes_as_it_is_written_unless_it_is_none_or_has_dots),
		cmocka_unit_test(one_handle_serves_every_kind_of_url),
		cmocka_unit_test(a_carrier_that_refuses_the_connection_is_tried_later),
		cmocka_unit_test(a_handshake_that_never_ends_is_tried_later),
		cmocka_unit_test(a_certificate_that_nobody_vouches_for_is_not_sent_a_text),
		cmocka_unit_test(a_name_that_nobody_looks_up_holds_nobody_up),
		cmocka_unit_test(no_redirect_is_followed_and_no_proxy_asked),
		cmocka_unit_test(a_connection_is_used_again_but_not_after_a_long_time),
		cmocka_unit_test(one_that_the_carrier_has_closed_is_not_used),
		cmocka_unit_test(what_a_carrier_read_before_it_closed_a_kept_connection_goes_once),
		cmocka_unit_test(one_that_ends_kept_connections_so_gets_a_new_one_for_each_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
