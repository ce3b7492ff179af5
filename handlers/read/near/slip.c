/* Words that may be a code's word with a slip. What is none, though it looks like it, stands in the lexicons. */
#include "handlers/read/near/slip.h"

#include <stdio.h>
#include <string.h>

#include "handlers/span/folded_text.h"
#include "templates/text/spelling.h"
#include "templates/text/utf8.h"

/* Of a word without letters, so long at most: one of them that is wrong makes another word of it, more often than a slip. */
#define SHORT_CHARS 3

/* A mark that stands above or below the letter before it. */
static bool is_accent(const struct spans *c, size_t i)
{
	uint32_t cp = 0;

	if (i < c->f->len)
		utf8_next(c->f->s + i, c->f->len - i, &cp);
	return cp >= 0x300 && cp < 0x370;
}

/* The word in letters at i without the accents that a phone has put on it: `départ`. Returns where it ends. */
static size_t plain_word(const struct spans *c, size_t i, char head[WORD_BYTES + 8])
{
	size_t n = 0;

	for (; (is_letter_at(c, i) || is_accent(c, i)) && n < WORD_BYTES + 6; i = next_at(c, i)) {
		for (size_t k = i; is_letter_at(c, i) && k < next_at(c, i); k++)
			head[n++] = c->f->s[k];
	}
	head[n] = '\0';
	return i;
}

bool slip_is_abbreviation(const char *word)
{
	return is_letters(word) && utf8_count(word) == 2;
}

/* `arived`: one key off the past of the word. */
static bool near_past(const struct spans *c, const char *head, const char *word)
{
	char past[WORD_BYTES + 8];
	const char *ending;
	size_t n = strlen(word);

	/* `lifted` is nothing that anyone left, nor listed. */
	for (size_t k = 0; n >= SLIP_STEM && c->head.code->does == DOES_MOVE && strncmp(head, word, 2) == 0 &&
			   (ending = lexicon_word(c->words, LEX_PAST_FORM, k, NULL)) != NULL;
	     k++) {
		bool behind = word[n - 1] == ending[0];

		if (snprintf(past, sizeof(past), "%s%s", word, behind ? ending + 1 : ending) < (int)sizeof(past) &&
		    spelling_distance(head, past, 1) <= 1)
			return true;
	}
	return false;
}

static bool near_latin(const struct spans *c, size_t i, const char *word)
{
	char head[WORD_BYTES + 8];
	size_t end = plain_word(c, i, head), n = strlen(head), len = strlen(word), letters = utf8_count(head);

	if (slip_is_abbreviation(word) && (letters < 2 || is_letter_at(c, past_marks(c, end))))
		return false; /* `d'accord`, `to be checked` */
	return (utf8_count(word) >= SLIP_STEM && letters >= SLIP_STEM && strncmp(head, word, n < len ? n : len) == 0) ||
	       spelling_distance(head, word, 1) <= 1 || (!slip_is_abbreviation(word) && near_past(c, head, word));
}

bool slip_of_denial_before(const struct spans *c, size_t i)
{
	static const enum lexeme known[] = {LEX_OPENER,    LEX_FILLER, LEX_TIME_LEAD, LEX_TO_TIME,   LEX_HONORIFIC,
					    LEX_HOUR_MARK, LEX_DAY,    LEX_PART,      LEX_SPAN_UNIT, LEX_STATION};

	if (i == 0)
		return false;
	if (c->f->s[i - 1] == '-' || is_letter_before(c, i)) /* un-repaired */
		return is_letter_at(c, i);
	for (size_t k = 0; k < sizeof(known) / sizeof(*known); k++) {
		if (word_before(c, known[k], i) > 0)
			return false;
	}
	return is_unspaced_before(c, i);
}

/* In a language of letters: one key off, or another form of the word; no word of its own. */
static size_t latin_end(const struct spans *c, size_t i, const char *word)
{
	char head[WORD_BYTES + 8];

	if (!is_letter_at(c, i) || word_at(c, LEX_NO_SLIP, i) > 0 || !near_latin(c, i, word))
		return 0;
	return plain_word(c, i, head);
}

/* A character too many belongs to it, be it a blank within the word or another in front. */
size_t slip_end(const struct spans *c, size_t i, const char *word)
{
	size_t count = utf8_count(word), len = 0, end = 0;
	char head[WORD_BYTES + 8];

	if (count < 2 || is_letters(word))
		return count < 2 ? 0 : latin_end(c, i, word);
	for (size_t k = 1; k <= count + 1 && i + len < c->f->len; k++) {
		size_t step = next_at(c, i + len) - (i + len);

		if (len + step >= sizeof(head))
			break;
		memcpy(head + len, c->f->s + i + len, step);
		len += step;
		head[len] = '\0';
		if (k == count && count <= SHORT_CHARS)
			continue;
		/* Where the last is missing, the character that is left out may as well be another. */
		if (k + 1 >= count && (k > 1 || count > 2) &&
		    ((k == count && end > 0) || spelling_distance(head, word, 1) <= 1))
			end = i + len;
	}
	return end > 0 && text_at(c, next_at(c, i), word) && slip_of_denial_before(c, next_at(c, i)) ? 0 : end;
}

const char *slip_listed(const struct spans *c, size_t i, size_t *end)
{
	const char *pair;

	for (size_t k = 0; (pair = lexicon_word(c->words, LEX_SLIP, k, NULL)) != NULL; k++) {
		const char *word = strrchr(pair, ':');
		size_t n = word ? (size_t)(word - pair) : 0;

		if (n == 0 || c->f->len - i < n || memcmp(c->f->s + i, pair, n) != 0 ||
		    (is_letter_at(c, i) && is_letter_at(c, i + n)))
			continue;
		*end = i + n;
		return word + 1;
	}
	return NULL;
}
