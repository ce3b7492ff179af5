/* What goes to a carrier by HTTP, and what each of its answers and failures is taken for. The steady clock stands still
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

/* ---- what is asked ---- */

static void say(struct trial_response r)
{
	trial_carrier_say(rig.carrier, &r);
}

static const struct trial_request *request(size_t k)
{
	return trial_carrier_request(rig.carrier, k);
}

/* Sends one and waits for its answer. */
static const struct rig_answer *answer_to(const char *channel)
{
	size_t before = rig.answered, id = rig_send(channel, 1);

	rig_until_answered(before + 1);
	return rig_answer(id);
}

static void a_text_is_a_request_and_its_answer_says_what_it_is_called(void **state)
{
	const struct rig_answer *a;

	(void)state;
	rig_begin((struct carrier_file){0});
	assert_false(transports_owe(&rig.transports));
	a = answer_to("cloud");
	assert_int_equal(a->outcome, TRANSPORT_TAKEN);
	assert_int_equal(a->status, 200);
	assert_string_equal(a->carrier_id, "ab12");
	assert_int_equal(trial_carrier_requests(rig.carrier), 1);
	assert_string_equal(request(0)->method, "GET");
	assert_string_equal(request(0)->target, "/send?id=01890000-0000-4000-8000-000000000001");
	assert_non_null(strstr(request(0)->head, "\r\nUser-Agent: fieldgate/"));
	assert_false(transports_owe(&rig.transports));
	rig_end();
}

static void a_form_is_posted_without_asking_for_leave_first(void **state)
{
	(void)state;
	rig_begin((struct carrier_file){.post = true});
	assert_int_equal(answer_to("cloud")->outcome, TRANSPORT_TAKEN);
	assert_string_equal(request(0)->method, "POST");
	assert_string_equal(request(0)->target, "/send");
	assert_string_equal(request(0)->body, "id=01890000-0000-4000-8000-000000000001");
	assert_non_null(strstr(request(0)->head, "application/x-www-form-urlencoded"));
	assert_null(strstr(request(0)->head, "Expect"));
	rig_end();
}

static void which_channels_it_carries_the_files_say(void **state)
{
	const struct transport *t;

	(void)state;
	rig_begin((struct carrier_file){.resends = true});
	t = transports_for(&rig.transports, "cloud");
	assert_non_null(t);
	assert_true(t->row->knows_again(t->self, "cloud"));
	assert_null(transports_for(&rig.transports, "sms"));
	assert_false(t->row->knows_again(t->self, "sms"));
	assert_int_equal(rig_room("sms"), 0);
	assert_true(transports_are_up(&rig.transports));
	rig_end();
}

/* ---- answers and failures ---- */

static void each_answer_is_what_the_file_says(void **state)
{
	static char huge[200000];
	const struct rig_answer *a;

	(void)state;
	memset(huge, 'x', sizeof(huge));
	memcpy(huge, "OK big\n", 7);
	rig_begin((struct carrier_file){0});
	say((struct trial_response){.status = 400, .body = "no such number"});
	a = answer_to("cloud");
	assert_int_equal(a->outcome, TRANSPORT_REFUSED);
	assert_int_equal(a->status, 400);
	say((struct trial_response){.status = 429, .headers = "retry-AFTER:  17 \r\n"});
	a = answer_to("cloud");
	assert_int_equal(a->outcome, TRANSPORT_LATER);
	assert_false(a->alone);
	assert_int_equal(a->wait_ms, 17000);
	say((struct trial_response){.status = 500, .body = "<html>"});
	a = answer_to("cloud");
	assert_int_equal(a->outcome, TRANSPORT_LATER);
	assert_true(a->alone);
	assert_int_equal(a->wait_ms, 0);
	say((struct trial_response){.body = "\x01\xff{{{"});
	assert_int_equal(answer_to("cloud")->outcome, TRANSPORT_UNKNOWN);
	say((struct trial_response){.body = "OK in-chunks-of-seven-bytes", .way = TRIAL_CHUNKED});
	assert_string_equal(answer_to("cloud")->carrier_id, "in-chunks-of-seven-bytes");
	say((struct trial_response){.body = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n"
					    "Transfer-Encoding: chunked\r\n\r\n7\r\nOK tail\r\n0\r\nX-Sum: 1\r\n\r\n",
				    .way = TRIAL_RAW});
	assert_string_equal(answer_to("cloud")->carrier_id, "tail");
	say((struct trial_response){.body = huge, .n = sizeof(huge)});
	a = answer_to("cloud");
	assert_int_equal(a->outcome, TRANSPORT_TAKEN);
	assert_string_equal(a->carrier_id, "big");
	say((struct trial_response){.body = "OK after"});
	assert_string_equal(answer_to("cloud")->carrier_id, "after");
	assert_int_equal(trial_carrier_requests(rig.carrier), 8);
	rig_end();
}

/* Its request was read: nobody knows what the carrier has done. */
static void expect_unknown(struct trial_response r)
{
	const struct rig_answer *a;

	rig_begin((struct carrier_file){0});
	say(r);
	a = answer_to("cloud");
	assert_int_equal(a->outcome, TRANSPORT_UNKNOWN);
	assert_non_null(strstr(a->why, "no whole answer"));
	assert_int_equal(trial_carrier_requests(rig.carrier), 1);
	rig_end();
	rig_begin((struct carrier_file){.resends = true});
	say(r);
	a = answer_to("cloud");
	assert_int_equal(a->outcome, TRANSPORT_LATER);
	assert_true(a->alone);
	assert_int_equal(trial_carrier_requests(rig.carrier), 1);
	rig_end();
}

static void an_answer_that_is_lost_leaves_it_unknown_unless_the_carrier_knows_it_again(void **state)
{
	(void)state;
	expect_unknown((struct trial_response){.body = "OK but-cut-in-the-middle", .way = TRIAL_CUT});
	expect_unknown((struct trial_response){.way = TRIAL_CLOSED});
	expect_unknown((struct trial_response){.body = "220 this is no HTTP\r\n", .way = TRIAL_RAW});
	expect_unknown((struct trial_response){.body = "HTTP/1.1 200 OK\r\nContent-Le", .way = TRIAL_RAW});
}

static void what_cannot_be_read_is_likewise(void **state)
{
	const struct rig_answer *a;

	(void)state;
	rig_begin((struct carrier_file){.resends = true});
	say((struct trial_response){.body = "?"});
	a = answer_to("cloud");
	assert_int_equal(a->outcome, TRANSPORT_LATER);
	assert_true(a->alone);
	rig_end();
}

static void a_request_that_is_not_answered_in_time_is_unknown(void **state)
{
	const struct rig_answer *a;
	size_t id;

	(void)state;
	rig_begin((struct carrier_file){0});
	say((struct trial_response){.held = true});
	id = rig_send("cloud", 1);
	rig_until_held(1);
	assert_true(transports_owe(&rig.transports));
	steady_forward(29000);
	rig_turn();
	assert_int_equal(rig.answered, 0);
	steady_forward(1001);
	rig_until_answered(1);
	a = rig_answer(id);
	assert_int_equal(a->outcome, TRANSPORT_UNKNOWN);
	assert_int_equal(a->status, 0);
	rig_end();
	rig_begin((struct carrier_file){.resends = true});
	say((struct trial_response){.held = true});
	id = rig_send("cloud", 1);
	rig_until_held(1);
	steady_forward(30001);
	rig_until_answered(1);
	a = rig_answer(id);
	assert_int_equal(a->outcome, TRANSPORT_LATER);
	assert_false(a->alone);
	rig_end();
}

static void a_carrier_that_refuses_the_connection_is_tried_later(void **state)
{
	const struct rig_answer *a;

	(void)state;
	rig_begin((struct carrier_file){0});
	trial_carrier_down(rig.carrier);
	a = answer_to("cloud");
	assert_int_equal(a->outcome, TRANSPORT_LATER);
	assert_false(a->alone);
	assert_int_equal(a->status, 0);
	assert_non_null(strstr(a->why, "onnect"));
	trial_carrier_up(rig.carrier);
	assert_int_equal(answer_to("cloud")->outcome, TRANSPORT_TAKEN);
	trial_carrier_down(rig.carrier);
	assert_int_equal(answer_to("cloud")->outcome, TRANSPORT_LATER);
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
	a = answer_to("cloud");
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
	assert_int_equal(answer_to("live")->outcome, TRANSPORT_TAKEN);
	steady_forward(10001);
	rig_until_answered(2);
	a = rig_answer(id);
	assert_int_equal(a->outcome, TRANSPORT_LATER);
	assert_false(a->alone);
	assert_int_equal(answer_to("live")->outcome, TRANSPORT_TAKEN);
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
	say((struct trial_response){.status = 302, .headers = "Location: /elsewhere\r\n"});
	assert_int_equal(answer_to("cloud")->outcome, TRANSPORT_UNKNOWN);
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
		assert_int_equal(answer_to("cloud")->outcome, TRANSPORT_TAKEN);
	assert_int_equal(trial_carrier_connections(rig.carrier), 1);
	steady_forward(5000);
	assert_int_equal(answer_to("cloud")->outcome, TRANSPORT_TAKEN);
	assert_int_equal(trial_carrier_connections(rig.carrier), 2);
	rig_end();
}

static void one_that_the_carrier_has_closed_is_not_used(void **state)
{
	(void)state;
	rig_begin((struct carrier_file){0});
	say((struct trial_response){.body = "OK 1", .way = TRIAL_LEAVES});
	for (int i = 0; i < 20; i++) {
		assert_int_equal(answer_to("cloud")->outcome, TRANSPORT_TAKEN);
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
		assert_int_equal(answer_to("cloud")->outcome, TRANSPORT_TAKEN);
		say((struct trial_response){.way = TRIAL_CLOSED});
		assert_int_equal(answer_to("cloud")->outcome, TRANSPORT_UNKNOWN);
		assert_int_equal(trial_carrier_requests(rig.carrier), 2);
		assert_int_equal(request(1)->connection, 0);
		rig_end();
	}
}

static void one_that_ends_kept_connections_so_gets_a_new_one_for_each_text(void **state)
{
	size_t before;

	(void)state;
	rig_begin((struct carrier_file){0});
	assert_int_equal(answer_to("cloud")->outcome, TRANSPORT_TAKEN);
	say((struct trial_response){.way = TRIAL_CLOSED});
	assert_int_equal(answer_to("cloud")->outcome, TRANSPORT_UNKNOWN);
	say((struct trial_response){.body = "OK 1"});
	steady_forward(1000); /* for it gave no answer */
	assert_int_equal(answer_to("cloud")->outcome, TRANSPORT_TAKEN);
	before = trial_carrier_connections(rig.carrier);
	for (int i = 0; i < 3; i++)
		assert_int_equal(answer_to("cloud")->outcome, TRANSPORT_TAKEN);
	assert_int_equal(trial_carrier_connections(rig.carrier), before + 3);
	steady_forward(600000);
	for (int i = 0; i < 3; i++)
		assert_int_equal(answer_to("cloud")->outcome, TRANSPORT_TAKEN);
	assert_int_equal(trial_carrier_connections(rig.carrier), before + 4);
	rig_end();
}

static void as_many_are_under_way_as_the_file_says(void **state)
{
	(void)state;
	rig_begin((struct carrier_file){.under_way = 30});
	say((struct trial_response){.held = true, .body = "OK 1"});
	for (int round = 0; round < 3; round++) {
		assert_int_equal(rig_room("cloud"), 30);
		for (int i = 0; i < 30; i++)
			rig_send("cloud", 1);
		assert_int_equal(rig_room("cloud"), 0);
		assert_int_equal(transports_room(&rig.transports), 0);
		rig_until_held(30);
		trial_carrier_go(rig.carrier, 30);
		rig_until_answered((size_t)(round + 1) * 30);
	}
	for (size_t i = 1; i <= 90; i++)
		assert_int_equal(rig_answer(i)->outcome, TRANSPORT_TAKEN);
	assert_int_equal(trial_carrier_connections(rig.carrier), 30);
	rig_end();
}

/* ---- how much it takes ---- */

static void no_more_leave_in_a_second_than_the_file_says(void **state)
{
	(void)state;
	rig_begin((struct carrier_file){.per_second = 3});
	assert_int_equal(rig_room("cloud"), 3);
	rig_send("cloud", 1);
	rig_send("cloud", 2);
	assert_int_equal(rig_room("cloud"), 0);
	rig_until_answered(2);
	assert_int_equal(transports_timeout(&rig.transports), 1000);
	steady_forward(999);
	rig_turn();
	assert_int_equal(rig_room("cloud"), 0);
	assert_int_equal(transports_timeout(&rig.transports), 1);
	steady_forward(1);
	assert_int_equal(rig_room("cloud"), 3);
	rig_end();
}

static void a_text_that_is_too_long_for_now_leaves_as_soon_as_it_may(void **state)
{
	(void)state;
	rig_begin((struct carrier_file){.per_second = 3});
	rig_send("cloud", 2);
	rig_send("cloud", 5);
	assert_int_equal(rig_room("cloud"), 0);
	rig_until_answered(1);
	assert_true(transports_owe(&rig.transports));
	steady_forward(999);
	rig_turn();
	assert_int_equal(trial_carrier_requests(rig.carrier), 1);
	steady_forward(1);
	rig_until_answered(2);
	assert_int_equal(rig_room("cloud"), 0);
	steady_forward(1666);
	assert_int_equal(rig_room("cloud"), 0);
	steady_forward(1);
	assert_int_equal(rig_room("cloud"), 3);
	rig_end();
}

/* The outbox may have marked more on disk than could leave when it came to sending them. */
static void what_is_handed_over_beyond_the_rate_waits_its_turn(void **state)
{
	const struct transport *t;

	(void)state;
	rig_begin((struct carrier_file){.per_second = 3, .under_way = 3});
	t = transports_for(&rig.transports, "cloud");
	for (int i = 0; i < 3; i++)
		assert_true(rig_hand_over("cloud", 2));
	assert_false(rig_hand_over("cloud", 1));
	rig_until_answered(1);
	assert_true(t->row->owes(t->self));
	for (size_t n = 2; n <= 3; n++) {
		steady_forward(999);
		rig_turn();
		assert_int_equal(trial_carrier_requests(rig.carrier), n - 1);
		steady_forward(1);
		rig_until_answered(n);
	}
	rig_end();
}

static void what_waits_longer_than_it_is_good_for_expires(void **state)
{
	size_t id;

	(void)state;
	rig_begin((struct carrier_file){.per_second = 3});
	rig_send("cloud", 1);
	id = rig_send_for("cloud", 3, 1);
	rig_until_answered(1);
	steady_forward(1000);
	rig_until_answered(2);
	assert_int_equal(rig_answer(id)->outcome, TRANSPORT_EXPIRED);
	assert_int_equal(trial_carrier_requests(rig.carrier), 1);
	assert_int_equal(rig_room("cloud"), 3);
	rig_end();
}

static void what_the_carrier_would_not_take_is_refused_with_the_reason(void **state)
{
	size_t id;

	(void)state;
	rig_begin((struct carrier_file){.segments = 2, .approved = "received"});
	id = rig_send("cloud", 3);
	rig_until_answered(1);
	assert_int_equal(rig_answer(id)->outcome, TRANSPORT_REFUSED);
	assert_string_equal(rig_answer(id)->why, "3 segments, and cloud takes 2");
	id = rig_send_template("cloud", "joke");
	rig_until_answered(2);
	assert_int_equal(rig_answer(id)->outcome, TRANSPORT_REFUSED);
	assert_non_null(strstr(rig_answer(id)->why, "joke is not among those approved"));
	assert_int_equal(answer_to("cloud")->outcome, TRANSPORT_TAKEN);
	assert_int_equal(trial_carrier_requests(rig.carrier), 1);
	rig_end();
}

static void a_carrier_that_hangs_takes_no_room_from_another(void **state)
{
	struct carrier_file files[] = {{.name = "hangs"}, {.name = "live"}, {.name = NULL}};
	struct trial_carrier *other = trial_carrier_new();

	(void)state;
	files[0].port = trial_carrier_port(other);
	trial_carrier_say(other, &(struct trial_response){.held = true});
	rig_begin_all(files);
	for (int i = 0; i < 8; i++)
		rig_send("hangs", 1);
	assert_int_equal(rig_room("hangs"), 0);
	assert_int_equal(rig_room("live"), 8);
	assert_int_equal(transports_room(&rig.transports), 8);
	for (int i = 0; i < 50; i++)
		assert_int_equal(answer_to("live")->outcome, TRANSPORT_TAKEN);
	rig_end();
	trial_carrier_free(other);
}

/* Each text that it does not answer may be lost: it gets one at a time, more and more seldom. */
static void a_carrier_that_answers_nothing_is_spared(void **state)
{
	(void)state;
	rig_begin((struct carrier_file){0});
	say((struct trial_response){.held = true, .body = "OK 1"});
	for (int i = 0; i < 8; i++)
		rig_send("cloud", 1);
	rig_until_held(8);
	steady_forward(30001);
	rig_until_answered(8);
	assert_int_equal(rig_room("cloud"), 0);
	assert_int_equal(transports_timeout(&rig.transports), 1000);
	steady_forward(1000);
	assert_int_equal(rig_room("cloud"), 1);
	rig_send("cloud", 1);
	assert_int_equal(rig_room("cloud"), 0);
	rig_until_requests(9);
	steady_forward(30001);
	rig_until_answered(9);
	steady_forward(1999);
	assert_int_equal(rig_room("cloud"), 0);
	steady_forward(1);
	assert_int_equal(rig_room("cloud"), 1);
	say((struct trial_response){.status = 500});
	assert_int_equal(answer_to("cloud")->outcome, TRANSPORT_LATER);
	assert_int_equal(rig_room("cloud"), 8);
	rig_end();
}

/* ---- other files, and the end ---- */

static void what_is_under_way_ends_under_the_file_under_which_it_began(void **state)
{
	struct carrier_file files[] = {{.name = "cloud", .under_way = 2}, {.name = NULL}};
	size_t id;

	(void)state;
	rig_begin((struct carrier_file){.resends = true});
	say((struct trial_response){.held = true, .body = "?"});
	id = rig_send("cloud", 1);
	rig_until_held(1);
	rig_renew(files);
	assert_int_equal(rig_room("cloud"), 1);
	trial_carrier_go(rig.carrier, 1);
	rig_until_answered(1);
	assert_int_equal(rig_answer(id)->outcome, TRANSPORT_LATER);
	say((struct trial_response){.body = "?"});
	assert_int_equal(answer_to("cloud")->outcome, TRANSPORT_UNKNOWN);
	rig_end();
}

static void a_channel_without_its_file_is_carried_no_longer(void **state)
{
	struct carrier_file none[] = {{.name = NULL}}, back[] = {{.name = "cloud"}, {.name = NULL}};
	size_t ids[2];

	(void)state;
	rig_begin((struct carrier_file){.per_second = 2});
	say((struct trial_response){.held = true, .body = "OK 1"});
	ids[0] = rig_send("cloud", 1);
	ids[1] = rig_send("cloud", 2);
	rig_until_held(1);
	rig_renew(none);
	assert_null(transports_for(&rig.transports, "cloud"));
	assert_int_equal(rig_room("cloud"), 0);
	rig_until_answered(1);
	assert_int_equal(rig_answer(ids[1])->outcome, TRANSPORT_LATER);
	trial_carrier_go(rig.carrier, 1);
	rig_until_answered(2);
	assert_int_equal(rig_answer(ids[0])->outcome, TRANSPORT_TAKEN);
	assert_false(transports_owe(&rig.transports));
	rig_renew(back);
	assert_int_equal(rig_room("cloud"), 8);
	rig_end();
}

static void it_ends_at_once_with_requests_under_way(void **state)
{
	(void)state;
	rig_begin((struct carrier_file){.per_second = 9});
	say((struct trial_response){.held = true});
	for (int i = 0; i < 7; i++)
		rig_send("cloud", 1);
	rig_until_held(7);
	rig_send("cloud", 5); /* it waits */
	rig_end();
	assert_int_equal(rig.answered, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_text_is_a_request_and_its_answer_says_what_it_is_called),
		cmocka_unit_test(a_form_is_posted_without_asking_for_leave_first),
		cmocka_unit_test(which_channels_it_carries_the_files_say),
		cmocka_unit_test(each_answer_is_what_the_file_says),
		cmocka_unit_test(an_answer_that_is_lost_leaves_it_unknown_unless_the_carrier_knows_it_again),
		cmocka_unit_test(what_cannot_be_read_is_likewise),
		cmocka_unit_test(a_request_that_is_not_answered_in_time_is_unknown),
		cmocka_unit_test(a_carrier_that_refuses_the_connection_is_tried_later),
		cmocka_unit_test(a_handshake_that_never_ends_is_tried_later),
		cmocka_unit_test(a_certificate_that_nobody_vouches_for_is_not_sent_a_text),
		cmocka_unit_test(a_name_that_nobody_looks_up_holds_nobody_up),
		cmocka_unit_test(no_redirect_is_followed_and_no_proxy_asked),
		cmocka_unit_test(a_connection_is_used_again_but_not_after_a_long_time),
		cmocka_unit_test(one_that_the_carrier_has_closed_is_not_used),
		cmocka_unit_test(what_a_carrier_read_before_it_closed_a_kept_connection_goes_once),
		cmocka_unit_test(one_that_ends_kept_connections_so_gets_a_new_one_for_each_text),
		cmocka_unit_test(as_many_are_under_way_as_the_file_says),
		cmocka_unit_test(no_more_leave_in_a_second_than_the_file_says),
		cmocka_unit_test(a_text_that_is_too_long_for_now_leaves_as_soon_as_it_may),
		cmocka_unit_test(what_is_handed_over_beyond_the_rate_waits_its_turn),
		cmocka_unit_test(what_waits_longer_than_it_is_good_for_expires),
		cmocka_unit_test(what_the_carrier_would_not_take_is_refused_with_the_reason),
		cmocka_unit_test(a_carrier_that_hangs_takes_no_room_from_another),
		cmocka_unit_test(a_carrier_that_answers_nothing_is_spared),
		cmocka_unit_test(what_is_under_way_ends_under_the_file_under_which_it_began),
		cmocka_unit_test(a_channel_without_its_file_is_carried_no_longer),
		cmocka_unit_test(it_ends_at_once_with_requests_under_way),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
