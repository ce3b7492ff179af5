/* SMS segments, counted as carriers bill them.
 *
 * In GSM-7 (3GPP TS 23.038, the default alphabet and its extension table) a text has 160 septets, or 153 in each
 * segment if it needs several; an extension character takes two septets and is never split. Any other text is UCS-2: 70
 * UTF-16 units, or 67 in each of several segments; a surrogate pair is never split.
 *
 * segments_of() is asked for each text that goes out (handlers/answer/answer.c), and for an answer that is sent again
 * (gateway/road/resent_answer.c). segments_worst() is asked when templates are checked against their `@segments`
 * (handlers/check/templates_check.c).
 *
 * What a carrier itself adds to each text, such as its signature, is not counted: it is not in the text, and differs by
 * channel. To count it, give both functions the channel's signature: one character of it outside of GSM-7 makes the
 * whole text UCS-2, and its units count like those of the text.
 * Templates are checked for all channels, so there the longest counts. */
#ifndef SEGMENTS_H
#define SEGMENTS_H

#include <stdbool.h>
#include <stddef.h>

enum encoding { GSM7, UCS2 };

struct segments {
	enum encoding encoding;
	size_t units; /* septets, or UTF-16 units */
	int count;    /* 0 for an empty text */
};

struct segments segments_of(const char *utf8);
/* The most segments that `units` UTF-16 units of UCS-2 can need, wherever in them surrogate pairs are. */
int segments_worst(size_t units);
/* "gsm7" or "ucs2", as on the wire. */
const char *encoding_name(enum encoding e);

#endif
