/* Escaping a value so that it cannot break out of where it stands. It is for this wing alone. */
#ifndef PLACE_ESCAPE_H
#define PLACE_ESCAPE_H

#include "templates/text/text.h"

enum place_escape {
	PLACE_PLAIN,  /* as it is, as in what is signed */
	PLACE_URL,    /* percent signs; a part of a path, or a parameter behind `?` */
	PLACE_FORM,   /* the same, and `+` for a blank */
	PLACE_JSON,   /* inside of a JSON string */
	PLACE_HEADER, /* controls are left out, line breaks among them */
};

/* Adds n bytes, any bytes. What is not well-formed UTF-8 becomes U+FFFD in JSON, and stays what it is elsewhere. */
void place_escape_add(enum place_escape how, const char *s, size_t n, struct text *out);

#endif
