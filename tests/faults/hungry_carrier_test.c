/* Memory that runs out while texts go to a carrier: each that was handed over is answered once, none is sent that is
 * not, and nothing is left behind. Nobody listens where the carrier should be. */
#include <arpa/inet.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "gateway/transport/transports.h"
#include "tests/faults/memory/hunger.h"
#include "tests/gateway/carrier/carrier_files.h"

#define TEXTS 3

static struct channels *files, *other_files;
static size_t answers[TEXTS + 1];

/* A port that is taken and refuses who connects. */
static int take_port(int *fd)
{
	struct sockaddr_in a = {.sin_family = AF_INET};
	socklen_t size = sizeof(a);

	a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	*fd = socket(AF_INET, SOCK_STREAM, 0);
	assert_int_equal(bind(*fd, (struct sockaddr *)&a, size), 0);
	assert_int_equal(getsockname(*fd, (struct sockaddr *)&a, &size), 0);
	return ntohs(a.sin_port);
}

static void answered(void *ctx, const struct transport_answer *a)
{
	(void)ctx;
	assert_int_equal(a->outcome, TRANSPORT_LATER);
	answers[a->tag]++;
}

static bool hand_over(const struct transport *t, int64_t id)
{
	const struct outbox_mt mt = {.id = id,
				     .uuid = "01890000-0000-4000-8000-000000000001",
				     .channel = "cloud",
				     .number = "+8613800000011",
				     .template = "received",
				     .encoding = "ucs2",
				     .segments = 1,
				     .text = "已收到 & noted",
				     .params = "{}"};

	return t->row->send(t->self, &mt, 60);
}

static void turn(const struct transports *ts)
{
	struct watch_list list = {0};

	transports_flush(ts);
	hungry(false);
	transports_watch(ts, &list);
	watch_list_wait(&list, transports_timeout(ts) ? 5 : 0);
	watch_list_free(&list);
	hungry(true);
	transports_tend(ts);
	transports_hear(ts);
}

static void send_texts(const struct transports *ts)
{
	bool sent[TEXTS + 1];

	memset(answers, 0, sizeof(answers));
	for (int64_t id = 1; id <= TEXTS; id++) {
		sent[id] = hand_over(&ts->all[0], id);
		if (!sent[id])
			torture_refused();
	}
	transports_renew(ts, other_files);
	while (transports_owe(ts))
		turn(ts);
	for (int64_t id = 1; id <= TEXTS; id++)
		assert_int_equal(answers[id], sent[id]);
}

static void one_run(void)
{
	static const struct transport_row *const rows[] = {&transport_carrier, NULL};
	const struct transport_hooks hooks = {.answered = answered};
	struct transports ts;
	char why[200] = "";
	bool ok;

	hungry(true);
	ok = transports_open(&ts, rows, NULL, files, &hooks, why, sizeof(why));
	if (ok) {
		send_texts(&ts);
	} else {
		torture_refused();
		assert_non_null(strstr(why, "out of memory"));
	}
	hungry(false);
	transports_close(&ts);
}

static void texts_that_find_no_memory_wait_and_are_answered_once(void **state)
{
	int fd, port = take_port(&fd);
	struct carrier_file cloud[] = {{.name = "cloud", .port = port, .under_way = TEXTS, .per_second = 50},
				       {.name = NULL}};

	(void)state;
	files = carrier_files_load(cloud);
	cloud[0].per_second = 20;
	cloud[0].post = true;
	other_files = carrier_files_load(cloud);
	torture("texts to a carrier", one_run, OURS, OURS);
	channels_release(files);
	channels_release(other_files);
	close(fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(texts_that_find_no_memory_wait_and_are_answered_once)};

	if (!hunger_take_over())
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
