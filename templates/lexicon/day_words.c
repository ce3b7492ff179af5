#include "templates/lexicon/day_words.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "templates/file/yaml_get.h"
#include "templates/file/yaml_open.h"
#include "templates/text/fold.h"
#include "templates/wording/lang.h"

#define PATH_BYTES 1024

static void read_word(const struct yaml *n, struct day_word_list *out, struct faults *f)
{
	char typed[DAY_WORD_BYTES];

	if (!yaml_text(n, typed, sizeof(typed), f))
		return;
	if (out->n == DAY_WORDS_MAX)
		yaml_fault(f, n, "all languages together can have at most %d of these words; remove some",
			   DAY_WORDS_MAX);
	else if (!fold_small(out->words[out->n], DAY_WORD_BYTES, typed) || out->words[out->n][0] == '\0')
		yaml_fault(f, n, "this is too long, or no word; write one as in a calendar's summaries");
	else
		out->n++;
}

static void read_list(const struct yaml *n, struct day_word_list *out, struct faults *f)
{
	if (!n || !yaml_is_list(n, "[WORD, ...]", f))
		return;
	for (size_t i = 0; i < yaml_count(n); i++)
		read_word(yaml_item(n, i), out, f);
}

static void read_file(const char *path, struct day_words *out, struct faults *f)
{
	static const char *const keys[] = {"make_up", "days_off", NULL};
	struct yaml *root = yaml_open(path, f);

	if (!root)
		return;
	yaml_keys(root, keys, f);
	read_list(yaml_need(root, "make_up", "`make_up: [WORD, ...]`", f), &out->make_up, f);
	read_list(yaml_get(root, "days_off"), &out->days_off, f);
	yaml_close(root);
}

static bool holds(const struct day_word_list *list, const char *folded)
{
	for (size_t i = 0; i < list->n; i++) {
		if (strstr(folded, list->words[i]))
			return true;
	}
	return false;
}

void day_words_read(const char *templates, struct day_words *out, struct faults *f)
{
	char path[PATH_BYTES];

	out->make_up.n = out->days_off.n = 0;
	for (enum lang l = 0; l < langs_n; l++) {
		int n = snprintf(path, sizeof(path), "%s/%s/days.yaml", templates, lang_name(l));

		if (n > 0 && n < PATH_BYTES && access(path, F_OK) == 0)
			read_file(path, out, f);
	}
}

bool day_words_make_up(const struct day_words *words, const char *summary)
{
	struct fold folded;
	bool worked;

	if (!fold_make(&folded, summary, strlen(summary)))
		return false;
	worked = holds(&words->make_up, folded.s) && !holds(&words->days_off, folded.s);
	fold_free(&folded);
	return worked;
}
