/* A machine, by its serial. */
#include "handlers/decision/arguments.h"
#include "handlers/decision/asker.h"
#include "handlers/kind/kinds.h"
#include "handlers/kind/serial.h"
#include "templates/text/fold.h"

static bool read(struct decision *d, const struct taking *t, struct arguments *a)
{
	struct machine m;
	(void)a;
	if (serial_find(d, &m)) {
		arguments_give(d, t, m.id);
		return true;
	}
	if (t->take->must != MUST)
		return true;
	if (d->r.words.len == 0)
		return arguments_missing(d, t->take);
	return decision_refuse(d, "refused.place", text_str(&d->r.words));
}

/* The ticket's own, as it is one that there is. */
static bool example(const struct asker *a, const struct take *k, const struct ticket *t, struct text *out)
{
	const char *serial = t && t->machine ? t->serial : k->example.in[a->person->lang];
	text_addf(out, "%s%s", *serial ? " " : "", serial);
	return true;
}

static void plain(const struct saying *s, const struct value *v, int64_t value, struct text *out)
{
	char serial[SERIAL_BYTES];
	(void)v;
	if (s->ctx->world->serial(s->ctx->world->ctx, value, serial))
		text_add(out, serial);
}

static void say(const struct saying *s, const struct value *v, int64_t value, enum lang l, struct text *out)
{
	(void)l;
	plain(s, v, value, out);
}

static bool read_plain(const struct context *ctx, const struct value *v, const char *typed, int64_t *value)
{
	char folded[SERIAL_BYTES];
	struct machine m;
	(void)v;
	if (!fold_small(folded, sizeof(folded), typed) || !ctx->world->machine(ctx->world->ctx, folded, &m))
		return false;
	*value = m.id;
	return true;
}

const struct value_kind kind_machine = {
	.name = "machine",
	.brings = BRINGS_MACHINE,
	.unlike = BRINGS_PLACE,
	.needs_example = true,
	.max = 24,
	.say = say,
	.read = read,
	.example = example,
	.plain = plain,
	.read_plain = read_plain,
	.shape = "the serial of a machine that is known",
};
