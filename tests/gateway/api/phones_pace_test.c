/* The phones beside the gateway's own work: a play that is held in the middle holds up no text, no request and no reload. Done
 * by a gateway in which that can be had for certain: tests/faults/held_play_shim.c. */
#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/gateway/aide.h"
#include "tests/gateway/api/api_asker.h"

#define TEXTS 50

struct held {
	struct road road;
	char dir[256], pipes[300], agent[TOKEN], play[64];
	int said;  /* the end of the pipe on which the gateway says that it holds the play */
	int asked; /* the connection on which the play's clock was to move on */
};

static void make_pipes(struct held *h)
{
	char path[320];

	aide_folder(h->dir, sizeof(h->dir));
	snprintf(h->pipes, sizeof(h->pipes), "%s/play", h->dir);
	snprintf(path, sizeof(path), "%s.on", h->pipes);
	assert_int_equal(mkfifo(path, 0600), 0);
	snprintf(path, sizeof(path), "%s.held", h->pipes);
	assert_int_equal(mkfifo(path, 0600), 0);
	h->said = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	assert_true(h->said >= 0);
	setenv("HELD_PLAY", h->pipes, 1);
}

static void begin(struct held *h)
{
	char program[4096];

	snprintf(program, sizeof(program), "%s-held_play", aide_program());
	setenv("FIELDGATE", program, 1);
	make_pipes(h);
	h->road.site.phones = true;
	asker_begin(&h->road);
	asker_token(&h->road, "吴敏", h->agent);
}

/* On a play with a ticket, whose first clock falls due: the request is not read to its end. */
static void hold_play(struct held *h)
{
	static const char body[] = "{\"minutes\":10080}";
	struct pollfd said = {.fd = h->said, .events = POLLIN};
	char path[128], request[1024];

	assert_int_equal(asker_ask(&h->road, "POST", "/phones/v1/plays", h->agent, "", ""), 201);
	asker_value("play", h->play, sizeof(h->play));
	snprintf(path, sizeof(path), "/phones/v1/plays/%s/tickets", h->play);
	assert_int_equal(asker_ask(&h->road, "POST", path, h->agent, "", "{\"flow\":\"repair\",\"text\":\"x\"}"), 201);
	snprintf(request, sizeof(request),
		 "POST /phones/v1/plays/%s/clock HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer "
		 "%s\r\n"
		 "Content-Length: %zu\r\n\r\n%s",
		 h->play, h->agent, strlen(body), body);
	h->asked = http_connect(NULL, h->road.site.http);
	assert_true(h->asked >= 0 && http_send(h->asked, request, strlen(request)));
	assert_int_equal(poll(&said, 1, PEER_PATIENCE), 1);
	assert_true(said.revents & POLLIN);
}

/* True if nothing has been answered there yet. */
static bool is_silent(const struct held *h)
{
	struct pollfd asked = {.fd = h->asked, .events = POLLIN};

	return poll(&asked, 1, 0) == 0;
}

static void let_go(struct held *h)
{
	char path[320];
	int fd;

	snprintf(path, sizeof(path), "%s.on", h->pipes);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	assert_true(fd >= 0);
	close(fd);
}

static void texts_are_answered(struct held *h)
{
	char id[32];
	size_t from = client_heard(h->road.desk);

	for (int i = 0; i < TEXTS; i++) {
		snprintf(id, sizeof(id), "m-%d", i);
		road_mo(&h->road, id, i % 2 ? HEAD : ENGINEER, "帮助");
		road_ok(&h->road, from, id);
	}
	assert_true(is_silent(h));
}

static void a_play_that_takes_its_time_holds_up_nothing(void **state)
{
	static struct held h;
	char number[32];

	(void)state;
	begin(&h);
	hold_play(&h);
	/* The loop: texts, tickets, and what a desk puts in. */
	road_opened(&h.road, "o-1", number);
	texts_are_answered(&h);
	asker_done(&h.road, h.agent, number, "取消 用户自己解决");
	/* HTTP: pages and lists, and a reload of the files. */
	assert_int_equal(http_get(h.road.site.http, "/healthz", &answered), 200);
	assert_int_equal(asker_get(&h.road, "tickets", h.agent), 200);
	asker_take_up(&h.road, h.agent, "commercial_claim");
	assert_true(is_silent(&h));
	/* And the play itself comes to its end. */
	let_go(&h);
	assert_true(http_read(h.asked, &answered));
	assert_int_equal(answered.status, 200);
	close(h.said);
	road_end(&h.road);
	aide_remove(h.dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_play_that_takes_its_time_holds_up_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
