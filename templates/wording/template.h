/* The inside of a template: for template.c, which reads one, fill.c, which fills it in, and wording.c alone. */
#ifndef TEMPLATE_H
#define TEMPLATE_H

#include "templates/wording/wording.h"

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
	long long expires_ms;
	char *file;
	char *text; /* the file; once it is parsed, its literal text moved together at the front */
	struct piece *pieces;
	size_t pieces_n, pieces_cap;
	struct place places[PLACES_MAX];
	size_t places_n;
};

/* A template yet to be read, with the defaults of its keys; name[name_n] is shorter than TEMPLATE_NAME. NULL when out of
 * memory. Free with template_free(), which takes NULL. */
struct template *template_new(const char *file, const char *name, size_t name_n, enum lang l);
void template_free(struct template *t);
/* Reads the file; its faults go to `f`. Returns false only when out of memory. */
bool template_read(struct template *t, struct faults *f);

#endif
