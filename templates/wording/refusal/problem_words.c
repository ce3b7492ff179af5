#include "templates/wording/refusal/problem_words.h"

#include <stdio.h>
#include <string.h>

#include "templates/file/yaml_get.h"

#define NAME_MOST 32
#define PLACE "{1}"

#define PROBLEM_ROW(problem, name, status, places) {name, status, places},
static const struct row {
	const char *name;
	unsigned status;
	int places;
} rows[] = {PROBLEM_ROWS(PROBLEM_ROW)};
#undef PROBLEM_ROW

static const unsigned statuses[PROBLEM_TITLES] = {400, 401, 403, 404, 405, 409, 412, 413, 422, 428, 429, 503};

/* Older files lack these words: then others are said, some of which name a value. */
static const struct later {
	enum problem_word which, instead;
} later[] = {
	{PROBLEM_PHONES, PROBLEM_ADMINISTRATOR}, {PROBLEM_NO_PLAY, PROBLEM_NOTHING_HERE},
	{PROBLEM_PLAY_AT, PROBLEM_MEMBER},       {PROBLEM_PLAY_CLOCK, PROBLEM_MEMBER},
	{PROBLEM_PLAYED_OUT, PROBLEM_NOT_DONE},  {PROBLEM_NOTHING_DUE, PROBLEM_NOT_DONE},
	{PROBLEM_AFTER, PROBLEM_CURSOR},         {PROBLEM_NOT_WHOLE, PROBLEM_MEMBER},
};

/* ---- reading ---- */

static void name_title(size_t i, char out[NAME_MOST])
{
	snprintf(out, NAME_MOST, "title_%u", statuses[i]);
}

static void check_place(const struct yaml *at, const char *words, int places, struct faults *f)
{
	int n = 0;

	while ((words = strstr(words, PLACE))) {
		words += strlen(PLACE);
		n++;
	}
	if (n != places)
		yaml_fault(f, at,
			   places ? "`" PLACE "` stands here once; write it where the value belongs"
				  : "there is nothing to stand for `" PLACE "` here; leave it out");
}

static const struct yaml *read_one(const struct yaml *map, const char *name, char *out, size_t size, struct faults *f)
{
	char mend[64];
	const struct yaml *n;

	snprintf(mend, sizeof(mend), "`%s: \"...\"`", name);
	n = yaml_need(map, name, mend, f);
	return n && yaml_text(n, out, size, f) ? n : NULL;
}

static void check_keys(const struct yaml *map, struct faults *f)
{
	char titles[PROBLEM_TITLES][NAME_MOST];
	const char *all[PROBLEM_WORDS + PROBLEM_TITLES + 1];
	size_t n = 0;

	for (size_t i = 0; i < PROBLEM_WORDS; i++)
		all[n++] = rows[i].name;
	for (size_t i = 0; i < PROBLEM_TITLES; i++) {
		name_title(i, titles[i]);
		all[n++] = titles[i];
	}
	all[n] = NULL;
	yaml_keys(map, all, f);
}

static bool is_later(size_t which)
{
	for (size_t i = 0; i < sizeof(later) / sizeof(*later); i++)
		if (later[i].which == which)
			return true;
	return false;
}

void problem_words_read(const struct yaml *map, struct problem_words *out, struct faults *f)
{
	if (!yaml_is_map(map, "{no_token: \"...\", ...}", f))
		return;
	check_keys(map, f);
	for (size_t i = 0; i < PROBLEM_WORDS; i++) {
		const struct yaml *n = NULL;

		if (!is_later(i) || yaml_get(map, rows[i].name))
			n = read_one(map, rows[i].name, out->in[i], PROBLEM_BYTES, f);
		if (n)
			check_place(n, out->in[i], rows[i].places, f);
	}
	for (size_t i = 0; i < sizeof(later) / sizeof(*later); i++)
		if (!*out->in[later[i].which])
			text_copy(out->in[later[i].which], PROBLEM_BYTES, out->in[later[i].instead]);
	for (size_t i = 0; i < PROBLEM_TITLES; i++) {
		char name[NAME_MOST];

		name_title(i, name);
		read_one(map, name, out->titles[i], sizeof(out->titles[i]), f);
	}
}

/* ---- saying ---- */

unsigned problem_status(enum problem_word which)
{
	return rows[which].status;
}

const char *problem_title(const struct problem_words *words, unsigned status)
{
	for (size_t i = 0; i < PROBLEM_TITLES; i++)
		if (statuses[i] == status)
			return words->titles[i];
	return "";
}

void problem_say(const struct problem_words *words, enum problem_word which, const char *value, struct text *out)
{
	const char *at = words->in[which], *place = strstr(at, PLACE);

	if (!place) {
		text_add(out, at);
		return;
	}
	text_addn(out, at, (size_t)(place - at));
	text_add(out, value ? value : "");
	text_add(out, place + strlen(PLACE));
}
