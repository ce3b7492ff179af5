/* What a template consists of. For this wing alone: others ask template.h. */
#ifndef TEMPLATE_PARTS_H
#define TEMPLATE_PARTS_H

#include <stdbool.h>

#include "templates/wording/lang.h"
#include "templates/wording/template.h"

enum piece_kind { LITERAL, PLACE, GROUP, GROUP_END };

struct piece {
	enum piece_kind kind;
	size_t from; /* LITERAL: first byte in `text`; PLACE: index in `places`; GROUP: index of its GROUP_END */
	size_t n;    /* LITERAL: bytes */
};

struct template
{
	char name[TEMPLATE_NAME];
	enum lang lang;
	int segments;
	int64_t expires_ms;
	char *file;
	char *text; /* the file; once it is read, its literal text moved together at the front */
	struct piece *pieces;
	size_t pieces_n, pieces_cap;
	struct place places[PLACES_MAX];
	size_t places_n;
};

/* A template that is yet to be read, with the defaults of its keys; name[name_n] is shorter than TEMPLATE_NAME. NULL
 * when out of memory. Free with template_free(), which takes NULL. */
struct template *template_new(const char *file, const char *name, size_t name_n, enum lang l);
void template_free(struct template *t);
/* False when out of memory. */
bool template_add(struct template *t, enum piece_kind kind, size_t from, size_t n);

#endif
