#include "gateway/talk/talk_reader.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "templates/text/text.h"

void talk_reader_fault(struct talk_reader *r, const char *fmt, ...)
{
	char what[512], whole[512];
	va_list args;

	va_start(args, fmt);
	vsnprintf(what, sizeof(what), fmt, args);
	va_end(args);
	/* What it quotes may have been cut in the middle of a character. */
	text_copy(whole, sizeof(whole), what);
	fault_add(r->faults, r->talk->file, r->line, 0, 0, "%s", whole);
	r->good = false;
}

struct step *talk_reader_add(struct talk_reader *r, enum step_kind kind)
{
	struct step *s = talk_add(r->talk, kind, r->line);

	if (!s)
		talk_reader_fault(r, "out of memory");
	return s;
}

void talk_reader_keep(struct talk_reader *r, char **to, const char *s)
{
	*to = strdup(s);
	if (!*to)
		talk_reader_fault(r, "out of memory");
}
