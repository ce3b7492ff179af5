#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "db/store/forget.h"
#include "db/store/people_rows.h"
#include "db/store/store.h"
#include "db/store/tickets_found.h"
#include "gateway/base/wall_clock.h"
#include "gateway/command/anyone.h"
#include "gateway/command/ledger_note.h"
#include "gateway/command/workspace.h"
#include "templates/text/text.h"

static int run(const struct call *c);

const struct verb verb_forget = {
	.name = "forget",
	.usage = "PERSON [--dry-run]",
	.brief = "forgets a person: words, names and numbers go, ids and times stay",
	.help = "PERSON is a name that one person alone has, or a number. What goes for good: their name, numbers and\n"
		"mail address; the words of their texts and of those sent to them; what they said in fields; the words "
		"of\n"
		"other texts, tickets and fields that name them, by name or number, or say again what they said. They\n"
		"are called `forgotten #ID` from then on, hear nothing more, and are found by no number: it may be\n"
		"imported again as somebody else's. Times, states and the ledger stay as they are, which says that "
		"this\n"
		"id was forgotten. Retained topics are published anew.\n"
		"\n"
		"  --dry-run  says what would go, and changes nothing\n"
		"\n"
		"It is refused while the person leads an open ticket, is its customer, or is named in one of its "
		"fields.\n"
		"At the end the database is written anew, so that nothing stays in its gaps; a running gateway waits\n"
		"meanwhile and loses nothing. Backups, the broker and the carriers still have what they were given:\n"
		"fieldgate(1), PERSONAL DATA, says what to do there.\n",
	.options = {{.name = "--dry-run"}},
	.least = 1,
	.most = 1,
	.run = run,
};

#define SHOWN 5 /* tickets */

/* ---- whether it may be ---- */

static void put_tickets(struct text *to, const int64_t *tickets, size_t all)
{
	for (size_t i = 0; i < all && i < SHOWN; i++)
		text_addf(to, "%s%" PRId64, i ? ", " : "", tickets[i]);
	if (all > SHOWN)
		text_addf(to, " and %zu more", all - SHOWN);
}

/* Says which open tickets they still have to do with. */
static int check_tickets(const struct workspace *w, const struct person *p)
{
	int64_t led[SHOWN], bought[SHOWN];
	size_t leads = tickets_of_person(w->store, p->id, led, SHOWN);
	size_t buys = tickets_of_customer(w->store, p->id, bought, SHOWN);
	struct text numbers = text_new(256);

	if (leads) {
		put_tickets(&numbers, led, leads);
		verb_error("%s leads, or is named in, open ticket%s %s; give %s to somebody else first", p->name,
			   leads == 1 ? "" : "s", text_str(&numbers), leads == 1 ? "it" : "them");
	} else if (buys) {
		put_tickets(&numbers, bought, buys);
		verb_error("%s is the customer of open ticket%s %s; close or cancel %s first", p->name,
			   buys == 1 ? "" : "s", text_str(&numbers), buys == 1 ? "it" : "them");
	}
	text_free(&numbers);
	return leads || buys ? VERB_FAULTY : VERB_DONE;
}

/* ---- saying it ---- */

static void put_count(size_t n, const char *one, const char *many)
{
	if (n)
		printf("  %zu %s\n", n, n == 1 ? one : many);
}

static void print_what(const struct person *p, const struct forget_count *n, bool dry_run)
{
	printf("%s %s%s%s%s, id %" PRId64 ":\n", dry_run ? "would forget" : "forgot", p->name, *p->number ? " (" : "",
	       p->number, *p->number ? ")" : "", p->id);
	put_count(n->numbers, "number", "numbers");
	put_count(n->came, "text of theirs", "texts of theirs");
	put_count(n->sent, "text to them", "texts to them");
	put_count(n->others, "other text that names them or says their words",
		  "other texts that name them or say their words");
	put_count(n->fields, "field of a ticket", "fields of tickets");
	put_count(n->tickets, "ticket with words of or about them", "tickets with words of or about them");
	put_count(n->machines, "machine, which has no customer then", "machines, which have no customer then");
	if (dry_run)
		puts("nothing was changed");
}

/* ---- doing it ---- */

static int broken(const struct workspace *w)
{
	verb_error("nothing was forgotten: %s", store_why(w->store));
	return VERB_BROKEN;
}

static int forget(struct workspace *w, const struct person *p, struct forgetting *f)
{
	struct text name = text_new(NAME_BYTES - 1);
	int64_t now = clock_now();
	int code;

	own_words_count(wording_own(w->rules->wording, LANG_FIRST), WORD_FORGOTTEN, p->id, &name);
	if (!store_begin(w->store)) {
		text_free(&name);
		return broken(w);
	}
	/* While all was looked through they may have got one. */
	code = check_tickets(w, p);
	if (code == VERB_DONE &&
	    (!forget_do(w->store, f, text_str(&name), now) || !ledger_note(w->store, "forget", "person", p->id, now)))
		code = broken(w);
	text_free(&name);
	if (code != VERB_DONE) {
		store_rollback(w->store);
		return code;
	}
	return store_commit(w->store) ? VERB_DONE : broken(w);
}

static int wipe(struct workspace *w)
{
	if (forget_wipe(w->store))
		return VERB_DONE;
	verb_error(
		"it is forgotten, but the file may still have bytes of it in its gaps: %s; run `fieldgate forget` once "
		"more, with any name, when it is free",
		store_why(w->store));
	return VERB_BROKEN;
}

static int forget_one(struct workspace *w, const struct person *p, bool dry_run)
{
	struct forget_count n;
	struct forgetting *f;
	int code = check_tickets(w, p);

	if (code != VERB_DONE)
		return code;
	f = forget_find(w->store, p->id, w->setup.country, &n);
	if (!f)
		return broken(w);
	if (!dry_run)
		code = forget(w, p, f);
	forget_free(f);
	if (code == VERB_DONE)
		print_what(p, &n, dry_run);
	return code == VERB_DONE && !dry_run ? wipe(w) : code;
}

static int run(const struct call *c)
{
	static struct workspace w;
	struct person p;
	int code = workspace_open(&w, c, WORKSPACE_RULES | (c->options[0] ? WORKSPACE_READING : WORKSPACE_WRITING));

	/* One that was killed in between. */
	if (code == VERB_DONE && !c->options[0] && forget_owes_wipe(w.store))
		code = wipe(&w);
	if (code == VERB_DONE)
		code = anyone_find(&w, c->args[0], &p);
	if (code == VERB_DONE)
		code = forget_one(&w, &p, c->options[0] != NULL);
	workspace_close(&w);
	return code;
}
