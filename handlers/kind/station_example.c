#include "handlers/kind/station_example.h"

#include "handlers/decision/asker.h"

bool station_example(const struct asker *a, const struct take *k, const struct ticket *t, struct text *out)
{
	(void)k;
	(void)t;
	if (a->wish.place) {
		text_addf(out, " %s", a->wish.place);
		return true;
	}
	if (a->ctx->roster->stations_n == 0)
		return false;
	text_addf(out, " %s", a->ctx->roster->stations[0].name);
	return true;
}
