#include "gateway/road/joined_texts.h"

#include <stdlib.h>
#include <string.h>

#include "handlers/answer/answer.h"
#include "handlers/answer/effects.h"
#include "handlers/people/people.h"
#include "handlers/people/roster.h"
#include "templates/text/array.h"
#include "templates/text/text.h"
#include "templates/wording/fill.h"

#define LINE_BYTES 400
#define LIST_BYTES 4000

struct joined_text {
	struct message message;
	size_t turn;           /* its place among those that fell due at the same time */
	char line[LINE_BYTES]; /* the same in a line */
};

void joined_texts_free(struct joined_texts *texts)
{
	for (size_t i = 0; i < texts->n; i++) {
		params_free(&texts->all[i].message.params);
		free(texts->all[i].message.text);
	}
	free(texts->all);
	*texts = (struct joined_texts){0};
}

/* The first line of the text itself says it best. */
static void write_line(const struct message *m, char line[LINE_BYTES])
{
	text_copy(line, LINE_BYTES, m->text);
	line[strcspn(line, "\n")] = '\0';
}

/* For all at once, before any is taken: none may have two owners. */
static bool make_room(struct joined_texts *texts, size_t more)
{
	struct joined_text *all;

	while (texts->cap < texts->n + more) {
		all = array_room(texts->all, texts->cap, &texts->cap, sizeof(*all));
		if (!all)
			return false;
		texts->all = all;
	}
	return true;
}

bool joined_texts_take(struct joined_texts *texts, struct effects *e)
{
	if (!make_room(texts, e->messages_n))
		return false;
	for (size_t i = 0; i < e->messages_n; i++) {
		struct joined_text *one = &texts->all[texts->n];

		one->message = e->messages[i];
		one->turn = texts->n++;
		write_line(&one->message, one->line);
	}
	e->messages_n = 0;
	return true;
}

/* ---- one text a person ---- */

/* For each person, in the order in which they fell due, in quiet hours too. */
static int by_person(const void *a, const void *b)
{
	const struct joined_text *x = a, *y = b;

	if (x->message.person != y->message.person)
		return x->message.person < y->message.person ? -1 : 1;
	if (x->message.fell != y->message.fell)
		return x->message.fell < y->message.fell ? -1 : 1;
	return x->turn < y->turn ? -1 : x->turn > y->turn;
}

static bool has_line(const struct joined_text *some, size_t n, const char *line)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(some[i].line, line) == 0)
			return true;
	return false;
}

static void write_list(const struct joined_text *some, size_t n, struct text *list)
{
	for (size_t i = 0; i < n; i++)
		if (!has_line(some, i, some[i].line))
			text_addf(list, "%s%s", list->len ? "\n" : "", some[i].line);
}

static int64_t last_to_expire(const struct joined_text *some, size_t n)
{
	int64_t last = 0;

	for (size_t i = 0; i < n; i++)
		last = some[i].message.expires > last ? some[i].message.expires : last;
	return last;
}

static bool send_to(struct intake *intake, const struct person *p, const struct joined_text *some, size_t n)
{
	struct text list = text_new(LIST_BYTES);
	struct effects *e = calloc(1, sizeof(*e));
	struct saying s = {.ctx = &intake->context, .now = intake->now, .count = n};
	bool good;

	write_list(some, n, &list);
	s.list = text_str(&list);
	good = e && answer_say(e, &s, p, "reminders") && e->messages_n == 1;
	if (good) {
		e->messages[0].expires = last_to_expire(some, n);
		good = intake_send(intake, &e->messages[0]);
	}
	if (e)
		effects_free(e);
	free(e);
	text_free(&list);
	return good;
}

/* All are to one person. One who has left since is sent nothing. */
static bool send_joined(struct intake *intake, const struct joined_text *some, size_t n)
{
	const struct person *p = roster_person(intake->context.roster, some->message.person);
	struct person someone;

	if (!p && intake->world.person(intake->world.ctx, some->message.person, &someone))
		p = &someone;
	return !p || send_to(intake, p, some, n);
}

bool joined_texts_send(struct intake *intake, struct joined_texts *texts)
{
	if (texts->n > 1)
		qsort(texts->all, texts->n, sizeof(*texts->all), by_person);
	for (size_t i = 0, next; i < texts->n; i = next) {
		const struct joined_text *first = &texts->all[i];

		for (next = i + 1; next < texts->n && texts->all[next].message.person == first->message.person;)
			next++;
		if (next - i == 1 ? !intake_send(intake, &first->message) : !send_joined(intake, first, next - i))
			return false;
	}
	return true;
}
