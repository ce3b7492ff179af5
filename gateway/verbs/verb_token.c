#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/store/token_rows.h"
#include "gateway/api/access/token.h"
#include "gateway/base/wall_clock.h"
#include "gateway/command/caller.h"
#include "gateway/command/ledger_note.h"
#include "gateway/command/workspace.h"
#include "gateway/table/table.h"
#include "templates/text/units.h"

static int run(const struct call *c);

enum { DAYS, JSON, CSV };

#define DAYS_MOST 3660

const struct verb verb_token = {
	.name = "token",
	.usage = "add PERSON [--days N] | list [--json | --csv] | revoke ID",
	.brief = "makes, lists and revokes tokens, by which people and programs are known over HTTP",
	.help = "  add PERSON  makes one for someone of the staff, by name or number, and prints it: once, and\n"
		"              never again, as only its digest is kept. Whoever shows it may do what that person\n"
		"              may. Give it away as carefully as a password.\n"
		"  --days N    it holds so many days, 1 to 3660; if not said, until it is revoked\n"
		"  list        all that were ever made: id, person, when they were made, run out and were revoked\n"
		"  revoke ID   it holds no more, from the next request on\n"
		"\n"
		"  curl -H 'Authorization: Bearer TOKEN' http://127.0.0.1:8088/v1/me\n",
	.options = {{"--days", true}, {"--json", false}, {"--csv", false}},
	.least = 1,
	.most = 2,
	.run = run,
};

/* ---- listing ---- */

#define PAGE 64

static bool put_all(struct table *t, struct store *s)
{
	struct token_row page[PAGE];
	int64_t after = 0;
	size_t n;

	do {
		n = tokens_list(s, after, page, PAGE);
		for (size_t i = 0; i < n; i++) {
			char name[NAME_BYTES];

			workspace_name(s, page[i].person, name, sizeof(name));
			table_put_id(t, page[i].id);
			table_put_text(t, name);
			table_put_time(t, page[i].created);
			table_put_time(t, page[i].expires);
			table_put_time(t, page[i].revoked);
		}
		after = n > 0 ? page[n - 1].id : 0;
	} while (n == PAGE);
	return !store_failed(s);
}

static int list(struct workspace *w, const struct call *c)
{
	static const char *const names[] = {"id", "person", "created", "expires", "revoked", NULL};
	struct table t;
	bool good;

	table_begin(&t, c->options[JSON] ? TABLE_JSON : c->options[CSV] ? TABLE_CSV : TABLE_SCREEN, names, stdout);
	good = put_all(&t, w->store);
	if (table_end(&t) && good)
		return VERB_DONE;
	verb_error("this is not all of the list: %s", store_failed(w->store) ? store_why(w->store) : "out of memory");
	return VERB_BROKEN;
}

/* ---- making and revoking ---- */

static int failed(struct store *s)
{
	int code = store_failed(s) ? VERB_BROKEN : VERB_FAULTY;

	verb_error("nothing was done: %s", store_why(s));
	store_rollback(s);
	return code;
}

static int add(struct workspace *w, const struct person *p, int64_t days)
{
	char token[TOKEN_BYTES];
	unsigned char hash[TOKEN_HASH];
	int64_t now = clock_now(), id = 0;

	if (!token_make(token) || !token_hash(token, hash)) {
		verb_error("the system gives no random bytes (%s); try again", strerror(errno));
		return VERB_BROKEN;
	}
	if (!store_begin(w->store) || !token_add(w->store, hash, p->id, now, days ? now + days * DAY_MS : 0, &id) ||
	    !ledger_note(w->store, "token_add", "token", id, now) || !store_commit(w->store))
		return failed(w->store);
	printf("%s\n", token);
	fprintf(stderr, "fieldgate: token %lld of %s; it is shown this once\n", (long long)id, p->name);
	return VERB_DONE;
}

static int add_for(struct workspace *w, const char *said, int64_t days)
{
	struct caller who;
	char why[WHY_BYTES];

	if (!caller_find(&w->gateway.roster, w->store, w->setup.country, said, &who, why, sizeof(why))) {
		verb_error("%s", why);
		return VERB_FAULTY;
	}
	if (who.who.id && who.who.roles)
		return add(w, &who.who, days);
	verb_error("`%s` is nobody of the staff; tokens are for people with a role, whom `fieldgate list people` lists",
		   said);
	return VERB_FAULTY;
}

static int revoke(struct workspace *w, const char *said)
{
	struct token_row row;
	char *end;
	long long id = strtoll(said, &end, 10);

	if (*end || end == said || !token_by_id(w->store, id, &row)) {
		verb_error("there is no token `%s`; `fieldgate token list` lists them by id", said);
		return store_failed(w->store) ? VERB_BROKEN : VERB_FAULTY;
	}
	if (row.revoked) {
		verb_error("token %lld was revoked already", id);
		return VERB_FAULTY;
	}
	if (!store_begin(w->store) || !token_revoke(w->store, id, clock_now()) ||
	    !ledger_note(w->store, "token_revoke", "token", id, clock_now()) || !store_commit(w->store))
		return failed(w->store);
	printf("token %lld holds no more\n", id);
	return VERB_DONE;
}

/* ---- the call ---- */

/* 0: for ever; -1: it is none. */
static int64_t read_days(const char *said)
{
	char *end;
	long long days = said ? strtoll(said, &end, 10) : 0;

	if (!said)
		return 0;
	return *said && !*end && days >= 1 && days <= DAYS_MOST ? days : -1;
}

static int check(const struct call *c)
{
	const char *what = c->args[0];
	bool lists = strcmp(what, "list") == 0, adds = strcmp(what, "add") == 0;

	if (!lists && !adds && strcmp(what, "revoke") != 0)
		return verb_misused(&verb_token, "there is no `%s` of tokens; write `add`, `list` or `revoke`", what);
	if (lists ? c->n > 1 : c->n < 2)
		return verb_misused(&verb_token, lists ? "`%s` takes nothing behind it" : "`%s` needs %s behind it",
				    what, adds ? "a person" : "a token's id");
	if (c->options[DAYS] && (!adds || read_days(c->options[DAYS]) < 0))
		return verb_misused(&verb_token, "`--days` is for `add`, a number from 1 to %d", DAYS_MOST);
	if ((c->options[JSON] || c->options[CSV]) && (!lists || (c->options[JSON] && c->options[CSV])))
		return verb_misused(&verb_token, "`--json` or `--csv` is for `list`, one of them");
	return VERB_DONE;
}

static int run(const struct call *c)
{
	static struct workspace w;
	int code = check(c);
	bool lists = strcmp(c->args[0], "list") == 0;

	if (code != VERB_DONE)
		return code;
	code = workspace_open(&w, c, lists ? WORKSPACE_READING : WORKSPACE_WRITING);
	if (code == VERB_DONE)
		code = lists                            ? list(&w, c)
		       : strcmp(c->args[0], "add") == 0 ? add_for(&w, c->args[1], read_days(c->options[DAYS]))
							: revoke(&w, c->args[1]);
	workspace_close(&w);
	return code;
}
