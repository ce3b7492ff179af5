/* Texts in the order in which they came. It is for this wing alone. */
#ifndef CARRIER_TEXTS_H
#define CARRIER_TEXTS_H

#include "gateway/carrier/carrier_text.h"

/* Zero-initialise; carrier_texts_free() when done. A text is in one list at a time. */
struct carrier_texts {
	struct carrier_text *first, *last;
	size_t n;
};

/* Takes it over, behind all others. */
void carrier_texts_add(struct carrier_texts *all, struct carrier_text *t);
/* Gives the first away; NULL: there is none. */
struct carrier_text *carrier_texts_take(struct carrier_texts *all);
void carrier_texts_free(struct carrier_texts *all);

#endif
