#include "handlers/condition/fault_kind.h"

#include <ctype.h>
#include <string.h>

#include "templates/text/fold.h"
#include "templates/text/utf8.h"

/* What continues a word: letters of a script that has blanks between words (Chinese, and what comes after it in
 * Unicode, has none), or digits. */
enum piece { PIECE_NONE, PIECE_LETTER, PIECE_DIGIT };

static enum piece piece_at(const char *s)
{
	uint32_t cp;

	if (!*s)
		return PIECE_NONE;
	utf8_next(s, strlen(s), &cp);
	if (cp < 0x80)
		return isdigit((int)cp) ? PIECE_DIGIT : isalpha((int)cp) ? PIECE_LETTER : PIECE_NONE;
	return (cp >= 0xAA && cp < 0x2000) || (cp >= 0x2C00 && cp < 0x2E80) ? PIECE_LETTER : PIECE_NONE;
}

/* The piece that ends at `end`. */
static enum piece piece_before(const char *s, const char *end)
{
	if (end == s)
		return PIECE_NONE;
	do
		end--;
	while (end > s && ((unsigned char)*end & 0xC0) == 0x80);
	return piece_at(end);
}

static bool apart(enum piece a, enum piece b)
{
	return a == PIECE_NONE || a != b;
}

/* A plural is the same word: doors, gearboxes. */
static const char *after_plural(const char *end)
{
	const char *s = end + (*end == 'e');

	return *s == 's' && piece_at(s + 1) != PIECE_LETTER ? s + 1 : end;
}

static bool has_word(const char *text, const char *word)
{
	size_t n = strlen(word);
	enum piece first = piece_at(word), last = piece_before(word, word + n);

	for (const char *at = strstr(text, word); at; at = strstr(at + 1, word)) {
		const char *end = last == PIECE_LETTER ? after_plural(at + n) : at + n;

		if (apart(piece_before(text, at), first) && apart(last, piece_at(end)))
			return true;
	}
	return false;
}

static bool is_kind(const struct fault_kind *kind, const char *folded)
{
	for (size_t i = 0; i < kind->words_n; i++)
		if (has_word(folded, kind->words[i]))
			return true;
	return false;
}

int fault_kind_find(const struct flow *f, const char *fault)
{
	struct fold folded;
	int found = -1;

	if (f->kinds_n == 0 || !fold_make(&folded, fault, strlen(fault)))
		return -1;
	for (size_t i = 0; i < f->kinds_n && found < 0; i++)
		found = is_kind(&f->kinds[i], folded.s) ? (int)i : -1;
	fold_free(&folded);
	return found;
}
