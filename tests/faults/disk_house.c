#include "tests/faults/disk_house.h"

#include <openssl/evp.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "db/ledger/audit.h"
#include "db/store/open.h"
#include "gateway/command/verb.h"
#include "gateway/config/rulebook_load.h"
#include "gateway/config/setup.h"
#include "gateway/import/import.h"
#include "handlers/answer/rulebook.h"
#include "handlers/model/ticket_number.h"
#include "templates/text/text.h"

#define MORNING 1795222800000LL /* 2026-11-21 09:00 in Urumqi's own zone, Asia/Shanghai */
#define MINUTE 60000LL

static struct {
	char folder[256], empty[300], seed[300], work[300];
	struct setup setup;
	struct rulebook *rules;
	bool keyed_only;
} house;

/* ---- the day ---- */

struct deed {
	enum input_kind kind;
	const char *payload; /* {1} and {2} stand for the tickets' numbers, {mt} for the first MT's id */
	bool unkeyed;
	bool by_hand;
};

#define MO(id, from, text) "{\"id\":\"" id "\",\"from\":\"+861380000" from "\",\"text\":\"" text "\"}"
#define HEAD "0001"
#define HEAD_2 "0002"
#define ENGINEER "0011"
#define ENGINEER_2 "0014"
#define AGENT "0041"

static const struct deed opening[] = {
	{.kind = IN_OPEN,
	 .payload = "{\"id\":\"o-1\",\"flow\":\"repair\",\"machine\":\"EC210-0042\",\"fault\":\"发动机无法启动\","
		    "\"down\":true}"},
	{.kind = IN_OPEN,
	 .payload = "{\"id\":\"o-2\",\"flow\":\"repair\",\"machine\":\"XX-1\",\"customer\":\"谁\",\"fault\":\"漏油\"}"},
	{.kind = IN_OPEN, .payload = "{\"id\":\"o-3\",\"flow\":\"nosuch\",\"fault\":\"x\"}", .unkeyed = true},
	{.kind = IN_OPEN, .payload = "{\"id\":\"o-4\",", .unkeyed = true},
	{.kind = IN_MO, .payload = MO("m-1", "9999", "你好")},
};
static const struct deed dispatching[] = {
	{.kind = IN_MO, .payload = MO("m-2", HEAD, "派工")},
	{.kind = IN_MO, .payload = MO("m-3", HEAD, "派工 {1} 14:00 李雷")},
	{.kind = IN_MO, .payload = MO("m-4", AGENT, "归站 {2} 库尔勒站")},
	{.kind = IN_MO, .payload = MO("m-5", ENGINEER, "我的")},
	{.kind = IN_MO, .payload = MO("m-6", HEAD, "帮助")},
	{.kind = IN_MO, .payload = MO("m-7", ENGINEER, "吃饭了吗")},
	{.kind = IN_MO, .payload = "{\"id\":\"m-8\"}", .unkeyed = true},
};
static const struct deed leaving[] = {
	{.kind = IN_MO, .payload = MO("m-9", ENGINEER, "出发 16:30 同行 韩梅")},
	{.kind = IN_MO, .payload = MO("m-9", ENGINEER, "出发 16:30 同行 韩梅")},
	{.kind = IN_MO, .payload = MO("m-10", ENGINEER, "出发  16:30 同行 韩梅")},
	{.kind = IN_MO, .payload = "{\"id\":\"m-11\",\"from\":\"+8613900000001\",\"text\":\"师傅到哪了\"}"},
	{.kind = IN_DLR, .payload = "{\"id\":\"{mt}\",\"status\":\"delivered\"}", .unkeyed = true},
	{.kind = IN_MO,
	 .payload = "{\"id\":\"m-12\",\"from\":\"+8613800000002\",\"text\":\"派工 {2} 15:00 \","
		    "\"part\":{\"ref\":7,\"number\":1,\"total\":2}}"},
};
static const struct deed arriving[] = {
	{.kind = IN_MO, .payload = MO("m-13", ENGINEER, "到达")},
	{.kind = IN_MO, .payload = MO("m-14", ENGINEER, "撤销")},
	{.kind = IN_MO,
	 .payload = "{\"id\":\"m-15\",\"from\":\"+8613800000002\",\"text\":\"张伟\","
		    "\"part\":{\"ref\":7,\"number\":2,\"total\":2}}"},
	{.kind = IN_MO, .payload = "{\"id\":\"m-16\",\"from\":\"+861\",\"text\":\"\xff\"}", .unkeyed = true},
	{.kind = IN_MO, .payload = MO("m-17", ENGINEER, "待件 等配件到达")},
};
static const struct deed mending[] = {
	{.kind = IN_MO, .payload = MO("m-18", ENGINEER, "出发1650 到达1655 修复1700 更换继电器")},
	{.kind = IN_MO, .payload = MO("m-19", HEAD, "代班 Tom Baker")},
	{.kind = IN_MO, .payload = MO("m-20", ENGINEER_2, "出发 {2} 18:00")},
	{.kind = IN_MO, .payload = MO("m-21", "0013", "list")},
};
static const struct deed handing_over[] = {
	{.kind = IN_MO, .payload = MO("m-22", HEAD_2, "转派 {2} 刘洋")},
	{.kind = IN_MO,
	 .payload = "{\"id\":\"m-23\",\"from\":\"desk\",\"text\":\"取消 {2} 客户撤回\"}",
	 .by_hand = true},
	{.kind = IN_DLR,
	 .payload = "{\"id\":\"00000000-0000-4000-8000-000000000000\",\"status\":\"failed\"}",
	 .unkeyed = true},
};
static const struct deed closing[] = {
	{.kind = IN_MO, .payload = MO("m-24", AGENT, "回访 {1} 客户满意")},
	{.kind = IN_MO, .payload = MO("m-25", ENGINEER, "到达 {1}")},
};

static const struct day {
	const struct deed *deeds;
	size_t n;
	int minute; /* since the morning */
} day[HOUSE_BATCHES] = {
#define DEEDS(a) a, sizeof(a) / sizeof(*(a))
	{DEEDS(opening), 0},   {DEEDS(dispatching), 12},   {DEEDS(leaving), 400}, {DEEDS(arriving), 460},
	{DEEDS(mending), 490}, {DEEDS(handing_over), 500}, {DEEDS(closing), 520},
};

/* ---- the installation ---- */

static bool copy(const char *from, const char *to)
{
	FILE *in = fopen(from, "re"), *out = fopen(to, "we");
	char chunk[65536];
	size_t n;
	bool ok = in && out;

	while (ok && (n = fread(chunk, 1, sizeof(chunk), in)) > 0)
		ok = fwrite(chunk, 1, n, out) == n;
	if (in)
		fclose(in);
	if (out)
		ok = fclose(out) == 0 && ok;
	return ok;
}

static bool import_sample(struct gateway *g)
{
	struct faults faults = {0};
	struct import_count count;
	char path[128];
	bool ok = true;

	for (size_t i = 0; ok && import_kinds[i]; i++) {
		snprintf(path, sizeof(path), "scripts/sample/%s.csv", import_kinds[i]);
		ok = import_file(g, import_kinds[i], path, &faults, &count) == VERB_DONE;
	}
	faults_print(&faults, stderr);
	faults_free(&faults);
	return ok;
}

bool house_begin(void)
{
	const char *tmp = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
	struct faults faults = {0};
	struct gateway g;
	char why[512] = "";
	bool ok;

	snprintf(house.folder, sizeof(house.folder), "%s/fieldgate-faults-XXXXXX", tmp);
	if (!mkdtemp(house.folder))
		return false;
	snprintf(house.seed, sizeof(house.seed), "%s/seed.db", house.folder);
	snprintf(house.empty, sizeof(house.empty), "%s/empty.db", house.folder);
	snprintf(house.work, sizeof(house.work), "%s/work.db", house.folder);
	ok = setup_load(&house.setup, "scripts/sample/fieldgate.yaml", &faults) &&
	     (house.rules = rulebook_load(&house.setup, &faults)) != NULL;
	faults_print(&faults, stderr);
	faults_free(&faults);
	if (!ok || !gateway_open(&g, &house.setup, house.rules, house.seed, why, sizeof(why))) {
		fprintf(stderr, "%s\n", why);
		return false;
	}
	gateway_close(&g);
	if (!copy(house.seed, house.empty) ||
	    !gateway_open(&g, &house.setup, house.rules, house.seed, why, sizeof(why)))
		return false;
	ok = import_sample(&g);
	gateway_close(&g);
	return ok;
}

static void remove_database(const char *path)
{
	static const char *const ends[] = {"", "-wal", "-shm", "-journal"};
	char name[320];

	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		snprintf(name, sizeof(name), "%s%s", path, ends[i]);
		unlink(name);
	}
}

void house_end(void)
{
	remove_database(house.empty);
	remove_database(house.seed);
	remove_database(house.work);
	rmdir(house.folder);
	rulebook_release(house.rules);
}

const struct setup *house_setup(void)
{
	return &house.setup;
}

struct rulebook *house_rules(void)
{
	return house.rules;
}

const char *house_folder(void)
{
	return house.folder;
}

const char *house_work(void)
{
	return house.work;
}

const char *house_fresh(void)
{
	remove_database(house.work);
	return copy(house.seed, house.work) ? house.work : NULL;
}

const char *house_empty(void)
{
	remove_database(house.work);
	return copy(house.empty, house.work) ? house.work : NULL;
}

/* ---- batches ---- */

void house_keyed_only(bool only)
{
	house.keyed_only = only;
}

static void first_mt(char uuid[37])
{
	sqlite3 *db = NULL;
	sqlite3_stmt *q = NULL;
	const char *hex;

	snprintf(uuid, 37, "none");
	if (sqlite3_open_v2(house.work, &db, SQLITE_OPEN_READWRITE, "unix") == SQLITE_OK &&
	    sqlite3_prepare_v2(db, "SELECT lower(hex(uuid)) FROM outbox WHERE id = 1", -1, &q, NULL) == SQLITE_OK &&
	    sqlite3_step(q) == SQLITE_ROW) {
		hex = (const char *)sqlite3_column_text(q, 0);
		snprintf(uuid, 37, "%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8, hex + 12, hex + 16, hex + 20);
	}
	sqlite3_finalize(q);
	sqlite3_close(db);
}

/* Puts what it stands for in each {…}. */
static char *fill_in(const char *s)
{
	struct text out = text_new(4096);
	char mt[37];

	while (*s) {
		if (strncmp(s, "{1}", 3) == 0 || strncmp(s, "{2}", 3) == 0) {
			text_addf(&out, "%lld", (long long)ticket_number(1000 + (s[1] - '1')));
			s += 3;
		} else if (strncmp(s, "{mt}", 4) == 0) {
			first_mt(mt);
			text_add(&out, mt);
			s += 4;
		} else {
			text_addn(&out, s++, 1);
		}
	}
	if (!out.full)
		return out.s;
	text_free(&out);
	return NULL;
}

bool house_fill(struct batch *b, size_t batch)
{
	const struct day *d = &day[batch];

	for (size_t i = 0; i < d->n; i++) {
		const struct deed *deed = &d->deeds[i];
		struct input *in;

		if (house.keyed_only && deed->unkeyed)
			continue;
		in = batch_add(b);
		if (!in)
			return false;
		in->kind = deed->kind;
		in->by_hand = deed->by_hand;
		in->came = MORNING + d->minute * MINUTE + (int64_t)i * 1000;
		in->payload = fill_in(deed->payload);
		if (!in->payload)
			return false;
		in->length = strlen(in->payload);
		if (deed->kind != IN_OPEN)
			text_copy(in->channel, sizeof(in->channel), "sms");
	}
	return true;
}

bool house_run(struct gateway *g, struct batch *b, size_t batch)
{
	const int64_t sent[] = {(int64_t)batch * 2 - 1, (int64_t)batch * 2};
	const struct settled done = {.sent = sent, .sent_n = 2, .published = (int64_t)batch};

	return batch_run(g, b, batch ? &done : NULL, MORNING + day[batch].minute * MINUTE + 30000);
}

/* ---- digests ---- */

static void hex_of(EVP_MD_CTX *c, char hex[HOUSE_HEX])
{
	unsigned char hash[EVP_MAX_MD_SIZE];

	EVP_DigestFinal_ex(c, hash, NULL);
	EVP_MD_CTX_free(c);
	for (int i = 0; i < 32; i++)
		snprintf(hex + 2 * i, 3, "%02x", hash[i]);
}

static EVP_MD_CTX *new_digest(void)
{
	EVP_MD_CTX *c = EVP_MD_CTX_new();

	if (!c || !EVP_DigestInit_ex(c, EVP_sha256(), NULL))
		abort();
	return c;
}

static void add(EVP_MD_CTX *c, const char *s)
{
	EVP_DigestUpdate(c, s ? s : "(none)", s ? strlen(s) + 1 : 7);
}

void house_said(const struct batch *b, char hex[HOUSE_HEX])
{
	EVP_MD_CTX *c = new_digest();
	char numbers[128];

	for (size_t i = 0; i < b->n; i++) {
		const struct input *in = &b->all[i];

		snprintf(numbers, sizeof(numbers), "%s %lld %lld %d %zu %zu", in->outcome, (long long)in->row,
			 (long long)in->ticket, in->again, in->texts, in->events);
		add(c, numbers);
		add(c, in->answer);
		/* A report's bears an id that was drawn at random. */
		add(c, in->kind == IN_DLR ? NULL : in->reply);
		add(c, in->rejected);
	}
	hex_of(c, hex);
}

/* Uuids are drawn at random, so is the people's version, and a report's payload bears the first. */
static const char *const all_of_it[] = {
	("SELECT id, kind, channel, key, came, sent, sender, person, moment, CASE kind WHEN 'dlr' THEN '' "
	 "ELSE payload END, hex(digest), outcome, why, ticket, answer, undone FROM inbox ORDER BY id"),
	("SELECT id, inbox, ticket, person, number, channel, answer, template, params, text, encoding, segments, "
	 "created, expires, state, state_at, error FROM outbox ORDER BY id"),
	"SELECT seq, ticket, code, change, hex(hash) FROM event ORDER BY seq",
	"SELECT * FROM ticket ORDER BY number",
	"SELECT * FROM person ORDER BY id",
	"SELECT * FROM mobile ORDER BY number",
	"SELECT * FROM station ORDER BY id",
	"SELECT * FROM machine ORDER BY id",
	"SELECT * FROM part",
	"SELECT * FROM meta WHERE key NOT IN ('people', 'imported', 'tried') ORDER BY key",
};

static bool add_rows(EVP_MD_CTX *c, sqlite3 *db, const char *sql)
{
	sqlite3_stmt *q = NULL;
	int rc = sqlite3_prepare_v2(db, sql, -1, &q, NULL);

	while (rc == SQLITE_OK && (rc = sqlite3_step(q)) == SQLITE_ROW) {
		for (int i = 0; i < sqlite3_column_count(q); i++)
			add(c, (const char *)sqlite3_column_text(q, i));
		rc = SQLITE_OK;
	}
	sqlite3_finalize(q);
	return rc == SQLITE_DONE;
}

static bool is_whole(sqlite3 *db)
{
	sqlite3_stmt *q = NULL;
	bool whole = sqlite3_prepare_v2(db, "PRAGMA integrity_check", -1, &q, NULL) == SQLITE_OK &&
		     sqlite3_step(q) == SQLITE_ROW && strcmp((const char *)sqlite3_column_text(q, 0), "ok") == 0;

	sqlite3_finalize(q);
	return whole;
}

static bool audit_holds(void)
{
	char why[512] = "";
	struct store *s = store_open_reading(house.work, why, sizeof(why));
	bool holds = s && ledger_audit(s, &house.rules->flows, NULL, why, sizeof(why));

	store_close(s);
	if (!holds)
		fprintf(stderr, "audit: %s\n", why);
	return holds;
}

static bool digest(char hex[HOUSE_HEX], bool checking)
{
	EVP_MD_CTX *c = new_digest();
	sqlite3 *db = NULL;
	bool ok = sqlite3_open_v2(house.work, &db, SQLITE_OPEN_READWRITE, "unix") == SQLITE_OK &&
		  (!checking || is_whole(db));

	for (size_t i = 0; ok && i < sizeof(all_of_it) / sizeof(*all_of_it); i++)
		ok = add_rows(c, db, all_of_it[i]);
	if (!ok)
		fprintf(stderr, "%s: %s\n", house.work, sqlite3_errmsg(db));
	sqlite3_close(db);
	hex_of(c, hex);
	return ok;
}

bool house_rows(char hex[HOUSE_HEX])
{
	return digest(hex, false);
}

bool house_state(char hex[HOUSE_HEX])
{
	return digest(hex, true) && audit_holds();
}
