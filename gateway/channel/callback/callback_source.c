#include "gateway/channel/callback/callback_source.h"

void callback_source_find(const void *ctx, const char *name, struct text *out)
{
	const struct callback_source *s = ctx;
	const struct callback_param *p;

	if (!s->params) {
		json_node_text(json_node_at(s->node, name), out);
		return;
	}
	p = callback_params_find(s->params, name);
	if (p)
		text_addn(out, p->value, p->n);
}
