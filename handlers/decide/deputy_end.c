#include "handlers/decide/deputy_end.h"

#include "handlers/codes/deputy_over.h"
#include "handlers/people/roster.h"

int64_t deputy_end_due(const struct context *ctx, const struct person *head, int64_t now)
{
	int64_t at;
	if (head->deputy == 0 || head->deputy_until == 0)
		return 0;
	at = deputy_outside_quiet(ctx, head, head->deputy_until);
	return at < now ? deputy_outside_quiet(ctx, head, now) : at;
}

void decide_deputy_end(const struct context *ctx, const struct person *head, int64_t now, struct effects *e)
{
	const struct person *deputy = roster_person(ctx->roster, head->deputy);
	const struct mo of_head = {.sender = head, .came = now};
	const struct code *code = NULL;
	const struct flow *f = deputies_flow(ctx, &code);
	struct saying s = {.ctx = ctx, .mo = &of_head, .flow = f, .codes = &code, .codes_n = 1, .now = now};
	size_t first = e->messages_n;
	if (deputy && f)
		deputy_say_over(e, &s, deputy);
	if (e->messages_n > first)
		e->messages[first].fell = head->deputy_until;
}
