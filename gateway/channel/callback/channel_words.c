#include "gateway/channel/callback/channel_words.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "templates/file/yaml_get.h"
#include "templates/text/array.h"

#define WORD_BYTES 128

static bool add(struct channel_words *w, const char *word, const char *meaning)
{
	struct channel_word *all = array_room(w->all, w->n, &w->cap, sizeof(*all));
	struct channel_word *one;

	if (!all)
		return false;
	w->all = all;
	one = &all[w->n];
	*one = (struct channel_word){.word = strdup(word), .nothing = strcmp(meaning, "nothing") == 0};
	if (!one->word)
		return false;
	if (!one->nothing)
		delivery_read(meaning, &one->meaning);
	w->n++;
	return true;
}

static void read_meaning(struct channel_words *w, const struct yaml *list, struct faults *f)
{
	char typed[WORD_BYTES];

	if (!yaml_is_list(list, "[WORD, ...]", f))
		return;
	for (size_t i = 0; i < yaml_count(list); i++) {
		const struct yaml *one = yaml_item(list, i);

		if (!yaml_text(one, typed, sizeof(typed), f))
			continue;
		if (channel_words_find(w, typed))
			yaml_fault(f, one, "this word has a meaning already; leave it out at one of the two");
		else if (!add(w, typed, list->key))
			yaml_fault(f, one, "out of memory; free some and try again");
	}
}

void channel_words_read(struct channel_words *w, const struct yaml *map, struct faults *f)
{
	static const char *const meanings[] = {"accepted", "delivered", "failed", "expired",
					       "rejected", "nothing",   NULL};

	if (!yaml_is_map(map, "words: {delivered: [WORD, ...], failed: [WORD, ...]}", f))
		return;
	yaml_keys(map, meanings, f);
	for (size_t i = 0; meanings[i]; i++)
		if (yaml_get(map, meanings[i]))
			read_meaning(w, yaml_get(map, meanings[i]), f);
}

void channel_words_free(struct channel_words *w)
{
	for (size_t i = 0; i < w->n; i++)
		free(w->all[i].word);
	free(w->all);
	*w = (struct channel_words){0};
}

const struct channel_word *channel_words_find(const struct channel_words *w, const char *word)
{
	for (size_t i = 0; i < w->n; i++)
		if (strcasecmp(w->all[i].word, word) == 0)
			return &w->all[i];
	return NULL;
}
