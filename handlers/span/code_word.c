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
	/* `1。16：30`, a full stop before a time. */
	return sign == '.' && (byte_at(c, i + 1 + n) == ':' || word_at(c, LEX_HOUR_MARK, i + 1 + n) > 0);
}

const struct code *code_at(const struct spans *c, size_t i, size_t *len, const struct flow **flow)
{
	const struct flow *prefer = c->head.flow ? c->head.flow : c->input->flow;
	const struct code *code =
		i < c->f->len ? reader_code(c->input->reader, c->f->s + i, c->f->len - i, prefer, len, flow) : NULL;

	if (code && is_digit(c->f->s[i + *len - 1]) && !digit_code_ends(c, i + *len))
		return NULL;
	return code;
}
