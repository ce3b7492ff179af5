/* Whether an answer of /v1 is one that the API's own document speaks of: its status at that path and method, its type, and
 * its body by the schema. */
#ifndef API_DOCUMENT_H
#define API_DOCUMENT_H

#include <jansson.h>

struct api_answer {
	const char *method, *path; /* "/v1/..." and a query, which is passed over */
	int status;
	const char *type; /* as Content-Type says; "" where it says none */
	const char *body;
};

/* gateway/api/openapi.json of the tree, read once. NULL: it cannot be read. */
const json_t *api_document(void);
/* NULL: it is one of the document's. Else what is not, good until the next call. */
const char *api_document_lacks(const json_t *document, const struct api_answer *a);
/* NULL: the value is as the schema says, which is a keyword's of the document. Keywords that this does not know are none
 * that hold. */
const char *api_document_schema(const json_t *document, const json_t *schema, const json_t *value);

#endif
