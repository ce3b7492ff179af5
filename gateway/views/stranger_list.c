#include "gateway/views/stranger_list.h"

#include <stdlib.h>

#include "db/store/inbox.h"
#include "gateway/views/input_text.h"

#define STRANGERS_MAX 10000

static void add_stranger(struct table *rows, const struct stranger *one)
{
	char *words = input_text("mo", one->text);

	table_put_text(rows, one->number);
	table_put_number(rows, one->count);
	table_put_time(rows, one->last);
	rows->good = rows->good && words;
	table_put_text(rows, words);
	free(words);
}

bool stranger_list_print(struct store *s, enum table_form form, FILE *out)
{
	static const char *const names[] = {"number", "texts", "last", "text", NULL};
	struct stranger *all = calloc(STRANGERS_MAX, sizeof(*all));
	struct table rows;
	size_t n;

	if (!all)
		return false;
	table_begin(&rows, form, names, out);
	n = inbox_strangers(s, all, STRANGERS_MAX);
	for (size_t i = 0; i < n; i++)
		add_stranger(&rows, &all[i]);
	free(all);
	return table_end(&rows);
}
