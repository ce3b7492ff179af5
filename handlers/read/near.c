#include "handlers/read/cut.h"

#include "templates/text/fold.h"
#include "templates/text/spelling.h"
#include "templates/text/utf8.h"

#include <string.h>

/* Texts that begin with no code: which codes may have been meant. They are asked back, never done. */

#define STEM 4 /* letters that show an English word in another form: departed, repair */

static void add_near(struct reading *r, const struct code *code)
{
	for (size_t i = 0; i < r->near_n; i++) {
		if (r->near[i] == code)
			return;
	}
	if (r->near_n < NEAR_IN_TEXT)
		r->near[r->near_n++] = code;
}

static bool near_latin(const struct fold *f, size_t i, const char *word)
{
	char head[WORD_BYTES + 8];
	size_t n = 0, len = strlen(word);
	while (is_letter(cut_byte(f, i + n)) && n < sizeof(head) - 1)
		head[n] = f->s[i + n], n++;
	head[n] = '\0';
	return (len >= STEM && n >= STEM && strncmp(head, word, n < len ? n : len) == 0) ||
	       spelling_distance(head, word, 1) <= 1;
}

/* One key off at the beginning: as many characters as the word has, one more, one less. */
static bool near_at(const struct fold *f, size_t i, const char *word)
{
	size_t count = utf8_count(word), len = 0;
	char head[WORD_BYTES + 8];
	uint32_t cp;
	if (count < 2 || is_letter(word[0]))
		return count >= 2 && is_letter(cut_byte(f, i)) && near_latin(f, i, word);
	for (size_t k = 1; k <= count + 1 && i + len < f->len; k++) {
		size_t step = utf8_next(f->s + i + len, f->len - i - len, &cp);
		if (len + step >= sizeof(head))
			break;
		memcpy(head + len, f->s + i + len, step);
		len += step;
		head[len] = '\0';
		if (k + 1 >= count && (k > 1 || count > 2) && spelling_distance(head, word, 1) <= 1)
			return true;
	}
	return false;
}

static bool further_on(const struct fold *f, size_t i, const char *word, bool argued)
{
	if (utf8_count(word) < 2 || (is_letter(word[0]) && strlen(word) < STEM))
		return false;
	const char *hit = strstr(f->s + i, word);
	return hit && cut_word_ends(f, (size_t)(hit - f->s) + strlen(word), word) &&
	       (!argued || strpbrk(hit + strlen(word), "0123456789"));
}

/* In this order: a word further on with digits behind it, as `我已出发 16:30`; one key off with the same first
 * character; one key off; a word further on. */
enum nearness { NEAR_ARGUED, NEAR_ALIKE, NEAR_OFF, NEAR_LATER, NEARNESSES };

static bool is_near(const struct fold *f, size_t i, const char *word, enum nearness how)
{
	uint32_t cp;
	if (how == NEAR_ARGUED || how == NEAR_LATER)
		return further_on(f, i, word, how == NEAR_ARGUED);
	size_t first = utf8_next(word, strlen(word), &cp);
	if (how == NEAR_ALIKE && (f->len - i < first || memcmp(f->s + i, word, first) != 0))
		return false;
	/* `11630`: a digit code run into its argument. */
	return (is_digit(word[0]) && cut_begins(f, i, word)) || near_at(f, i, word);
}

void find_near(struct reading *r, const struct flows *flows, const struct fold *f, size_t i)
{
	for (int how = 0; how < NEARNESSES; how++) {
		for (size_t a = 0; a < flows->n; a++) {
			for (size_t b = 0; b < flows->all[a]->codes_n; b++) {
				const struct code *c = &flows->all[a]->codes[b];
				for (size_t w = 0; w < c->words_n; w++) {
					if (!is_near(f, i, c->words[w], (enum nearness)how))
						continue;
					add_near(r, c);
					r->flow = flows->all[a];
				}
			}
		}
	}
}
