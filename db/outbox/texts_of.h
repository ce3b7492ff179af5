/* One person's texts, or one number's: those that came and those that went out. */
#ifndef TEXTS_OF_H
#define TEXTS_OF_H

#include "db/store/delivery.h"
#include "db/store/store.h"
#include "handlers/people/people.h"

struct text_of {
	int64_t id, at, ticket; /* of inbox or outbox; when it came, or was put in; 0: about none */
	bool came;
	char number[MSISDN_MAX], channel[CHANNEL_BYTES];
	char state[16], why[256]; /* what became of it */
	char *words; /* the payload of one that came; NULL where memory ran out, which the store then says */
};

/* From `since` on and before `before`, the newest first, at most max. Of those that came, the ones whose words are
 * kept. */
size_t texts_from_person(struct store *s, int64_t person, int64_t since, int64_t before, struct text_of *out,
			 size_t max);
size_t texts_to_person(struct store *s, int64_t person, int64_t since, int64_t before, struct text_of *out, size_t max);
/* Those that came from a number while it was nobody's. */
size_t texts_from_stranger(struct store *s, const char *number, int64_t since, int64_t before, struct text_of *out,
			   size_t max);
void text_of_free(struct text_of *t);

#endif
