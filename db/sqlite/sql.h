/* Inside db/ only: the store's own struct, and asking SQLite questions.
 *
 * A query is made from a string literal (its address is the key of the cache), bound in order, stepped and ended:
 *
 *	struct query q = sql(s, "SELECT name FROM person WHERE id = ?1");
 *	sql_int(&q, id);
 *	if (sql_row(&q))
 *		sql_get(&q, 0, name, sizeof(name));
 *	return sql_end(&q);
 *
 * Nothing need be checked between: what failed once makes every later call on the query fail, and sql_end() say so. A
 * query must be ended before the same literal is used again. */
#ifndef SQL_H
#define SQL_H

#include <sqlite3.h>
#include <sys/types.h>

#include "db/sqlite/checkpointer.h"
#include "db/sqlite/store.h"

#define STATEMENTS_MAX 256
#define STORE_WHY 256

/* What a transaction knows without asking: it moves with the transaction, and is read again when in doubt. */
struct cached {
	int64_t seq; /* the ledger's head; 0 and zeros for an empty one */
	unsigned char hash[32];
	int64_t next; /* the next running number of a ticket */
};

struct store {
	sqlite3 *db;
	char *path;
	bool reading; /* only: query_only is on */
	bool open;    /* a transaction of ours should be */
	bool failed;
	char why[STORE_WHY];
	struct cached now, marked;   /* as of this moment; as of the savepoint */
	bool known;                  /* `now` is what the database holds */
	int64_t version, touched;    /* PRAGMA data_version when `now` was read; when store_touched() last looked */
	int wal_pages, wal_done;     /* in the WAL at the last commit; of them checkpointed */
	bool written;                /* since the last store_tend() */
	int chased;                  /* how often the tender went after the rest of it, above 64 MiB */
	bool tended;                 /* tried by ourselves since the WAL was begun */
	struct checkpointer *tender; /* NULL: none */
	ino_t wal_inode, shm_inode;  /* 0: not looked at yet */
	bool begun_anew;             /* the WAL, since the tender was woken: what it copied was another's */
	unsigned char noise[256];    /* drawn ahead, for the ids of texts */
	size_t noise_left;
	struct {
		const char *text;
		sqlite3_stmt *stmt;
	} statements[STATEMENTS_MAX];
};

struct query {
	struct store *store;
	sqlite3_stmt *stmt; /* NULL: it could not be made */
	int bound;
	bool bad;
};

/* A query that writes is refused, and the store failed, where no transaction is open: SQLite would commit it alone. */
struct query sql(struct store *s, const char *text);
void sql_int(struct query *q, int64_t v);
void sql_id(struct query *q, int64_t v);                 /* 0 as NULL */
void sql_text(struct query *q, const char *v);           /* NULL as NULL; must last until sql_end() */
void sql_blob(struct query *q, const void *v, size_t n); /* likewise */
/* How many values it takes; 0 if it could not be made. */
int sql_wants(const struct query *q);
/* True if there is a further row. */
bool sql_row(struct query *q);
/* False if anything failed, the data's own errors included. */
bool sql_end(struct query *q);
/* Steps to the end, and ends. */
bool sql_run(struct query *q);
/* As sql_run(); *touched is whether any row was written. RETURNING would tell too, but makes of a single INSERT a
 * statement that may have to look through the tables which refer to it. */
bool sql_run_touching(struct query *q, bool *touched);
int64_t sql_new_id(struct store *s); /* of the row inserted last */

int64_t sql_get_int(struct query *q, int column); /* 0 for NULL */
double sql_get_real(struct query *q, int column); /* 0 for NULL */
bool sql_is_null(struct query *q, int column);
/* Copies, cut at a whole character; "" for NULL. */
void sql_get(struct query *q, int column, char *out, size_t size);
/* As they lie there, until the next step; *n bytes. Never NULL. */
const char *sql_bytes(struct query *q, int column, size_t *n);
/* A copy to be freed; NULL for NULL, and when out of memory (the store has then failed). */
char *sql_dup(struct query *q, int column);

/* A machine's place as words, from the columns latitude, longitude and km in this order. In people_rows.c. */
void sql_get_place(struct query *q, int column, char *out, size_t size);

/* Runs text that has no values, such as COMMIT. Returns SQLite's code. */
int sql_exec(struct store *s, const char *text);
/* The same for one statement, a string literal, that is run again and again: it stays prepared. */
int sql_exec_kept(struct store *s, const char *text);
/* Looks at a result: true if all is well. Else notes the reason, and fails the store unless it is the data's error. */
bool sql_check(struct store *s, int rc);
/* Fails the store; the first reason stays. */
void sql_fail(struct store *s, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Notes that the data is at fault, not the store; returns false. */
bool sql_refuse(struct store *s, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* One line on a result, and what to do about it. */
void sql_reason(sqlite3 *db, int rc, const char *path, char *why, size_t size);

#endif
