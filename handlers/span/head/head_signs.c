/* What may stand before all words of a text: signs, and a signature in brackets. */
#include "handlers/span/head/head_signs.h"

#include <string.h>

#include "handlers/span/digit_span.h"
#include "handlers/span/folded_text.h"

#define SIGNATURE_BYTES 60

size_t head_past_signs(const struct spans *c, size_t i)
{
	uint32_t cp;

	while (i < c->f->len) {
		size_t n = utf8_next(c->f->s + i, c->f->len - i, &cp);
		bool sign = (cp >= 0x2000 && cp < 0x2C00) || (cp >= 0x3000 && cp < 0x3040) ||
			    (cp >= 0xE000 && cp < 0xF900) || (cp >= 0xFE00 && cp < 0xFE10) || cp == 0xFFFD ||
			    (cp >= 0x1F000 && cp < 0x1FB00);

		if (!sign && !is_blank_or_mark(c->f->s[i]))
			break;
		i += n;
	}
	return i;
}

size_t head_past_signature(const struct spans *c)
{
	const char *end = c->f->len > 0 && c->f->s[0] == '[' ? memchr(c->f->s, ']', c->f->len) : NULL;

	if (!end || end - c->f->s > SIGNATURE_BYTES)
		return 0;
	return (size_t)(end - c->f->s) + 1;
}
