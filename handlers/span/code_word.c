/* Codes' words in a text. */
#include "handlers/span/code_word.h"

#include <ctype.h>
#include <string.h>

#include "handlers/span/folded_text.h"
#include "handlers/span/reader.h"

/* A digit code ends at a blank, a mark or the end; but `1:30`, `1.5` and `1-2` are times, numbers and dates. */
static bool digit_code_ends(const struct spans *c, size_t i)
{
	char sign = byte_at(c, i);
	size_t n;

	if (sign == '\0' || sign == ' ')
		return true;
	if (!ispunct((unsigned char)sign))
		return false;
	if (!strchr(":.-/", sign))
		return true;
	n = digits_at(c, i + 1);
	if (n == 0 || n > 2)
		return true;
	/* `1.16:30`, a full stop before a time. */
	return sign == '.' && (byte_at(c, i + 1 + n) == ':' || word_at(c, LEX_HOUR_MARK, i + 1 + n) > 0);
}

#define TORN_CHARS 6

/* A blank stands between the first characters at i, of a language that has none. */
static bool is_torn(const struct spans *c, size_t i)
{
	for (int k = 0; k < TORN_CHARS && is_unspaced_at(c, i); k++) {
		i = next_at(c, i);
		if (byte_at(c, i) == ' ')
			return is_unspaced_at(c, past_blanks(c, i));
	}
	return false;
}

/* `re paired`, as dictating leaves it. Where more is glued to its end, as in a town's name, it is another word. */
static const struct code *torn_code_at(const struct spans *c, size_t i, size_t *len, const struct flow **flow)
{
	const struct flow *prefer = c->head.flow ? c->head.flow : c->input->flow, *whose = NULL;
	const struct code *code;
	char word[TORN_CHARS * 4 + 1];
	size_t ends[sizeof(word)] = {0}, n = 0, whole;

	for (size_t k = i; is_unspaced_at(c, k) && n + 4 < sizeof(word); k = past_blanks(c, k)) {
		size_t next = next_at(c, k);

		memcpy(word + n, c->f->s + k, next - k);
		n += next - k;
		ends[n] = k = next;
	}
	code = reader_code(c->input->reader, word, n, prefer, &whole, &whose);
	if (!code || ends[whole] == 0)
		return NULL;
	n = ends[whole];
	if (glued_at(c, n + word_at(c, LEX_WORDS_LEAD, n)) && !is_digit(byte_at(c, n)))
		return NULL;
	*len = n - i;
	*flow = whose;
	return code;
}

const struct code *code_at(const struct spans *c, size_t i, size_t *len, const struct flow **flow)
{
	const struct flow *prefer = c->head.flow ? c->head.flow : c->input->flow;
	const struct code *code =
		i < c->f->len ? reader_code(c->input->reader, c->f->s + i, c->f->len - i, prefer, len, flow) : NULL;

	if (!code && is_torn(c, i))
		return torn_code_at(c, i, len, flow);
	if (code && is_digit(c->f->s[i + *len - 1]) && !digit_code_ends(c, i + *len))
		return NULL;
	return code;
}

size_t past_code_digit(const struct spans *c, size_t i, const struct code *code)
{
	const struct flow *prefer = c->head.flow ? c->head.flow : c->input->flow, *flow;
	size_t n = digits_at(c, i), len;

	if (n == 0 || reader_code(c->input->reader, c->f->s + i, n, prefer, &len, &flow) != code || len != n)
		return 0;
	return i + n;
}
