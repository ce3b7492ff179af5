#include "gateway/phones/phone_request.h"

#include <stdlib.h>
#include <string.h>

#include "db/store/open.h"
#include "gateway/api/api.h"
#include "gateway/base/log.h"
#include "gateway/phones/phone_cast.h"
#include "gateway/phones/phone_talk.h"
#include "gateway/phones/phone_view.h"
#include "gateway/wire/json_tree.h"
#include "gateway/wire/wire_in.h"
#include "handlers/time/when.h"
#include "templates/text/text.h"
#include "templates/text/units.h"

#define WORDS_MOST 8192
#define COUNT_DIGITS 12

/* One request on its way. */
struct asked {
	struct play_list *list;
	struct phones_ask *a;
	struct phone_play *play; /* the one in its path */
	struct json_tree *tree;  /* its body; NULL: it has none */
};

/* ---- the plays ---- */

void play_list_clear(struct play_list *l)
{
	for (size_t i = 0; i < PLAYS_MOST; i++) {
		phone_play_close(l->all[i]);
		l->all[i] = NULL;
	}
}

/* Of all places an empty one, or that of the play longest untouched, which ends. */
static struct phone_play **make_room(struct play_list *l)
{
	struct phone_play **place = &l->all[0];

	for (size_t i = 0; i < PLAYS_MOST && *place; i++)
		if (!l->all[i] || l->all[i]->touched < (*place)->touched)
			place = &l->all[i];
	phone_play_close(*place);
	*place = NULL;
	return place;
}

static struct phone_play **find(struct play_list *l, const char *id)
{
	for (size_t i = 0; i < PLAYS_MOST; i++)
		if (l->all[i] && strcmp(l->all[i]->id, id) == 0)
			return &l->all[i];
	return NULL;
}

/* ---- answers ---- */

static void refuse(struct phones_ask *a, enum problem_word why, const char *one)
{
	a->reply = api_problem(a->rules, a->lang, why, one);
}

static void refuse_for(struct phones_ask *a, const struct play_refusal *no)
{
	refuse(a, no->why, no->one);
}

static void answer(struct asked *x, unsigned status, char *json)
{
	struct store *s = x->play ? x->play->stage.gateway.store : NULL;

	x->a->reply = (struct api_reply){.status = status, .type = "application/json", .body = json};
	if (!s || !store_failed(s))
		return;
	free(json);
	store_recover(s);
	refuse(x->a, PROBLEM_STORE, NULL);
}

/* Where the play stands, and what is new of it; `ticket`: that was opened, or 0. */
static void show(struct asked *x, unsigned status, int64_t ticket)
{
	struct json_writer j = json_begin();

	json_put_string(&j, "play", x->play->id);
	if (ticket)
		json_put_id(&j, "ticket", ticket);
	phone_view_put(&j, x->play, x->a->after, x->a->lang);
	answer(x, status, json_end(&j));
}

/* ---- the body ---- */

/* False: it is refused. */
static bool read_body(struct asked *x)
{
	struct phones_ask *a = x->a;
	const char *begin = a->body + strspn(a->body, " \t\r\n");
	char why[WHY_BYTES];
	bool again = false;

	x->tree = a->n ? json_tree_read(a->body, a->n, &again, why, sizeof(why)) : NULL;
	if (x->tree && *begin == '{')
		return true;
	if (again)
		refuse(a, PROBLEM_MEMORY, NULL);
	else if (a->n && !x->tree)
		refuse(a, PROBLEM_NO_JSON, why);
	else
		refuse(a, PROBLEM_NO_OBJECT, NULL);
	return false;
}

static const struct json_node *member(const struct asked *x, const char *pointer)
{
	return x->tree ? json_node_at(json_tree_root(x->tree), pointer) : NULL;
}

/* False: it is not there, or is no string of less than `size` bytes, or is empty. */
static bool read_member(const struct asked *x, const char *pointer, char *out, size_t size)
{
	struct text said = text_new(size);
	bool good = json_node_text(member(x, pointer), &said) && said.len > 0 && said.len < size && !said.full;

	text_copy(out, size, good ? text_str(&said) : "");
	text_free(&said);
	return good;
}

/* In digits alone, and of no more than there may ever be of something. */
static bool count_read(const char *said, int64_t *out)
{
	size_t n = strspn(said, "0123456789");

	if (n == 0 || n > COUNT_DIGITS || said[n])
		return false;
	*out = strtoll(said, NULL, 10);
	return true;
}

/* A whole number that is not negative; false: it is none. */
static bool read_number(const struct asked *x, const char *pointer, int64_t *out)
{
	char said[16];

	*out = 0;
	return read_member(x, pointer, said, sizeof(said)) && count_read(said, out);
}

/* Which texts are known, as the query or the body says it. False: that is no number, and is refused. */
static bool read_after(struct asked *x)
{
	const char *said = x->a->said_after;
	int64_t after = 0;
	bool good = !said || !*said || count_read(said, &after);

	if (good && member(x, "/after"))
		good = read_number(x, "/after", &after);
	if (!good)
		refuse(x->a, PROBLEM_AFTER, NULL);
	x->a->after = (size_t)after;
	return good;
}

/* The body and `after`, of whoever wants to see what is new. */
static bool read_asked(struct asked *x)
{
	return read_body(x) && read_after(x);
}

/* ---- what is asked ---- */

static bool read_begin(struct asked *x, int64_t *at)
{
	char said[48];

	*at = x->a->now;
	if (x->a->n && !read_body(x))
		return false;
	if (member(x, "/at") &&
	    (!read_member(x, "/at", said, sizeof(said)) || !when_rfc3339_read(said, at) || *at < DAY_MS)) {
		refuse(x->a, PROBLEM_PLAY_AT, "at");
		return false;
	}
	*at -= *at % MINUTE_MS;
	return true;
}

static void begin_play(struct asked *x)
{
	struct phones_ask *a = x->a;
	struct play_refusal no;
	struct store *live;
	struct json_writer j;
	char why[WHY_BYTES];
	int64_t at;

	if (!read_begin(x, &at))
		return;
	live = a->setup ? store_open_reading(a->setup->database, why, sizeof(why)) : NULL;
	if (!live) {
		log_hush(false);
		log_warn("the people of a play cannot be read: %s", a->setup ? why : "it has no configuration");
		log_hush(true);
		refuse(a, PROBLEM_STORE, NULL);
		return;
	}
	x->play = phone_play_open(a->setup, a->rules, live, at, &no);
	store_close(live);
	if (!x->play) {
		refuse_for(a, &no);
		return;
	}
	*make_room(x->list) = x->play;
	x->play->touched = ++x->list->touches;
	j = json_begin();
	json_put_string(&j, "play", x->play->id);
	json_put_time(&j, "now", at);
	phone_cast_put(&j, x->play, a->lang);
	answer(x, 201, json_end(&j));
}

static void look(struct asked *x)
{
	if (read_after(x))
		show(x, 200, 0);
}

static void take_text(struct asked *x)
{
	char from[NAME_BYTES], text[WORDS_MOST];
	struct play_refusal no;

	if (!read_asked(x))
		return;
	if (!read_member(x, "/text", text, sizeof(text)))
		refuse(x->a, PROBLEM_NO_TEXT, NULL);
	else if (!read_member(x, "/from", from, sizeof(from)))
		refuse(x->a, PROBLEM_MEMBER, "from");
	else if (!phone_play_text(x->play, from, text, &no))
		refuse_for(x->a, &no);
	else
		show(x, 200, 0);
}

/* What the hotline opens a ticket with. */
struct opening {
	char flow[FLOW_NAME], text[WORDS_MOST], machine[SERIAL_BYTES];
	bool down;
};

/* An empty one is none, and so is null. False: it is no text, or too long. */
static bool read_machine(const struct asked *x, struct opening *o)
{
	struct text said = text_new(SERIAL_BYTES);
	const struct json_node *node = member(x, "/machine");
	bool good =
		!node || json_node_null(node) || (json_node_text(node, &said) && !said.full && said.len < SERIAL_BYTES);

	text_copy(o->machine, sizeof(o->machine), good ? text_str(&said) : "");
	text_free(&said);
	return good;
}

/* False: it is neither true nor false. */
static bool read_down(const struct asked *x, struct opening *o)
{
	char said[8] = "";

	read_member(x, "/down", said, sizeof(said));
	o->down = strcmp(said, "true") == 0;
	return o->down || !member(x, "/down") || strcmp(said, "false") == 0;
}

/* False: it is refused. */
static bool read_opening(struct asked *x, struct opening *o)
{
	if (!read_asked(x))
		return false;
	if (!read_member(x, "/text", o->text, sizeof(o->text)))
		refuse(x->a, PROBLEM_NO_TEXT, NULL);
	else if (!read_member(x, "/flow", o->flow, sizeof(o->flow)) ||
		 !flows_find(&x->play->stage.gateway.rules->flows, o->flow))
		refuse(x->a, PROBLEM_NO_FLOW, o->flow);
	else if (!read_machine(x, o))
		refuse(x->a, PROBLEM_MEMBER, "machine");
	else if (!read_down(x, o))
		refuse(x->a, PROBLEM_YES_OR_NO, "down");
	else
		return true;
	return false;
}

/* As the body of ticket/open has it, under an id of the play. */
static char *opening_payload(struct asked *x, const struct opening *o)
{
	const struct json_node *fields = member(x, "/fields");
	char id[STAGE_ID], *raw = fields ? json_node_write(fields) : NULL;
	struct json_writer j = json_begin();

	stage_next_id(&x->play->stage, id);
	json_put_string(&j, "id", id);
	json_put_string(&j, "flow", o->flow);
	if (*o->machine)
		json_put_string(&j, "machine", o->machine);
	if (o->down)
		json_put_bool(&j, "down", true);
	json_put_string(&j, "fault", o->text);
	if (raw)
		json_put_raw(&j, "fields", raw);
	free(raw);
	return json_end(&j);
}

/* All else in it was looked at. False: it is refused. */
static bool fields_ok(struct asked *x, const char *payload)
{
	char why[WHY_BYTES];
	struct wire_open read;

	if (!wire_read_open(payload, strlen(payload), &read, why, sizeof(why))) {
		refuse(x->a, PROBLEM_FIELDS, NULL);
		return false;
	}
	wire_open_free(&read);
	return true;
}

static void open_ticket(struct asked *x)
{
	struct opening o;
	struct play_refusal no;
	int64_t ticket;
	char *payload;

	if (!read_opening(x, &o))
		return;
	payload = opening_payload(x, &o);
	if (!payload)
		refuse(x->a, PROBLEM_MEMORY, NULL);
	else if (!fields_ok(x, payload))
		free(payload);
	else if (!phone_play_open_ticket(x->play, payload, x->a->lang, &ticket, &no))
		refuse_for(x->a, &no);
	else
		show(x, 201, ticket);
}

static void move_clock(struct asked *x)
{
	struct play_refusal no;
	char until[8];
	int64_t minutes;
	bool next, done;

	if (!read_asked(x))
		return;
	next = read_member(x, "/until", until, sizeof(until)) && strcmp(until, "next") == 0;
	if (next == read_number(x, "/minutes", &minutes)) {
		refuse(x->a, PROBLEM_PLAY_CLOCK, "minutes"); /* neither, or both */
		return;
	}
	done = next ? phone_play_wait_next(x->play, &x->list->ends, &no)
		    : phone_play_wait(x->play, minutes, &x->list->ends, &no);
	if (done)
		show(x, 200, 0);
	else
		refuse_for(x->a, &no);
}

static void give_talk(struct asked *x)
{
	char *talk = phone_talk_write(x->play);

	x->a->reply = (struct api_reply){.status = 200, .type = "text/plain; charset=utf-8", .body = talk};
	phone_talk_name(x->play, x->a->attachment, sizeof(x->a->attachment));
}

static void end_play(struct asked *x)
{
	struct phone_play **place = find(x->list, x->play->id);

	phone_play_close(*place);
	*place = x->play = NULL;
	x->a->reply = (struct api_reply){.status = 204, .type = "application/json", .body = strdup("")};
}

/* ---- which it is ---- */

static const struct row {
	const char *method, *path; /* behind plays/ID; NULL: plays */
	void (*answer)(struct asked *x);
} rows[] = {
	{"POST", NULL, begin_play},        {"GET", "", look},
	{"DELETE", "", end_play},          {"POST", "/texts", take_text},
	{"POST", "/tickets", open_ticket}, {"POST", "/clock", move_clock},
	{"GET", "/talk", give_talk},
};
#define ROWS (sizeof(rows) / sizeof(*rows))

static bool same_path(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool takes(const struct row *row, const char *method)
{
	return strcmp(row->method, method) == 0 || (strcmp(method, "HEAD") == 0 && strcmp(row->method, "GET") == 0);
}

/* What may be asked of this path, as Allow has it; NULL: there is no such path. */
static const char *methods_of(const char *path)
{
	bool gets = false, posts = false, deletes = false;

	for (size_t i = 0; i < ROWS; i++) {
		if (!same_path(rows[i].path, path))
			continue;
		gets = gets || strcmp(rows[i].method, "GET") == 0;
		posts = posts || strcmp(rows[i].method, "POST") == 0;
		deletes = deletes || strcmp(rows[i].method, "DELETE") == 0;
	}
	return gets && deletes ? "GET, HEAD, DELETE" : gets ? "GET, HEAD" : posts ? "POST" : NULL;
}

/* Cuts `path` into the play's id and what stands behind it: NULL of "plays" alone. False: it is neither. */
static bool split(const char *path, char id[PLAY_ID], const char **rest)
{
	static const char plays[] = "plays";
	size_t n = strlen(plays);

	*id = '\0';
	*rest = NULL;
	if (strncmp(path, plays, n) != 0 || (path[n] && path[n] != '/'))
		return false;
	if (!path[n])
		return true;
	path += n + 1;
	n = strcspn(path, "/");
	snprintf(id, PLAY_ID, "%.*s", (int)(n < PLAY_ID ? n : PLAY_ID - 1), n < PLAY_ID ? path : "-");
	*rest = path + n;
	return n > 0;
}

static void dispatch(struct asked *x)
{
	char id[PLAY_ID];
	const char *rest, *methods;
	struct phone_play **place;
	const struct row *row = NULL;

	methods = split(x->a->path, id, &rest) ? methods_of(rest) : NULL;
	if (!methods) {
		refuse(x->a, PROBLEM_NOTHING_HERE, NULL);
		return;
	}
	for (size_t i = 0; i < ROWS && !row; i++)
		row = same_path(rows[i].path, rest) && takes(&rows[i], x->a->method) ? &rows[i] : NULL;
	place = rest ? find(x->list, id) : NULL;
	if (!row) {
		refuse(x->a, PROBLEM_METHOD, methods);
		x->a->reply.allow = methods;
	} else if (rest && !place) {
		refuse(x->a, PROBLEM_NO_PLAY, id);
	} else {
		x->play = place ? *place : NULL;
		if (x->play) {
			x->play->touched = ++x->list->touches;
			phone_play_use(x->play);
		}
		row->answer(x);
	}
}

void phone_request_answer(struct play_list *l, struct phones_ask *a)
{
	struct asked x = {.list = l, .a = a};

	dispatch(&x);
	json_tree_free(x.tree);
	when_use(NULL);
}
