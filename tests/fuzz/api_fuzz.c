/* Requests of /v1 and /phones/v1, one after the other, each behind a byte 1E: a line with who asks, the method and the target;
 * lines of headers; an empty line; the body. The target begins with a slash, or is what stands behind /v1/. `@` is the play
 * that was begun last in a target of the phones, and in If-Match the tag that was answered last. Who: H a station head, A an
 * agent, U one who need not call customers, D an administrator, C by the cookie that came last, F a token that is none, else
 * nobody.
 *
 * Each answer is one of openapi.json's. What stands in another station's ticket, and its customer's number, are in no answer
 * to the head, nor any customer's number in one to U, D or nobody, unless somebody has written them before; but D, who writes
 * customers and machines, has the numbers of the one that they ask for. No play shows anything of a ticket, or any customer's
 * number. */
#include "tests/fuzz/api_asked.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/played.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "db/sqlite/sql.h"
#include "db/store/people_rows.h"
#include "db/store/token_rows.h"
#include "gateway/api/access/token.h"
#include "gateway/api/api.h"
#include "gateway/callback/asker_queue.h"
#include "gateway/import/import.h"
#include "gateway/serve/gather.h"
#include "gateway/wire/wire_out.h"
#include "templates/text/fold.h"
#include "templates/text/text.h"
#include "templates/text/utf8.h"
#include "tests/gateway/api/api_document.h"

#define START 1795222800000LL /* 2026-11-21 09:00 in Shanghai */
#define MARK 0x1E
#define REQUESTS_MOST 6
#define SECRET "zqxw"        /* in the words of the other station's ticket */
#define OTHERS "3900000005"  /* its customer's number */
#define CUSTOMERS "39000000" /* how the numbers of all customers begin */
#define PHONES "/phones/v1/"

static const char *const numbers[WHOS] = {NULL, "+8613800000001", "+8613800000041", "+8613800000032", "+8613800000071"};

static struct person people[WHOS]; /* as they are at first */

struct play {
	struct scene *scene;
	struct api *api;
	struct asker_queue *queue;
	struct batch batch;
	int64_t now, steady, others; /* the other station's ticket */
	char cookie[COOKIE_BYTES], etag[ETAG_BYTES];
	enum who cookies;
	struct text wrote; /* what was written in any request until now, folded */
	bool shown, over;  /* the ticket or its customer is the head's business too; the request is answered */
};
static struct play p;

static struct store *store_of(void)
{
	return p.scene->gateway.store;
}

/* ---- what there is ---- */

static void take(struct input *in, enum input_kind kind, char *payload)
{
	HOLD(in && payload, "out of memory");
	*in = (struct input){
		.kind = kind, .payload = payload, .length = strlen(payload), .by_hand = true, .came = START};
	text_copy(in->channel, sizeof(in->channel), "sms");
}

static void begin_with(enum input_kind kind, char *payload)
{
	struct batch b = {0};

	take(batch_add(&b), kind, payload);
	HOLD(batch_run(&p.scene->gateway, &b, NULL, START), "%s", store_why(store_of()));
	if (strstr(payload, SECRET) && b.all[0].ticket)
		p.others = b.all[0].ticket;
	HOLD(b.all[0].ticket, "no ticket: %s", b.all[0].answer ? b.all[0].answer : "");
	batch_free(&b);
}

static void add_tokens(void)
{
	struct store *s = store_of();
	unsigned char hash[TOKEN_HASH];
	int64_t id;

	HOLD(store_begin(s), "%s", store_why(s));
	for (int i = AS_HEAD; i < WHOS; i++)
		HOLD(token_hash(asked_tokens[i], hash) && people_by_number(s, numbers[i], &people[i]) &&
			     token_add(s, hash, people[i].id, START, 0, &id),
		     "no token of %s", numbers[i]);
	HOLD(store_commit(s), "%s", store_why(s));
}

static void set_scene(void)
{
	static struct scene scene;
	char number[32], words[64];

	p.scene = &scene;
	if (scene.made)
		return;
	scene_open(&scene);
	scene.gateway.write_row = import_row;
	scene_import(&scene, "people", "name,mobile,roles,station,language\nAnna,+8613800000071,administrator,,en\n");
	begin_with(IN_OPEN, wire_open("f-1", "repair", "EC210-0042", true, "engine does not start"));
	begin_with(IN_OPEN, wire_open("f-2", "repair", "EC55-0201", true, SECRET " hose burst, ring 13900000005"));
	snprintf(number, sizeof(number), "%" PRId64, p.others);
	snprintf(words, sizeof(words), "dispatch %s 18:00 张伟", number);
	begin_with(IN_MO, wire_mo("f-3", "+8613800000002", words, 0));
	begin_with(IN_MO, wire_mo("f-4", "+8613800000001", "dispatch 10:30 李雷", 0));
	add_tokens();
	played_people(store_of());
}

/* ---- what they wrote ---- */

static void note(const char *said)
{
	struct bytes b = {(const uint8_t *)said, strlen(said)};
	struct fold f;
	char *text = take_text(b);

	HOLD(fold_make(&f, text, strlen(text)), "out of memory");
	text_add(&p.wrote, f.s);
	text_add(&p.wrote, "\n");
	fold_free(&f);
	free(text);
}

static void note_what_they_wrote(const struct asked *a)
{
	json_t *body = json_loadb(a->body, a->n, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
	char *plain = body ? json_dumps(body, JSON_ENCODE_ANY) : NULL;

	note(a->path);
	for (size_t i = 0; i < a->arguments_n; i++)
		note(a->arguments[i]);
	for (size_t i = 0; i < a->headers_n; i++)
		note(a->headers[i]);
	for (size_t at = 0; at < a->n; at += strlen(a->body + at) + 1) /* a NUL in it ends nothing for the API */
		note(a->body + at);
	if (plain)
		note(plain);
	free(plain);
	json_decref(body);
}

/* ---- what holds of an answer ---- */

static bool stands_in(enum who who)
{
	struct query q = sql(store_of(), "SELECT count(*) FROM person WHERE deputy = ?1");
	int64_t n = 0;

	sql_int(&q, people[who].id);
	if (sql_row(&q))
		n = sql_get_int(&q, 0);
	HOLD(sql_end(&q), "%s", store_why(store_of()));
	return n > 0;
}

/* Whoever has got another role or station, or is a deputy, may see more. */
static bool is_as_before(enum who who)
{
	struct person now;

	return who == NOBODY || (people_by_id(store_of(), people[who].id, &now) && now.roles == people[who].roles &&
				 now.station == people[who].station && !stands_in(who));
}

/* The other station's ticket has come to the head's, or its customer has one there. */
static bool is_shown(void)
{
	struct query q;
	int64_t n = 0;

	q = sql(store_of(), "SELECT count(*) FROM ticket WHERE station = ?2 AND (number = ?1 OR customer = "
			    "(SELECT customer FROM ticket WHERE number = ?1))");
	sql_int(&q, p.others);
	sql_int(&q, people[AS_HEAD].station);
	if (sql_row(&q))
		n = sql_get_int(&q, 0);
	HOLD(sql_end(&q), "%s", store_why(store_of()));
	return n > 0;
}

static void keeps_back(enum who who, const char *said, const char *what)
{
	HOLD(!strstr(said, what) || strstr(text_str(&p.wrote), what), "`%s` is shown to %d: %s", what, (int)who, said);
}

/* A new token is digits by chance, which may look like anything. */
static void blank_tokens(char *said)
{
	for (char *at = said; (at = strstr(at, "\"fg_")); at++)
		for (char *digit = at + 4; isxdigit((unsigned char)*digit); digit++)
			*digit = 'x';
}

static bool is_of_phones(const char *path)
{
	return strncmp(path, PHONES, strlen(PHONES)) == 0;
}

static void keeps_all_back(enum who who, const char *path, const char *answer)
{
	bool writes = who == AS_ADMIN && (strncmp(path, "customers", 9) == 0 || strncmp(path, "machines", 8) == 0) &&
		      path[strcspn(path, "/")];
	char number[32], *said;

	if (!is_as_before(who))
		return;
	said = strdup(answer);
	HOLD(said, "out of memory");
	blank_tokens(said);
	snprintf(number, sizeof(number), "%" PRId64, p.others);
	if (who == AS_HEAD && !p.shown) {
		keeps_back(who, said, SECRET);
		keeps_back(who, said, OTHERS);
		keeps_back(who, said, number);
	}
	if (who == AS_UNIT || (who == AS_ADMIN && !writes) || who == NOBODY || is_of_phones(path))
		keeps_back(who, said, CUSTOMERS);
	if (who == NOBODY || who == AS_ADMIN || is_of_phones(path))
		keeps_back(who, said, SECRET);
	if (who == AS_ADMIN && strcmp(path, "texts") == 0)
		keeps_back(who, said, number);
	free(said);
}

/* A name may have a slash in it, which a document's path has not. */
static void join_name(char *path)
{
	static const char *const lists[] = {"/v1/people/", "/v1/stations/", "/v1/customers/", "/v1/machines/"};

	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++) {
		size_t n = strlen(lists[i]);

		if (strncmp(path, lists[i], n) != 0)
			continue;
		for (char *at = path + n; (at = strchr(at, '/'));)
			*at = '_';
	}
}

static void answer_holds(const struct asked *a, const struct api_exchange *x)
{
	const struct api_reply *r = &x->reply;
	const char *body = x->stream ? "" : r->body, *lacks;
	char path[PATH_BYTES + 8];

	HOLD(body, "memory ran out");
	HOLD(utf8_valid(body, strlen(body)), "no UTF-8: %s", body);
	HOLD(!strpbrk(r->cookie, "\r\n") && strlen(r->cookie) < COOKIE_BYTES - 1, "the cookie is %s", r->cookie);
	HOLD((r->status == 405) == (r->allow != NULL), "%u, and Allow is %s", r->status, r->allow ? r->allow : "none");
	snprintf(path, sizeof(path), "%s%s", is_of_phones(a->path) ? "" : "/v1/", a->path);
	for (char *s = path; *s; s++)
		*s = *s == '?' ? '_' : *s;
	join_name(path);
	lacks = api_document_lacks(api_document(), &(struct api_answer){.method = a->method,
									.path = path,
									.status = (int)r->status,
									.type = *body || x->stream ? r->type : "",
									.body = body});
	HOLD(!lacks, "%s %s: %u %s: %s", a->method, path, r->status, body, lacks);
	p.shown = p.shown || is_shown();
	keeps_all_back(a->who, a->path, body);
}

/* ---- the loop ---- */

static void came(void *ctx, const struct arrival *arrival)
{
	(void)ctx;
	HOLD(gather_arrival(&p.batch, arrival), "out of memory");
	p.batch.all[p.batch.n - 1].came = p.now;
}

static void over(struct api_exchange *x)
{
	(void)x;
	p.over = true;
}

static void decide(struct api_exchange *x)
{
	const struct transport_hooks hooks = {.came = came};

	p.over = false;
	HOLD(api_put(x, p.queue), "the queue is full");
	asker_queue_listen(p.queue, &hooks, false);
	HOLD(p.batch.n == 1, "%zu inputs", p.batch.n);
	when_use(&fuzz_rules()->locale);
	HOLD(batch_run(&p.scene->gateway, &p.batch, NULL, p.now), "the store failed: %s", store_why(store_of()));
	asker_queue_decided(p.queue, &p.batch.all[0]);
	HOLD(p.over, "nobody is told");
	batch_clear(&p.batch);
	api_finish(fuzz_rules(), x);
}

/* Whose sheet it is, which bears their number of now. */
static enum who who_begins(const char *body)
{
	struct person now;

	for (int i = AS_HEAD; i < WHOS; i++)
		if (people_by_id(store_of(), people[i].id, &now) && strstr(body, now.number))
			return (enum who)i;
	return NOBODY;
}

static void keep_marks(const struct asked *a, const struct api_reply *r)
{
	if (*r->etag)
		text_copy(p.etag, sizeof(p.etag), r->etag);
	if (!*r->cookie)
		return;
	snprintf(p.cookie, sizeof(p.cookie), "%.*s", (int)strcspn(r->cookie, ";"), r->cookie);
	if (r->status != 200)
		return;
	p.cookies = who_begins(r->body);
	HOLD(p.cookies, "a session of nobody: %s %s", a->path, r->body);
}

static void hear_streams(void)
{
	char said[4097];
	size_t n;

	api_streams_turn(p.api, fuzz_rules(), p.now, p.steady += 300);
	for (struct stream *s = api_streams(p.api); s; s = s->next)
		while ((n = stream_take(s, said, sizeof(said) - 1)) > 0) {
			said[n] = '\0';
			for (int i = AS_HEAD; i < WHOS; i++)
				if (s->access.person.id == people[i].id)
					keeps_all_back((enum who)i, "stream", said);
		}
}

/* As the page of the phones asks. */
static void play(const struct asked *a, const struct api_files *files, const struct api_request *r,
		 struct api_exchange *x)
{
	struct phones_ask q = {.method = a->method,
			       .path = a->path + strlen(PHONES),
			       .body = a->body,
			       .n = a->n,
			       .said_after = r->argument(r->ctx, "after"),
			       .now = p.now,
			       .rules = files->rules};

	if (!api_may_play(p.api, files, r, &q.lang, &x->reply))
		return;
	played_ask(&q);
	x->reply = q.reply;
}

static void ask(struct bytes b)
{
	static struct api_exchange x;
	struct asked a;
	struct api_request r;
	const struct api_files files = {.rules = fuzz_rules()};

	asked_read(&a, b, &(struct asked_marks){p.cookie, p.cookies, p.etag});
	note_what_they_wrote(&a);
	p.now += 1000;
	r = (struct api_request){.method = a.method,
				 .path = a.path,
				 .body = a.body,
				 .n = a.n,
				 .header = asked_header,
				 .argument = asked_argument,
				 .ctx = &a,
				 .address = "127.0.0.1",
				 .now = p.now};
	x = (struct api_exchange){.over = over};
	if (is_of_phones(a.path))
		play(&a, &files, &r, &x);
	else if (api_begin(p.api, &files, &r, &x))
		decide(&x);
	HOLD(!store_failed(store_of()), "%s", store_why(store_of()));
	answer_holds(&a, &x);
	keep_marks(&a, &x.reply);
	hear_streams();
	free(x.reply.body);
	api_end(&x);
	asked_free(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct metrics *metrics;
	struct bytes b = {data, n};
	struct play before;

	set_scene();
	before = p;
	if (!metrics)
		metrics = metrics_new(START);
	p.now = START + 60000;
	HOLD(metrics && (p.queue = asker_queue_new()), "out of memory");
	p.api = api_new(fuzz_setup(), store_of(), metrics);
	HOLD(p.api, "out of memory");
	p.wrote = text_new(1024 * 1024);
	scene_enter(p.scene);
	for (int i = 0; i < REQUESTS_MOST && b.n > 0; i++)
		ask(take_until(&b, MARK));
	played_end();
	scene_audit(p.scene);
	api_free(p.api);
	scene_leave(p.scene);
	asker_queue_free(p.queue);
	batch_free(&p.batch);
	text_free(&p.wrote);
	p = before;
	return 0;
}
