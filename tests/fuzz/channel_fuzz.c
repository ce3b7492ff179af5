/* The file of a channel, any bytes; and where it holds, what a carrier might answer and call back with, any bytes.
 *
 * Before the first FF stands the file, behind it what a text says and what comes. `secret` is a file beside it. */
#include "tests/fuzz/fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "gateway/channel/channel.h"
#include "gateway/channel/channel_answer.h"
#include "gateway/channel/channel_callback.h"
#include "gateway/channel/channel_request.h"
#include "gateway/wire/json_tree.h"
#include "gateway/wire/wire_in.h"
#include "templates/text/utf8.h"

#define NOW 1795222800000LL

static struct setup setup = {.default_channel = "sms", .time_zone = "Asia/Shanghai", .channels_n = 1};

static void put(const char *name, const void *bytes, size_t n, char path[PATH_BYTES])
{
	snprintf(path, PATH_BYTES, "%s/%s", fuzz_folder(), name);
	FILE *f = fopen(path, "w");
	HOLD(f && fwrite(bytes, 1, n, f) == n && fclose(f) == 0, "no file %s", path);
	HOLD(chmod(path, 0600) == 0, "no file %s", path);
}

/* How often a pattern repeats what it repeats, and what it refers back to, may take longer than anyone waits: who writes
 * the file is trusted that far. */
static bool takes_ages(const struct bytes file)
{
	for (size_t i = 0; i + 1 < file.n; i++)
		if ((file.at[i] == '{' || file.at[i] == '\\') && file.at[i + 1] >= '0' && file.at[i + 1] <= '9')
			return true;
	return false;
}

static void send(const struct channel *c, const char *text)
{
	struct outbox_mt mt = {.created = NOW,
			       .expires = NOW + 60000,
			       .ticket = 10008,
			       .uuid = "0b1c2d3e-0000-4000-8000-000000000001",
			       .number = "+8613800000011",
			       .template = "list",
			       .encoding = "ucs2",
			       .segments = 1,
			       .text = (char *)text,
			       .params = (char *)text};
	struct carrier_request r;
	bool again;
	char why[256] = "";
	if (!carrier_request_fill(c, &mt, NOW, &r, &again, why, sizeof(why))) {
		HOLD(*why, "not filled, and nothing says why");
		carrier_request_free(&r);
		return;
	}
	HOLD(strncmp(r.url, "http", 4) == 0, "url %s", r.url);
	for (const char *s = r.url; *s; s++)
		HOLD(*s > ' ' && *s < 0x7f && *s != '#', "url %s", r.url);
	for (size_t i = 0; i < r.headers_n; i++) {
		HOLD(strchr(r.headers[i], ':'), "header %s", r.headers[i]);
		for (const char *s = r.headers[i]; *s; s++)
			HOLD((unsigned char)*s >= ' ' && *s != 0x7f, "header %s", r.headers[i]);
	}
	if (r.body && (r.body[0] == '{' || r.body[0] == '[')) {
		struct json_tree *tree = json_tree_read(r.body, r.body_n, &again, why, sizeof(why));
		HOLD(tree && utf8_valid(r.body, r.body_n), "%s: %s", why, r.body);
		json_tree_free(tree);
	}
	carrier_request_free(&r);
}

static void answer(const struct channel *c, const char *bytes, size_t n)
{
	static const int statuses[] = {200, 202, 400, 403, 429, 503};
	for (size_t i = 0; i < sizeof(statuses) / sizeof(*statuses); i++) {
		struct carrier_answer a;
		carrier_answer_read(c, statuses[i], "17", bytes, n, NOW, &a);
		HOLD(a.outcome != TRANSPORT_NOBODY && a.outcome != TRANSPORT_EXPIRED, "outcome %d", a.outcome);
		HOLD(a.outcome == TRANSPORT_TAKEN || *a.why, "%d, and nothing says why", a.outcome);
		HOLD(!strpbrk(a.why, "\n\r\t") && utf8_valid(a.why, strlen(a.why)), "why %s", a.why);
	}
}

static const char *a_header(void *ctx, const char *name)
{
	return strcmp(name, "X-None") == 0 ? NULL : ctx;
}

/* What is taken, the wire reads, but for ids and numbers that are too long. */
static void look_at(const struct callback_input *one, enum input_kind kind)
{
	static struct wire_mo mo;
	char why[256] = "";
	HOLD(one->payload && strlen(one->refused) < sizeof(one->refused), "a hole");
	if (one->refused[0])
		return;
	HOLD(one->n == strlen(one->payload) && utf8_valid(one->payload, one->n), "payload %s", one->payload);
	if (kind == IN_MO && wire_read_mo(one->payload, one->n, &mo, why, sizeof(why)))
		free(mo.text);
	HOLD(!strstr(why, "not JSON") && !strstr(why, "missing"), "%s: %s", why, one->payload);
}

static void call(const struct channel *c, enum input_kind kind, const char *method, const char *text, const char *bytes,
		 size_t n)
{
	struct callback_request r = {.method = method,
				     .secret = "secret",
				     .query = text,
				     .address = "127.0.0.1",
				     .body = bytes,
				     .n = n,
				     .header = a_header,
				     .ctx = (void *)text,
				     .now = NOW};
	struct callback_taken t;
	HOLD(callback_read(c, kind, &r, &t), "out of memory");
	HOLD(t.status == 200 || (*t.why && t.n == 0), "status %d, and nothing says why", t.status);
	HOLD(t.n <= CALLBACK_INPUTS_MAX, "%zu inputs", t.n);
	for (size_t i = 0; i < t.n; i++)
		look_at(&t.inputs[i], kind);
	callback_taken_free(&t);
}

static void use(const struct channel *c, struct bytes rest)
{
	char *text = take_text(rest), *exact = take_exact(rest);
	if (c->kind == CHANNEL_HTTP) {
		if (c->send) {
			send(c, text);
			answer(c, exact, rest.n);
		}
		call(c, IN_MO, "GET", text, exact, rest.n);
		call(c, IN_MO, "POST", text, exact, rest.n);
		call(c, IN_DLR, "GET", text, exact, rest.n);
		call(c, IN_DLR, "POST", text, exact, rest.n);
	}
	free(text);
	free(exact);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static char secret[PATH_BYTES];
	struct bytes b = {data, n};
	struct bytes file = take_until(&b, 0xFF);
	struct faults faults = {.n = 0};
	if (!secret[0])
		put("secret", "secret\n", 7, secret);
	if (takes_ages(file))
		return 0;
	put("channel.yaml", file.at, file.n, setup.channels[0]);
	struct channels *c = channels_load(&setup, NULL, &faults);
	HOLD(!c == (faults.n > 0), "%zu faults", faults.n);
	for (size_t i = 0; c && i < c->n; i++)
		use(&c->all[i], b);
	channels_release(c);
	fuzz_faults(&faults);
	return 0;
}
