#include "gateway/api/route/api_route.h"

#include <string.h>

#include "templates/text/text.h"

#define DOCUMENT_BYTES (256 * 1024)

bool route_openapi(struct api_ask *ask)
{
	struct text all = text_new(DOCUMENT_BYTES);
	char *document;

	for (size_t i = 0; openapi_lines[i]; i++)
		text_add(&all, openapi_lines[i]);
	document = strdup(text_str(&all));
	text_free(&all);
	return api_answer(ask, document);
}
