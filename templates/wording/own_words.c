#include "templates/wording/own_words.h"

#include <stdio.h>
#include <string.h>

#include "templates/file/yaml_get.h"
#include "templates/file/yaml_open.h"
#include "templates/text/number.h"

#define PLACE "{}"

#define OWN_WORD_NAME(word, name) name,
static const char *const names[] = {OWN_WORD_ROWS(OWN_WORD_NAME) "problems", "rows", "roles", NULL};
#undef OWN_WORD_NAME

/* What is said where files of older installations lack the word; NULL: it must be there. */
static const char *const instead[OWN_WORDS] = {
	[WORD_STATION_HEAD] = "",     [WORD_DESK] = "400",           [WORD_DIGITS] = " {}",
	[WORD_WITHIN] = "",           [WORD_WITHIN_WORKING] = "",    [WORD_SAME_WORKING_DAY] = "",
	[WORD_NEXT_WORKING_DAY] = "", [WORD_LATER_WORKING_DAY] = "", [WORD_UNTIL_HOUR] = "",
	[WORD_AS_PROMISED] = "",      [WORD_NEVER_DUE] = "",
};

static void read_one(const struct yaml *root, int word, struct own_words *out, struct faults *f)
{
	const struct yaml *n;
	char mend[64];

	snprintf(mend, sizeof(mend), "`%s: \"...\"`", names[word]);
	if (instead[word])
		text_copy(out->in[word], OWN_WORD_BYTES, instead[word]);
	n = instead[word] ? yaml_get(root, names[word]) : yaml_need(root, names[word], mend, f);
	if (n)
		yaml_text(n, out->in[word], OWN_WORD_BYTES, f);
}

/* Earlier files have the one of them that texts name beside the others, as `station_head`. */
static void read_roles(const struct yaml *root, struct own_words *out, struct faults *f)
{
	const char *name = names[WORD_STATION_HEAD], *title;

	role_titles_read(yaml_get(root, "roles"), &out->roles, f);
	title = role_titles_find(&out->roles, name);
	if (yaml_get(root, name))
		return;
	if (*title)
		text_copy(out->in[WORD_STATION_HEAD], OWN_WORD_BYTES, title);
	else
		yaml_need(root, name, "`roles: {station_head: \"...\", ...}`", f);
}

void own_words_read(const char *file, struct own_words *out, struct faults *f)
{
	struct yaml *root = yaml_open(file, f);
	const struct yaml *problems;

	if (!root)
		return;
	yaml_keys(root, names, f);
	for (int i = 0; i < OWN_WORDS; i++)
		read_one(root, i, out, f);
	problems =
		yaml_need(root, "problems", "`problems: {no_token: \"...\", ...}`, as a new installation has them", f);
	if (problems)
		problem_words_read(problems, &out->problems, f);
	row_words_read(yaml_get(root, "rows"), &out->rows, f);
	read_roles(root, out, f);
	yaml_close(root);
}

void own_words_say(const struct own_words *words, enum own_word which, const char *with, struct text *out)
{
	const char *word = words->in[which], *place = strstr(word, PLACE);

	if (!place) {
		text_add(out, word);
		return;
	}
	text_addn(out, word, (size_t)(place - word));
	text_add(out, with);
	text_add(out, place + strlen(PLACE));
}

void own_words_count(const struct own_words *words, enum own_word which, int64_t n, struct text *out)
{
	char digits[DECIMAL_BYTES];

	own_words_say(words, which, number_write(n, digits), out);
}
