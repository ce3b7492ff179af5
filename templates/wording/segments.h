/* SMS segments, counted as carriers bill them.
 *
 * GSM-7 (3GPP TS 23.038, default alphabet and its extension table, an extension character takes two
 * septets and is never parted): 160 septets alone, 153 a segment when joined. Anything else is UCS-2:
 * 70 UTF-16 units alone, 67 joined, a surrogate pair is never parted. */
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
/* Segments that `units` UTF-16 units of UCS-2 may need at the worst, pairs at the seams included. */
int segments_worst(size_t units);
/* "gsm7" or "ucs2", as on the wire. */
const char *encoding_name(enum encoding e);

#endif
