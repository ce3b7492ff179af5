/* Inside db/sqlite only: the store's own struct, and how SQLite is asked.
 *
 * A query is made from a string literal (its address is the key under which the prepared statement is kept), bound
 * in order, stepped and ended:
 *
 *	struct query q = sql(s, "SELECT name FROM person WHERE id = ?1");
 *	sql_int(&q, id);
 *	if (sql_row(&q))
 *		sql_get(&q, 0, name, sizeof(name));
 *	return sql_end(&q);
 *
 * Nothing need be checked between: once a call on a query has failed, all later ones fail, and sql_end() says so. A
 * query must be ended before the same literal is used again. */
#ifndef SQL_H
#define SQL_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "db/messages/mt_id.h"
#include "handlers/people/roles.h"

#define STATEMENTS_MAX 512 /* about twice as many as there are */
#define STORE_WHY 256

#define MARKS_MAX 2 /* savepoints, one in another */

/* What a transaction remembers so as not to ask again. Each part is read by its table when it is first needed, and goes
 * back with a savepoint or a rollback. */
struct cached {
	bool head_known;        /* of the ledger */
	int64_t seq;            /* 0, and zeros as the hash, for an empty one */
	unsigned char hash[32]; /* SHA-256 */
	int64_t last_mt;        /* the last row of the outbox; 0: not known, or there is none */
	bool next_ticket_known; /* the running number of the next ticket */
	int64_t next_ticket;
};

struct checkpointer;

/* The WAL as this connection knows it; kept by wal.c and upkeep.c. */
struct wal {
	int pages, done;                   /* in it at the last commit; of them copied */
	bool written;                      /* committed to since the last store_upkeep() */
	int chased;                        /* how often the thread was sent after the rest of it, above 64 MiB */
	bool tried;                        /* the loop has tried to copy it since it began */
	bool begun_again;                  /* since the thread was woken: what the thread copied was the WAL before */
	struct checkpointer *checkpointer; /* NULL: none */
};

struct store {
	sqlite3 *db;
	char *path;
	char *backup; /* made before an upgrade; NULL: none was */
	bool reading; /* only: query_only is on */
	bool open;    /* a transaction of ours should be open */
	bool failed;
	char why[STORE_WHY];
	struct cached now, marked[MARKS_MAX]; /* as of this moment; as of each savepoint */
	size_t marks;                         /* how many savepoints are set */
	int64_t version, touched; /* PRAGMA data_version when `now` was last valid; when store_touched() last looked */
	struct wal wal;
	ino_t wal_inode, shm_inode; /* 0: not looked at yet */
	struct roles roles;         /* by which people_roster() and its like read what people have */
	struct mt_noise noise;
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
/* False if anything failed, errors of the data included. */
bool sql_end(struct query *q);
/* Steps to the end, and ends. */
bool sql_run(struct query *q);
/* As sql_run(); *rows is how many were written. RETURNING would tell too, but turns a single INSERT into a statement
 * that may have to look through the tables which refer to its own. */
bool sql_run_counting(struct query *q, int *rows);
/* As sql_end() after one sql_row(): the first column, 0 where there is no row or anything failed. */
int64_t sql_one_int(struct query *q);
/* The first column of all rows, at most max, and ends. 0 where there is none or anything failed. */
size_t sql_ints(struct query *q, int64_t *out, size_t max);
/* The same, but returns how many there are in all. */
size_t sql_ints_counting(struct query *q, int64_t *out, size_t max);
int64_t sql_new_id(struct store *s); /* of the row inserted last */

int64_t sql_get_int(struct query *q, int column); /* 0 for NULL */
double sql_get_real(struct query *q, int column); /* 0 for NULL */
bool sql_is_null(struct query *q, int column);
/* Copies, cut at a whole character; "" for NULL. */
void sql_get(struct query *q, int column, char *out, size_t size);
/* As stored, valid until the next step; *n bytes. Never NULL. */
const char *sql_bytes(struct query *q, int column, size_t *n);
/* A copy to be freed; NULL for NULL, and when out of memory (the store has then failed). */
char *sql_dup(struct query *q, int column);

/* Runs text that has no values, such as COMMIT. Returns SQLite's code. */
int sql_exec(struct store *s, const char *text);
/* The same for one statement, a string literal, that is run again and again: it stays prepared. */
int sql_exec_kept(struct store *s, const char *text);
/* Looks at a result: true if all is well. Else notes the reason, and fails the store unless the data is at fault. */
bool sql_check(struct store *s, int rc);
/* Fails the store; the first reason stays. */
void sql_fail(struct store *s, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Notes that the data is at fault, not the store; returns false. */
bool sql_refuse(struct store *s, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
