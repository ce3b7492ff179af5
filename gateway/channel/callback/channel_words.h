/* `words` of a channel's file: what the carrier's words for the state of a text mean. It is for this wing alone. */
#ifndef CHANNEL_WORDS_H
#define CHANNEL_WORDS_H

#include "db/store/delivery.h"
#include "templates/file/fault.h"
#include "templates/file/yaml.h"

struct channel_word {
	char *word;
	bool nothing; /* it says nothing new: */
	enum delivery meaning;
};
/* Zero-initialise; channel_words_free() when done. */
struct channel_words {
	struct channel_word *all;
	size_t n, cap;
};

void channel_words_read(struct channel_words *w, const struct yaml *map, struct faults *f);
void channel_words_free(struct channel_words *w);
/* NULL: it is none of them. */
const struct channel_word *channel_words_find(const struct channel_words *w, const char *word);

#endif
