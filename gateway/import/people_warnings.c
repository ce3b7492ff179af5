#include "gateway/import/people_warnings.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/store/people_rows.h"
#include "db/store/roster_rows.h"
#include "db/store/tickets_found.h"

#define LEFT_MAX 10000

void people_warnings_left(struct text *to, const char *name, const int64_t *tickets, size_t all)
{
	text_addf(to, "%s has left with %zu open ticket%s: ", name, all, all == 1 ? "" : "s");
	for (size_t i = 0; i < all && i < LEFT_SHOWN; i++)
		text_addf(to, "%s%" PRId64, i ? ", " : "", tickets[i]);
	if (all > LEFT_SHOWN)
		text_addf(to, " and %zu more", all - LEFT_SHOWN);
	text_addf(to, "; give %s to somebody who is here", all == 1 ? "it" : "them");
}

void people_warnings_both(struct text *to, const char *name, const char *number)
{
	text_addf(to,
		  "the mobile %s is that of %s, who is on the staff and a customer at once; if these are two people, "
		  "give one of them a mobile of their own",
		  number, name);
}

/* The tickets of one person, who is the first of left[n]; returns how many of these are theirs. */
static size_t warn_of_one(struct store *s, const struct ticket_left *left, size_t n, const char *file,
			  struct faults *warnings)
{
	int64_t tickets[LEFT_SHOWN];
	struct text line = text_new(PEOPLE_WARNING_BYTES);
	struct person p = {0};
	size_t all = 0;

	for (; all < n && left[all].person == left->person; all++)
		if (all < LEFT_SHOWN)
			tickets[all] = left[all].number;
	if (people_by_id(s, left->person, &p)) {
		people_warnings_left(&line, p.name, tickets, all);
		fault_add(warnings, file, 0, 0, 0, "%s", text_str(&line));
	}
	text_free(&line);
	return all;
}

void people_warnings_all(struct store *s, const struct roster *r, const char *file, struct faults *warnings)
{
	struct ticket_left *left = calloc(LEFT_MAX, sizeof(*left));
	size_t n = left ? tickets_left(s, left, LEFT_MAX) : 0;

	for (size_t at = 0; at < n;)
		at += warn_of_one(s, left + at, n - at, file, warnings);
	free(left);
	for (size_t i = 0; i < r->n; i++) {
		struct text line = text_new(PEOPLE_WARNING_BYTES);

		if (!r->people[i].customer)
			continue;
		people_warnings_both(&line, r->people[i].name, r->people[i].number);
		fault_add(warnings, file, 0, 0, 0, "%s", text_str(&line));
		text_free(&line);
	}
}

/* ---- roles that are no more ---- */

#define GONE_NAMED 8 /* people whom a line names */

struct gone {
	char name[ROLE_BYTES], who[GONE_NAMED][NAME_BYTES];
	size_t people;
};

struct gone_roles {
	struct gone all[OWN_ROLES_MAX];
	size_t n;
};

static void note_gone(void *ctx, const char *person, const char *role)
{
	struct gone_roles *g = ctx;
	struct gone *one;
	size_t i = 0;

	while (i < g->n && strcmp(g->all[i].name, role) != 0)
		i++;
	if (i == OWN_ROLES_MAX)
		return;
	one = &g->all[i];
	if (i == g->n) {
		text_copy(one->name, ROLE_BYTES, role);
		g->n++;
	}
	if (one->people < GONE_NAMED)
		text_copy(one->who[one->people], NAME_BYTES, person);
	one->people++;
}

/* "Ann Reed, Sam Cole and 3 more" */
static void add_who(struct text *to, const struct gone *one)
{
	for (size_t i = 0; i < one->people && i < GONE_NAMED; i++)
		text_addf(to, "%s%s", i == 0 ? "" : i + 1 == one->people ? " and " : ", ", one->who[i]);
	if (one->people > GONE_NAMED)
		text_addf(to, " and %zu more", one->people - GONE_NAMED);
}

void people_roles_check(struct store *s, const char *file, struct faults *f)
{
	struct gone_roles *g = calloc(1, sizeof(*g));

	if (!g) {
		fault_add(f, file, 0, 0, 0, "out of memory; free some and try again");
		return;
	}
	people_unknown_roles(s, note_gone, g);
	for (size_t i = 0; i < g->n; i++) {
		const struct gone *one = &g->all[i];
		struct text who = text_new(GONE_NAMED * (NAME_BYTES + 4) + 32);

		add_who(&who, one);
		fault_add(f, file, 0, 0, 0,
			  "%s %s the role `%s`, which is none; add it to `roles`, or import them with another one",
			  text_str(&who), one->people > 1 ? "have" : "has", one->name);
		text_free(&who);
	}
	free(g);
}
