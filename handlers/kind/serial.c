#include "handlers/kind/serial.h"

#include "templates/text/fold.h"

#include <string.h>

/* The machine's serial, and what is glued before it, is no word of the note beside it. */
static void drop_serial(struct decision *d, const char *serial)
{
	struct text *words = &d->r.words, kept = text_new(words->len + 1);
	struct fold f;
	size_t from, to;
	char *at;
	if (!fold_make(&f, text_str(words), words->len)) {
		text_free(&kept);
		return;
	}
	at = strstr(f.s, serial);
	if (at) {
		for (from = (size_t)(at - f.s); from > 0 && f.s[from - 1] != ' ';)
			from--;
		to = (size_t)(at - f.s) + strlen(serial);
		while (to < f.len && strchr(" ,.;:", f.s[to]))
			to++;
		text_addn(&kept, text_str(words), f.from[from]);
		text_addn(&kept, text_str(words) + f.from[to], f.from[f.len] - f.from[to]);
		text_clear(words);
		text_add(words, text_str(&kept));
	}
	fold_free(&f);
	text_free(&kept);
}

bool serial_find(struct decision *d, struct machine *out)
{
	const struct world *w = d->ctx->world;
	for (size_t i = 0; i < d->r.tokens_n; i++) {
		if (w->machine(w->ctx, d->r.tokens[i], out)) {
			drop_serial(d, d->r.tokens[i]);
			return true;
		}
	}
	out->id = 0;
	return false;
}
