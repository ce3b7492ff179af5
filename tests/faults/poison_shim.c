/* Linked in with --wrap=decide_text and --wrap=decide_due: a gateway that a certain text kills, and what is due of a certain
 * ticket. For poison_test. */
#include <stdlib.h>
#include <string.h>

#include "handlers/decide/decide.h"
#include "handlers/decide/due_texts.h"

void __real_decide_text(const struct context *house, const struct mo *mo, struct effects *out);
void __wrap_decide_text(const struct context *house, const struct mo *mo, struct effects *out);

void __wrap_decide_text(const struct context *house, const struct mo *mo, struct effects *out)
{
	if (strstr(mo->text, "毒"))
		abort();
	__real_decide_text(house, mo, out);
}

void __real_decide_due(const struct context *house, struct ticket *t, int64_t now, struct effects *out);
void __wrap_decide_due(const struct context *house, struct ticket *t, int64_t now, struct effects *out);

void __wrap_decide_due(const struct context *house, struct ticket *t, int64_t now, struct effects *out)
{
	if (strstr(t->fault, "毒"))
		abort();
	__real_decide_due(house, t, now, out);
}
