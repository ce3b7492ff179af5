/* Which kind of fault it is, by the words that a flow has for each. Declared in clocks.h. */
#include <ctype.h>
#include <string.h>

#include "handlers/clock/clocks.h"
#include "templates/text/fold.h"
#include "templates/text/text.h"
#include "templates/text/utf8.h"

/* What goes on as one word: letters of a writing that parts its words by blanks (Chinese, and what stands behind it in
 * Unicode, does not), or digits. */
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

static bool parted(enum piece a, enum piece b)
{
	return a == PIECE_NONE || a != b;
}

/* More of them is the same: doors, gearboxes. */
static const char *behind_plural(const char *end)
{
	const char *s = end + (*end == 'e');
	return *s == 's' && piece_at(s + 1) != PIECE_LETTER ? s + 1 : end;
}

/* `cab` is not in `cable`, but `车门` is in `右车门坏`. */
static bool has_word(const char *text, const char *word)
{
	size_t n = strlen(word);
	enum piece first = piece_at(word), last = piece_before(word, word + n);
	for (const char *at = strstr(text, word); at; at = strstr(at + 1, word)) {
		const char *end = last == PIECE_LETTER ? behind_plural(at + n) : at + n;
		if (parted(piece_before(text, at), first) && parted(last, piece_at(end)))
			return true;
	}
	return false;
}

int clocks_kind(const struct flow *f, const char *fault)
{
	struct fold folded;
	int found = -1;
	if (f->kinds_n == 0 || !fold_make(&folded, fault, strlen(fault)))
		return -1;
	for (size_t i = 0; i < f->kinds_n && found < 0; i++) {
		for (size_t k = 0; k < f->kinds[i].words_n && found < 0; k++) {
			if (has_word(folded.s, f->kinds[i].words[k]))
				found = (int)i;
		}
	}
	fold_free(&folded);
	return found;
}
