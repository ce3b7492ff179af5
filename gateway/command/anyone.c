#include "gateway/command/anyone.h"

#include <stdlib.h>

#include "db/store/people_rows.h"
#include "db/store/store.h"
#include "handlers/people/msisdn.h"
#include "templates/text/fold.h"
#include "templates/text/spelling.h"
#include "templates/text/text.h"

#define SAME_NAME 5     /* shown of those who have one name */
#define NAMES_MAX 20000 /* looked through for "did you mean" */

static int broken(const struct workspace *w)
{
	verb_error("the people cannot be read: %s", store_why(w->store));
	return VERB_BROKEN;
}

static int several(const char *said, const struct person *all, size_t n)
{
	struct text numbers = text_new(SAME_NAME * (MSISDN_MAX + 2) + 8);

	for (size_t i = 0; i < n && i < SAME_NAME; i++)
		text_addf(&numbers, "%s%s", i ? ", " : "", *all[i].number ? all[i].number : "(no number)");
	if (n > SAME_NAME)
		text_add(&numbers, ", …");
	verb_error("several people are called `%s`; write the number instead: %s", said, text_str(&numbers));
	text_free(&numbers);
	return VERB_FAULTY;
}

static int nobody(const struct workspace *w, const char *said)
{
	char(*names)[NAME_BYTES] = calloc(NAMES_MAX, sizeof(*names));
	const char **all = calloc(NAMES_MAX, sizeof(*all)), *near = NULL;
	size_t n = names && all ? people_names(w->store, names, NAMES_MAX) : 0;

	for (size_t i = 0; i < n; i++)
		all[i] = names[i];
	if (n)
		near = spelling_nearest(said, all, n);
	if (near)
		verb_error("nobody is called `%s`; did you mean `%s`?", said, near);
	else
		verb_error("nobody is called `%s`; write a name or a number that `fieldgate list people --all` or "
			   "`fieldgate list customers` shows",
			   said);
	free(all);
	free(names);
	return store_failed(w->store) ? broken(w) : VERB_FAULTY;
}

static int by_number(const struct workspace *w, const char *number, struct person *out)
{
	int64_t id = people_owner(w->store, number);

	if (id && people_by_id(w->store, id, out))
		return VERB_DONE;
	if (store_failed(w->store))
		return broken(w);
	verb_error("nobody has the number %s; `fieldgate list people --all` and `fieldgate list customers` show all",
		   number);
	return VERB_FAULTY;
}

int anyone_find(struct workspace *w, const char *said, struct person *out)
{
	struct person found[SAME_NAME + 1];
	char folded[NAME_BYTES], number[MSISDN_MAX];
	size_t n = fold_small(folded, sizeof(folded), said) && *folded
			   ? people_called(w->store, folded, found, SAME_NAME + 1)
			   : 0;

	if (n == 1) {
		*out = found[0];
		return VERB_DONE;
	}
	if (n > 1)
		return several(said, found, n);
	if (store_failed(w->store))
		return broken(w);
	if (msisdn_read(said, w->setup.country, number))
		return by_number(w, number, out);
	return nobody(w, said);
}
