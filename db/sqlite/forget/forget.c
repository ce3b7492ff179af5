#include "db/store/forget.h"

#include <stdlib.h>

#include "db/sqlite/forget/blank.h"
#include "db/sqlite/sql.h"
#include "db/store/people_rows.h"
#include "db/store/roster_rows.h"

#define OWED "wipe" /* kept value: "1" where a wipe is owed */

/* Numbers that they had once, as far as nobody else has them now. */
static bool numbers_of_texts(struct forgetting *f, const char *text)
{
	struct query q = sql(f->s, text);
	char number[MSISDN_MAX];

	sql_int(&q, f->person);
	while (sql_row(&q)) {
		int64_t owner;

		sql_get(&q, 0, number, sizeof(number));
		owner = people_owner(f->s, number);
		if (!owner || owner == f->person)
			mention_of_number(&f->mention, number);
	}
	return sql_end(&q);
}

/* The name as well, unless another has the same: texts about them would go, too. */
static bool find_who(struct forgetting *f)
{
	char numbers[PERSON_NUMBERS][MSISDN_MAX];
	size_t n = people_numbers(f->s, f->person, numbers);
	struct query q = sql(f->s, "SELECT name FROM person p WHERE id = ?1 AND NOT EXISTS "
				   "(SELECT 1 FROM person o WHERE o.folded = p.folded AND o.id <> p.id)");
	char name[NAME_BYTES];

	for (size_t i = 0; i < n; i++)
		mention_of_number(&f->mention, numbers[i]);
	sql_int(&q, f->person);
	if (sql_row(&q)) {
		sql_get(&q, 0, name, sizeof(name));
		mention_of_name(&f->mention, name);
	}
	return sql_end(&q) &&
	       numbers_of_texts(f,
				"/* whole */ SELECT DISTINCT sender FROM inbox WHERE person = ?1 AND sender <> ''") &&
	       numbers_of_texts(f, "SELECT DISTINCT number FROM outbox WHERE person = ?1 AND number <> ''");
}

static int64_t machines_of(struct forgetting *f)
{
	struct query q = sql(f->s, "SELECT count(*) FROM machine WHERE customer = ?1");

	sql_int(&q, f->person);
	return sql_one_int(&q);
}

struct forgetting *forget_find(struct store *s, int64_t person, const char *country, struct forget_count *out)
{
	struct forgetting *f = calloc(1, sizeof(*f));

	*out = (struct forget_count){0};
	if (!f) {
		store_fail(s, "out of memory");
		return NULL;
	}
	f->s = s;
	f->person = person;
	f->mention.country = country;
	if (!find_who(f) || !found_more(f) || !found_tickets(f)) {
		forget_free(f);
		return NULL;
	}
	*out = f->count;
	out->numbers = f->mention.numbers_n;
	out->tickets = f->tickets_n;
	out->machines = (size_t)machines_of(f);
	return f;
}

bool forget_do(struct store *s, struct forgetting *f, const char *name, int64_t now)
{
	return found_more(f) && blank_found(f, now) && blank_person(f, name, now) && people_imported(s) &&
	       store_put(s, OWED, "1");
}

void forget_free(struct forgetting *f)
{
	if (!f)
		return;
	for (size_t i = 0; i < f->sayings_n; i++)
		free(f->sayings[i].words);
	free(f->sayings);
	free(f->tickets);
	free(f->own.all);
	free(f->quoting.all);
	free(f->answers.all);
	free(f->sent.all);
	free(f->about.all);
	free(f->fields.all);
	free(f);
}

/* ---- the file ---- */

bool forget_owes_wipe(struct store *s)
{
	char owed[4];

	return store_get(s, OWED, owed, sizeof(owed)) && owed[0] == '1';
}

/* Busy: another connection writes or reads. */
static bool done(struct store *s, int rc)
{
	if ((rc & 0xff) == SQLITE_BUSY || (rc & 0xff) == SQLITE_LOCKED)
		return sql_refuse(s, "another process is using the database");
	return sql_check(s, rc);
}

/* Empties the WAL: what is in it lies in the database then. */
static bool empty_wal(struct store *s)
{
	return done(s, sqlite3_wal_checkpoint_v2(s->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL));
}

/* Not in memory, where temporary things are else: the copy is as large as the database. */
static bool write_anew(struct store *s)
{
	bool ok = sql_check(s, sql_exec(s, "PRAGMA temp_store = FILE")) && done(s, sql_exec(s, "VACUUM"));

	return sql_check(s, sql_exec(s, "PRAGMA temp_store = MEMORY")) && ok;
}

bool forget_wipe(struct store *s)
{
	return write_anew(s) && empty_wal(s) && store_begin(s) && store_put(s, OWED, "") && store_commit(s);
}
