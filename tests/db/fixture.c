#include "tests/db/fixture.h"

#include "db/outbox/outbox_reports.h"
#include "handlers/kind/kinds.h"
#include "tests/langs.h"

#include <ftw.h>
#include <openssl/evp.h>
#include <unistd.h>

char folder[64];
char path[96];
struct flow repair;
struct flows flows;

int set_up_folder(void **state)
{
	static const char *const states[] = {"reported", "dispatched", "en_route", "closed"};
	static const char *const nodes[] = {"reported", "dispatched", "departed", "closed"};

	(void)state;
	snprintf(folder, sizeof(folder), "/tmp/fieldgate-db-XXXXXX");
	if (!mkdtemp(folder))
		return -1;
	snprintf(path, sizeof(path), "%s/fieldgate.db", folder);
	repair = (struct flow){.name = "repair", .states_n = 4, .nodes_n = 4};
	for (size_t i = 0; i < 4; i++) {
		snprintf(repair.states[i].name, FLOW_NAME, "%s", states[i]);
		snprintf(repair.nodes[i].name, FLOW_NAME, "%s", nodes[i]);
	}
	repair.states[3].ends = true;
	repair.fields_n = 2;
	repair.fields[0] = (struct field){
		.is = {.name = "planned", .kind = &kind_time}, .promise = true, .follows = -1, .followed = true};
	repair.fields[1] = (struct field){.is = {.name = "eta", .kind = &kind_time}, .promise = true, .follows = 0};
	repair.clocks_n = 2;
	repair.clocks[0] = (struct clock_kind){.name = "answer", .owes = -1, .lacks = -1};
	repair.clocks[1] = (struct clock_kind){.name = "close", .owes = -1, .lacks = -1};
	flows = (struct flows){.all = {&repair}, .n = 1};
	return 0;
}

static int remove_one(const char *name, const struct stat *st, int kind, struct FTW *where)
{
	(void)st;
	(void)kind;
	(void)where;
	return remove(name);
}

int tear_down_folder(void **state)
{
	(void)state;
	return nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

struct store *open_store(void)
{
	char why[512] = "";
	struct store *s = store_open(path, why, sizeof(why));

	assert_string_equal(why, "");
	assert_non_null(s);
	return s;
}

int64_t number_of(struct store *s, const char *text)
{
	sqlite3_stmt *q = NULL;
	int64_t v;

	assert_int_equal(sqlite3_prepare_v2(s->db, text, -1, &q, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(q), SQLITE_ROW);
	v = sqlite3_column_int64(q, 0);
	sqlite3_finalize(q);
	return v;
}

void tamper(const char *text)
{
	sqlite3 *db;
	char *error = NULL;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	sqlite3_exec(db,
		     "DROP TRIGGER IF EXISTS event_never_changes; DROP TRIGGER IF EXISTS event_never_goes;"
		     "DROP TRIGGER IF EXISTS event_only_grows",
		     NULL, NULL, NULL);
	sqlite3_exec(db, text, NULL, NULL, &error);
	if (error)
		fail_msg("%s: %s", error, text);
	sqlite3_close(db);
}

char *text_of(const char *file)
{
	static char all[1 << 17];
	FILE *f = fopen(file, "r");
	size_t n = f ? fread(all, 1, sizeof(all) - 1, f) : 0;

	if (f)
		fclose(f);
	assert_in_range(n, 1, sizeof(all) - 2);
	all[n] = '\0';
	return all;
}

void run_bare(const char *text)
{
	char *error = NULL;
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	sqlite3_exec(db, text, NULL, NULL, &error);
	if (error)
		fail_msg("%s: %.200s", error, text);
	sqlite3_close(db);
}

void assert_no_scan(const char *detail, const char *text)
{
	if (strncmp(detail, "SCAN", 4) == 0 && strncmp(detail, "SCAN (subquery", 14) != 0 &&
	    strcmp(detail, "SCAN CONSTANT ROW") != 0)
		fail_msg("%s\n  in: %s", detail, text);
}

void assert_indexed(struct store *s)
{
	int looked = 0;

	sqlite3_db_config(s->db, SQLITE_DBCONFIG_TRIGGER_EQP, 1, NULL);
	for (size_t i = 0; i < STATEMENTS_MAX; i++) {
		const char *text = s->statements[i].text;
		char explain[2048];
		sqlite3_stmt *q = NULL;

		if (!text || strncmp(text, "/* whole */", 11) == 0)
			continue;
		snprintf(explain, sizeof(explain), "EXPLAIN QUERY PLAN %s", text);
		assert_int_equal(sqlite3_prepare_v2(s->db, explain, -1, &q, NULL), SQLITE_OK);
		while (sqlite3_step(q) == SQLITE_ROW) {
			assert_no_scan((const char *)sqlite3_column_text(q, 3), text);
		}
		sqlite3_finalize(q);
		looked++;
	}
	assert_true(looked > 0);
}

int64_t put_person(struct store *s, const char *name, const char *number, uint32_t roles, int64_t station)
{
	const struct people_row row = {
		.name = name,
		.numbers = {number},
		.numbers_n = 1,
		.roles = roles,
		.station = station,
		.lang = ZH,
	};
	int64_t id, taken_by;

	assert_true(people_put(s, &row, &id, &taken_by));
	assert_int_equal(taken_by, 0);
	return id;
}

int64_t put_customer(struct store *s, const char *name, const char *number, int64_t manager)
{
	const struct people_row row = {
		.name = name,
		.numbers = {number},
		.numbers_n = 1,
		.lang = EN,
		.customer = true,
		.class = 'A',
		.sales_manager = manager,
	};
	int64_t id, taken_by;

	assert_true(people_put(s, &row, &id, &taken_by));
	assert_int_equal(taken_by, 0);
	return id;
}

int64_t take(struct store *s, const char *key, int64_t person, int64_t at, const char *text)
{
	const struct inbox_entry entry = {
		.kind = "mo",
		.channel = "sms",
		.key = key,
		.came = at,
		.moment = at,
		.sender = "+8613800000011",
		.person = person,
		.payload = text,
		.length = strlen(text),
		.digest = (const unsigned char *)"0123456789abcdef0123456789abcdef",
	};
	int64_t id;
	bool again;

	assert_true(inbox_take(s, &entry, &id, &again));
	assert_false(again);
	return id;
}

void digest_of_input(struct store *s, int64_t inbox, unsigned char out[HASH_BYTES])
{
	sqlite3_stmt *q = NULL;

	assert_int_equal(sqlite3_prepare_v2(s->db, "SELECT payload FROM inbox WHERE id = ?1", -1, &q, NULL), SQLITE_OK);
	sqlite3_bind_int64(q, 1, inbox);
	assert_int_equal(sqlite3_step(q), SQLITE_ROW);
	EVP_Digest(sqlite3_column_blob(q, 0), (size_t)sqlite3_column_bytes(q, 0), out, NULL, EVP_sha256(), NULL);
	sqlite3_finalize(q);
}

/* Brings a ticket from `before` to `after` as a batch does: the event, then the row. */
static void move(struct store *s, const struct ticket *before, const struct ticket *after, const char *code,
		 int64_t inbox, int64_t at)
{
	unsigned char digest[HASH_BYTES];
	struct event e = {.ticket = after->number, .at = at, .by = after->last_by};
	int64_t seq;

	snprintf(e.flow, sizeof(e.flow), "%s", after->flow->name);
	snprintf(e.code, sizeof(e.code), "%s", code);
	digest_of_input(s, inbox, digest);
	assert_true(change_between(before, after, e.change));
	assert_true(ledger_append(s, &e, at, inbox, digest, &seq));
	if (before->state >= 0)
		assert_true(tickets_save(s, after, at));
}

int64_t open_ticket(struct store *s, int64_t lead, int64_t at)
{
	const struct ticket_words words = {.fault = "发动机无法启动",
					   .site = "北矿",
					   .serial = "EC-UNKNOWN",
					   .customer = "somebody",
					   .station = "somewhere",
					   .reported_by = "desk"};
	struct ticket *blank = calloc(1, sizeof(*blank)), *t = calloc(1, sizeof(*t));
	int64_t number = tickets_next(s), inbox;
	char key[32];

	assert_true(blank && t);
	snprintf(key, sizeof(key), "open-%lld", (long long)number);
	inbox = take(s, key, 0, at, "open");
	ticket_blank(blank, &repair, number);
	*t = *blank;
	t->state = 0;
	t->lead = lead;
	t->nodes[0] = (struct node){NODE_STAMPED, at};
	move(s, blank, t, "open", inbox, at);
	assert_true(tickets_add(s, t, &words, at));
	free(blank);
	free(t);
	return number;
}

int64_t advance(struct store *s, int64_t number, int state, const char *code, int64_t by, int64_t at)
{
	struct ticket *before = calloc(1, sizeof(*before)), *after = calloc(1, sizeof(*after));
	int64_t inbox;
	char key[64];

	assert_true(before && after);
	snprintf(key, sizeof(key), "%s-%lld-%lld", code, (long long)number, (long long)at);
	assert_true(tickets_load(s, &flows, number, before));
	inbox = take(s, key, by, at, code);
	*after = *before;
	after->state = state;
	after->nodes[state] = (struct node){NODE_STAMPED, at};
	after->last_text = inbox;
	after->last_by = by;
	after->last_at = at;
	move(s, before, after, code, inbox, at);
	assert_true(inbox_settle(s, inbox, "done", NULL, number, "ok"));
	free(before);
	free(after);
	return inbox;
}

int64_t put_engineer(struct store *s)
{
	return put_person(s, "李雷", "+8613800000011", ROLE_BIT(ENGINEER), 0);
}

int64_t take_from(struct store *s, int64_t person, int64_t came, int64_t moment, const unsigned char *digest)
{
	const struct inbox_entry entry = {.kind = "mo",
					  .channel = "sms",
					  .came = came,
					  .sent = moment,
					  .moment = moment,
					  .person = person,
					  .payload = "x",
					  .length = 1,
					  .digest = digest};
	int64_t id = 0;
	bool again = false;

	assert_true(inbox_take(s, &entry, &id, &again));
	assert_false(again);
	return id;
}

void put_out(struct store *s, int64_t inbox, int64_t ticket, int64_t person, bool answer, char uuid[UUID_TEXT])
{
	struct message m = {.person = person,
			    .number = "+8613800000011",
			    .answer = answer,
			    .ticket = ticket,
			    .template = "departed.customer",
			    .text = (char[]){"hello"},
			    .expires = T0 + HOUR_MS,
			    .segments = {.encoding = UCS2, .count = 2}};

	assert_true(outbox_add(s, &m, "sms", "{\"a\":1}", inbox, T0, uuid));
}

bool put_report(struct store *s, const char *uuid, enum delivery state, const char *error, int64_t at, bool *known)
{
	const struct outbox_said said = {.channel = "sms", .carrier_id = "", .state = state, .error = error, .at = at};

	return outbox_report_by_uuid(s, uuid, &said, known);
}

int64_t fill_ledger(struct store *s)
{
	int64_t a, first = 0;

	assert_true(store_begin(s));
	a = put_person(s, "李雷", "+8613800000011", ROLE_BIT(ENGINEER), 0);
	for (int i = 0; i < 3; i++) {
		int64_t n = open_ticket(s, a, T0 + i);

		first = first ? first : n;
		advance(s, n, 1, "dispatch", a, T0 + MINUTE_MS);
		advance(s, n, 2, "depart", a, T0 + 2 * MINUTE_MS);
	}
	advance(s, first, 3, "close", a, T0 + 3 * MINUTE_MS);
	assert_true(store_commit(s));
	return first;
}
