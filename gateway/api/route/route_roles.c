/* What roles are called. */
#include "gateway/api/route/api_route.h"

#include <stdio.h>

#include "gateway/wire/json_writer.h"
#include "templates/wording/wording.h"

/* Those of the program stand in words.yaml, in files of earlier versions among the words of the pages; an installation's own
 * in its configuration. */
static const char *title_of(const struct api_ask *ask, int role, enum lang l)
{
	const struct roles *roles = &ask->w->rules->roles;
	const struct role_titles *titles = &wording_own(ask->w->rules->wording, l)->roles;
	char key[ROLE_BYTES + 8];
	const struct page_word *word;

	if (role >= ROLES)
		return roles->own[role - ROLES].title[l];
	if (*role_titles_find(titles, role_name(roles, role)))
		return role_titles_find(titles, role_name(roles, role));
	snprintf(key, sizeof(key), "role.%s", role_name(roles, role));
	word = page_words_find(wording_pages(ask->w->rules->wording, l), key);
	return word ? word->text : "";
}

static void put(struct json_writer *j, const struct api_ask *ask, int role)
{
	json_add_object(j);
	json_put_string(j, "name", role_name(&ask->w->rules->roles, role));
	json_open_object(j, "title");
	for (enum lang l = 0; l < langs_n; l++)
		if (*title_of(ask, role, l))
			json_put_string(j, lang_name(l), title_of(ask, role, l));
	json_close_object(j);
	json_close_object(j);
}

bool route_roles(struct api_ask *ask)
{
	struct json_writer j = json_begin();

	json_open_list(&j, "items");
	for (int i = 0; i < roles_count(&ask->w->rules->roles); i++)
		put(&j, ask, i);
	json_close_list(&j);
	json_put_null(&j, "next");
	return api_answer(ask, json_end(&j));
}
