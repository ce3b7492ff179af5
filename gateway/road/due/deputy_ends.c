#include "gateway/road/due/deputy_ends.h"

#include <inttypes.h>
#include <stdlib.h>

#include "db/store/people_rows.h"
#include "gateway/base/log.h"
#include "gateway/road/intake.h"
#include "gateway/road/joined_texts.h"
#include "handlers/answer/effects.h"
#include "handlers/decide/deputy_end.h"
#include "handlers/people/roster.h"

int64_t deputy_ends_next(const struct gateway *g, int64_t now)
{
	const struct context ctx = {.rules = g->rules, .roster = &g->roster};
	int64_t first = 0;

	for (size_t i = 0; i < g->roster.with_deputy_n; i++) {
		int64_t at = deputy_end_due(&ctx, &g->roster.people[g->roster.with_deputy[i]], now);

		if (at != 0 && (first == 0 || at < first))
			first = at;
	}
	return first;
}

/* One that cannot be said must not hold up all the others, again and again. */
static bool end_one(struct intake *intake, const struct person *head, struct effects *e, struct joined_texts *texts)
{
	decide_deputy_end(&intake->context, head, intake->now, e);
	if (!intake_had_memory(intake))
		return false;
	if (e->failed) {
		log_error("the deputy of person %" PRId64 " cannot be told that it is over", head->id);
		effects_free(e);
		e->failed = false;
	}
	return joined_texts_take(texts, e) && people_deputy(intake->g->store, head->id, 0, 0);
}

bool deputy_ends_take(struct intake *intake, struct joined_texts *texts)
{
	const struct roster *r = intake->context.roster;
	struct effects *e = calloc(1, sizeof(*e));
	bool good = e != NULL;

	for (size_t i = 0; good && i < r->with_deputy_n; i++) {
		const struct person *head = &r->people[r->with_deputy[i]];
		int64_t at = deputy_end_due(&intake->context, head, intake->now);

		good = at == 0 || at > intake->now || end_one(intake, head, e, texts);
	}
	if (e)
		effects_free(e);
	free(e);
	return good && gateway_refresh(intake->g);
}
