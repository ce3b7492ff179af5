#include "gateway/views/stranger_list.h"

#include <errno.h>
#include <stdlib.h>

#include "db/store/inbox.h"
#include "gateway/base/columns.h"
#include "gateway/views/input_text.h"
#include "handlers/time/when.h"

#define STRANGERS_MAX 10000

static void add_stranger(struct columns *rows, const struct stranger *one)
{
	char count[24], last[24];
	char *words = input_text("mo", one->text);

	snprintf(count, sizeof(count), "%lld", (long long)one->count);
	when_local(one->last, last);
	columns_add(rows, (const char *const[]){one->number, count, last, words ? words : ""});
	free(words);
}

bool stranger_list_print(struct store *s, FILE *out)
{
	struct stranger *all = calloc(STRANGERS_MAX, sizeof(*all));
	struct columns rows = {.width = 4};
	bool whole;
	size_t n;

	if (!all)
		return false;
	/* columns_add() leaves out what there is no memory for, and only errno tells. */
	errno = 0;
	columns_add(&rows, (const char *const[]){"number", "texts", "last", "text"});
	n = inbox_strangers(s, all, STRANGERS_MAX);
	for (size_t i = 0; i < n; i++)
		add_stranger(&rows, &all[i]);
	whole = errno != ENOMEM;
	free(all);
	columns_print(&rows, out);
	return whole;
}
