#include "handlers/check/fault_spot.h"
#include "templates/text/utf8.h"

struct spot spot_at(const struct flow *flow, int line, int col, const char *word)
{
	return (struct spot){flow->file, line, col, (int)utf8_count(word)};
}

struct spot spot_state(const struct flow *flow, size_t state)
{
	return spot_at(flow, flow->states[state].line, flow->states[state].col, flow->states[state].name);
}

struct spot spot_tell(const struct flow *flow, const struct tell *t)
{
	return spot_at(flow, t->line, t->col, t->template);
}
