#include "handlers/decide/example_text.h"

#include "handlers/answer/places.h"
#include "handlers/decide/dispatch.h"
#include "handlers/decision/arguments.h"
#include "templates/text/fold.h"
#include "templates/text/text_cut.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* An example is shown whole: the place where it stands must not cut it. */
static bool fits_its_place(const char *words)
{
	struct text cut = text_new(EXAMPLE_BYTES);
	bool fits;
	text_cut(&cut, words, (size_t)place_max(&(struct place_scope){0}, "example"));
	fits = !cut.full && strcmp(text_str(&cut), words) == 0;
	text_free(&cut);
	return fits;
}

/* Decides the text as if it came now, into effects that are thrown away. True if it does what this code does, on that
 * ticket where one is meant, and nothing else. */
static bool would_do(const struct context *ctx, const struct mo *m, const struct code *c, const struct ticket *t)
{
	struct effects *e = calloc(1, sizeof(*e));
	struct decision d;
	bool does;
	if (!e)
		return false;
	decision_begin(&d, ctx, m, e);
	dispatch(&d);
	decision_end(&d);
	does = !e->failed && (e->outcome == DONE || e->outcome == ANSWERED || e->outcome == NOTED);
	if (t)
		does = does && e->ticket.number == t->number && e->events_n == 1 &&
		       strcmp(e->events[0].code, c->name) == 0;
	effects_free(e);
	free(e);
	return does;
}

/* What was put together from names and times is shown only after it has been tried. */
static bool works(const struct asker *a, const struct code *c, const struct ticket *t, const char *words)
{
	struct fold folded;
	struct mo m = {.sender = a->person, .text = words, .folded = &folded, .came = a->now};
	bool does;
	if (!fits_its_place(words) || !fold_make(&folded, words, strlen(words)))
		return false;
	does = would_do(a->ctx, &m, c, t);
	fold_free(&folded);
	return does;
}

/* True if the argument is put in although the code can do without it, because the refusal was about it. */
static bool was_asked_about(const struct example_wish *w, const struct code *c, const struct value_kind *kind)
{
	uint32_t about = BRINGS_NODE | BRINGS_PAST | (w->person ? BRINGS_ANYONE : 0) | (w->time ? BRINGS_TIME : 0) |
			 (w->value ? BRINGS_OWN : 0) | (w->words ? BRINGS_WORDS : 0) | (w->unwanted ? BRINGS_LEAD : 0);
	return c == w->code && (kind->brings & about) != 0;
}

static bool with_arguments(const struct asker *a, const struct code *c, const struct ticket *t, struct text *out)
{
	text_clear(out);
	text_add(out, c->word.in[a->person->lang]);
	if (t)
		text_addf(out, " %" PRId64, t->number);
	for (size_t i = 0; i < c->takes_n; i++) {
		const struct take *k = &c->takes[i];
		if ((arguments_must_have(a->ctx, k, t) || k == a->wish.take ||
		     was_asked_about(&a->wish, c, k->is.kind)) &&
		    !k->is.kind->example(a, k, t, out))
			return false;
	}
	return !out->full && works(a, c, t, text_str(out));
}

bool example_text(const struct asker *a, const struct code *c, const struct ticket *t, struct text *out)
{
	struct asker without = *a;
	if (with_arguments(a, c, t, out))
		return true;
	/* The words that were written may say something of their own. */
	without.wish.words = NULL;
	without.wish.unusable = true;
	return a->wish.words && with_arguments(&without, c, t, out);
}
