#include "gateway/api/ask/json_body.h"

#include <string.h>

#include "templates/text/text.h"
#include "templates/text/units.h"

struct json_tree *json_body(struct api_ask *ask)
{
	const struct api_request *r = ask->request;
	char why[WHY_BYTES];
	bool again = false;
	struct json_tree *tree = r->n ? json_tree_read(r->body, r->n, &again, why, sizeof(why)) : NULL;
	const char *begin = r->body + strspn(r->body, " \t\r\n");

	if (tree && *begin == '{')
		return tree;
	if (again)
		api_refuse(ask, PROBLEM_MEMORY, NULL);
	else if (r->n && !tree)
		api_refuse(ask, PROBLEM_NO_JSON, why);
	else
		api_refuse(ask, PROBLEM_NO_OBJECT, NULL);
	json_tree_free(tree);
	return NULL;
}

bool json_body_member(const struct json_tree *tree, const char *pointer, char *out, size_t size)
{
	struct text said = text_new(MEMBER_MOST + 1);
	bool good =
		json_node_text(json_node_at(json_tree_root(tree), pointer), &said) && said.len > 0 && said.len < size;

	if (good)
		text_copy(out, size, text_str(&said));
	text_free(&said);
	return good;
}
