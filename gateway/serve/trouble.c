#include "gateway/serve/trouble.h"

#define BACKOFF_LEAST 1000
#define BACKOFF_MOST 30000

int trouble_begin(struct trouble *t, int64_t now)
{
	t->backoff = t->backoff ? t->backoff * 2 : BACKOFF_LEAST;
	if (t->backoff > BACKOFF_MOST)
		t->backoff = BACKOFF_MOST;
	t->on = true;
	t->until = now + t->backoff;
	return t->backoff;
}

bool trouble_waits(const struct trouble *t, int64_t now)
{
	return now < t->until;
}

void trouble_end(struct trouble *t)
{
	t->on = false;
	t->until = 0;
}

void trouble_forget(struct trouble *t)
{
	t->backoff = 0;
}
