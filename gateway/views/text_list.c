#include "gateway/views/text_list.h"

#include <stdlib.h>

#include "db/outbox/texts_of.h"
#include "db/store/people_rows.h"
#include "gateway/views/input_text.h"

/* In order of time; what went out because of a text stands behind it. */
static int by_time(const void *a, const void *b)
{
	const struct text_of *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	if (x->came != y->came)
		return x->came ? -1 : 1;
	return (x->id > y->id) - (x->id < y->id);
}

/* Of each kind one more than are wanted, so that it is known whether there are older ones. */
static size_t read_all(struct store *s, const struct text_wish *w, struct text_of *all)
{
	char numbers[PERSON_NUMBERS][MSISDN_MAX];
	size_t most = w->limit + 1, n = 0, numbers_n = w->person ? people_numbers(s, w->person, numbers) : 0;

	if (w->person) {
		n = texts_from_person(s, w->person, w->since, w->before, all, most);
		n += texts_to_person(s, w->person, w->since, w->before, all + n, most);
	} else {
		n = texts_from_stranger(s, w->number, w->since, w->before, all, most);
	}
	for (size_t i = 0; i < numbers_n; i++) /* before it was known whose it is */
		n += texts_from_stranger(s, numbers[i], w->since, w->before, all + n, most);
	return n;
}

static void put_row(struct table *rows, const struct text_of *t)
{
	char *words = t->came && t->words ? input_text("mo", t->words) : NULL;

	rows->good = rows->good && t->words && (!t->came || words);
	table_put_time(rows, t->at);
	table_put_text(rows, t->came ? "in" : "out");
	table_put_text(rows, t->number);
	table_put_text(rows, t->channel);
	table_put_id(rows, t->ticket);
	table_put_text(rows, t->state);
	table_put_text(rows, t->why);
	table_put_text(rows, words ? words : t->words);
	free(words);
}

bool text_list_print(struct store *s, const struct text_wish *wish, enum table_form form, FILE *out, bool *older,
		     int64_t *first)
{
	static const char *const names[] = {"at", "way", "number", "channel", "ticket", "state", "why", "text", NULL};
	struct text_of *all = calloc((2 + PERSON_NUMBERS) * (wish->limit + 1), sizeof(*all));
	struct table rows;
	size_t n, from;

	*older = false;
	*first = 0;
	if (!all)
		return false;
	n = read_all(s, wish, all);
	if (n)
		qsort(all, n, sizeof(*all), by_time);
	from = n > wish->limit ? n - wish->limit : 0;
	*older = from > 0;
	*first = n ? all[from].at : 0;
	table_begin(&rows, form, names, out);
	for (size_t i = from; i < n; i++)
		put_row(&rows, &all[i]);
	for (size_t i = 0; i < n; i++)
		text_of_free(&all[i]);
	free(all);
	return table_end(&rows);
}
