#include "handlers/span/reader.h"

#include <stdlib.h>
#include <string.h>

#include "handlers/time/when.h"
#include "templates/lexicon/lexicon.h"
#include "templates/lexicon/lexicon_read.h"
#include "templates/text/letter.h"
#include "templates/text/utf8.h"

struct code_word {
	char s[WORD_BYTES + 8];
	size_t len;
	const struct code *code;
	const struct flow *flow;
	size_t rank; /* in the order they were read */
};

struct text_reader {
	struct lexicon *words;
	struct flows flows;
	struct code_word *codes; /* by first byte, the longest first */
	size_t n, cap;
	size_t begins[257];
};

static bool add(struct text_reader *r, const struct flow *f, const struct code *c, const char *word, const char *ending)
{
	struct code_word *w;

	if (strlen(word) + strlen(ending) >= sizeof(r->codes->s))
		return true;
	if (r->n == r->cap) {
		size_t cap = r->cap ? r->cap * 2 : 128;
		struct code_word *more = realloc(r->codes, cap * sizeof(*more));

		if (!more)
			return false;
		r->codes = more;
		r->cap = cap;
	}
	w = &r->codes[r->n++];
	*w = (struct code_word){.code = c, .flow = f, .len = strlen(word) + strlen(ending), .rank = r->n};
	strcpy(w->s, word);
	strcat(w->s, ending);
	return true;
}

/* departed, arrived, delayed, cancelled: the past of a word that stands for the code in a language of letters.
 * Behind an e only its end is added, behind another letter no end without its vowel. */
static bool add_pasts(struct text_reader *r, const struct flow *f, const struct code *c, const char *word)
{
	const char *ending;
	size_t n = strlen(word);

	for (size_t i = 0; (ending = lexicon_word(r->words, LEX_PAST_FORM, i, NULL)) != NULL; i++) {
		bool behind = n > 0 && word[n - 1] == ending[0];

		/* `arrive` and `ed` share their e. */
		if (!add(r, f, c, word, behind ? ending + 1 : ending))
			return false;
	}
	return true;
}

/* Other forms of its word, as the lexicon lists them: `waiting for:wait`. */
static bool add_forms(struct text_reader *r, const struct flow *f, const struct code *c, const char *word)
{
	const char *form;

	for (size_t i = 0; (form = lexicon_word(r->words, LEX_FORM, i, NULL)) != NULL; i++) {
		const char *of = strrchr(form, ':');
		char whole[WORD_BYTES];

		if (!of || strcmp(of + 1, word) != 0 || (size_t)(of - form) >= sizeof(whole))
			continue;
		memcpy(whole, form, (size_t)(of - form));
		whole[of - form] = '\0';
		if (!add(r, f, c, whole, ""))
			return false;
	}
	return true;
}

/* Abbreviations have no past. */
static bool add_code(struct text_reader *r, const struct flow *f, const struct code *c)
{
	for (size_t i = 0; i < c->words_n; i++) {
		const char *word = c->words[i];

		if (!add(r, f, c, word, "") || !add_forms(r, f, c, word))
			return false;
		if (i < c->shown_n && word[0] >= 'a' && word[0] <= 'z' && !add_pasts(r, f, c, word))
			return false;
	}
	return true;
}

static int by_first(const void *a, const void *b)
{
	const struct code_word *x = a, *y = b;
	unsigned char fx = (unsigned char)x->s[0], fy = (unsigned char)y->s[0];

	if (fx != fy)
		return fx < fy ? -1 : 1;
	if (x->len != y->len)
		return x->len < y->len ? 1 : -1;
	return strcmp(x->s, y->s) != 0 ? strcmp(x->s, y->s) : (x->rank > y->rank) - (x->rank < y->rank);
}

static void index_codes(struct text_reader *r)
{
	size_t at = 0;

	if (r->n > 0)
		qsort(r->codes, r->n, sizeof(*r->codes), by_first);
	for (size_t first = 0; first <= 256; first++) {
		while (at < r->n && (size_t)(unsigned char)r->codes[at].s[0] < first)
			at++;
		r->begins[first] = at;
	}
}

static void check_word(const struct text_reader *r, const struct flow *f, const struct code *c, size_t i,
		       struct faults *to)
{
	const char *word = c->words[i];
	size_t n = strlen(word);

	if (when_read(r->words, word, n, 0, AHEAD).len == n || when_read(r->words, word, n, 0, BEHIND).len == n)
		fault_add(to, f->file, c->word_line[i], c->word_col[i], (int)utf8_count(word),
			  "`%s` reads like a time; give the code another word", word);
}

struct text_reader *reader_load(const char *templates, const struct flows *flows, struct faults *f)
{
	struct text_reader *r = calloc(1, sizeof(*r));
	bool ok = r != NULL;

	if (ok && (r->words = lexicon_load(templates, f)) == NULL) {
		reader_free(r);
		return NULL;
	}
	for (size_t i = 0; ok && i < flows->n; i++) {
		const struct flow *flow = flows->all[i];

		ok = add_code(r, flow, &flow->open);
		for (size_t w = 0; ok && w < flow->open.words_n; w++)
			check_word(r, flow, &flow->open, w, f);
		for (size_t k = 0; ok && k < flow->codes_n; k++) {
			ok = add_code(r, flow, &flow->codes[k]);
			for (size_t w = 0; ok && w < flow->codes[k].words_n; w++)
				check_word(r, flow, &flow->codes[k], w, f);
		}
	}
	if (!ok) {
		fault_add(f, templates, 0, 0, 1, "there is not enough memory to read texts; free some and try again");
		reader_free(r);
		return NULL;
	}
	r->flows = *flows;
	index_codes(r);
	return r;
}

void reader_free(struct text_reader *r)
{
	if (!r)
		return;
	lexicon_free(r->words);
	free(r->codes);
	free(r);
}

const struct lexicon *reader_words(const struct text_reader *r)
{
	return r->words;
}

const struct flows *reader_flows(const struct text_reader *r)
{
	return &r->flows;
}

/* Another letter goes on with a word in letters, also one with an accent, or of another script. */
static bool goes_on(char c)
{
	unsigned char byte = (unsigned char)c;

	return (c >= 'a' && c <= 'z') || (byte >= 0xC3 && byte < 0xE0);
}

static bool stands_at(const struct code_word *w, const char *s, size_t n)
{
	if (w->len > n || memcmp(w->s, s, w->len) != 0)
		return false;
	return !letter_ends(w->s, w->len) || w->len == n || !goes_on(s[w->len]);
}

const struct code *reader_code(const struct text_reader *r, const char *s, size_t n, const struct flow *prefer,
			       size_t *len, const struct flow **flow)
{
	size_t first = n > 0 ? (unsigned char)s[0] : 0;
	const struct code_word *best = NULL;

	for (size_t i = r->begins[first]; n > 0 && i < r->begins[first + 1]; i++) {
		const struct code_word *w = &r->codes[i];

		if (best && w->len < best->len)
			break;
		if (stands_at(w, s, n) && (!best || w->flow == prefer))
			best = w;
		if (best && (!prefer || best->flow == prefer))
			break;
	}
	*len = best ? best->len : 0;
	if (best)
		*flow = best->flow;
	return best ? best->code : NULL;
}
