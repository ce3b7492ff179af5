#include "handlers/decide/opened_by.h"

#include "handlers/opens/opens_passed.h"
#include "templates/text/fold.h"

#include <string.h>

static const struct machine *find_machine(const struct context *ctx, int64_t id, struct machine *out)
{
	const struct world *w = ctx->world;
	char serial[SERIAL_BYTES], folded[SERIAL_BYTES];
	bool found = id != 0 && w->serial(w->ctx, id, serial) && fold_small(folded, sizeof(folded), serial) &&
		     w->machine(w->ctx, folded, out);
	return found ? out : NULL;
}

static const struct person *find_customer(const struct context *ctx, int64_t id, struct person *out)
{
	const struct world *w = ctx->world;
	return id != 0 && w->person(w->ctx, id, out) ? out : NULL;
}

/* The words are the new ticket's own from now on. */
static void pass_words(const struct context *ctx, const struct ticket *parent, size_t from, struct opened_by *out,
		       size_t to)
{
	const struct world *w = ctx->world;
	const char *name = parent->flow->fields[from].is.name;
	if (w->words(w->ctx, parent->number, name, parent->fields[from], out->words[to]))
		out->o.said[to] = out->words[to];
}

static void pass_fields(const struct context *ctx, const struct ticket *parent, struct opened_by *out)
{
	const struct flow *f = out->o.flow;
	for (size_t to = 0; to < f->fields_n; to++) {
		int from = opens_passes(parent->flow, f, to);
		if (from < 0 || parent->fields[from] == 0)
			continue;
		if (f->fields[to].is.kind->brings & BRINGS_WORDS)
			pass_words(ctx, parent, (size_t)from, out, to);
		else
			out->o.told[to] =
				opens_passed(&parent->flow->fields[from].is, &f->fields[to].is, parent->fields[from]);
	}
}

void opened_by(const struct context *ctx, const struct ticket *parent, const struct flow *f, int64_t now, int64_t text,
	       struct opened_by *out)
{
	memset(out, 0, sizeof(*out));
	out->o = (struct opening){.flow = f,
				  .parent = parent->number,
				  .machine = find_machine(ctx, parent->machine, &out->machine),
				  .customer = find_customer(ctx, parent->customer, &out->customer),
				  .station = roster_station(ctx->roster, parent->station),
				  .fault = parent->fault,
				  .site = parent->site,
				  .down = parent->down,
				  .by = parent->last_text == text ? parent->last_by : 0,
				  .came = now,
				  .text = text};
	out->o.serial = out->o.machine ? "" : parent->serial;
	out->o.customer_words = out->o.customer ? "" : parent->customer_name;
	out->o.station_words = out->o.station ? "" : parent->station_name;
	pass_fields(ctx, parent, out);
}
