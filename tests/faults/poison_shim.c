/* Linked in with --wrap=decide_text: a gateway that a certain text kills. For poison_test. */
#include <stdlib.h>
#include <string.h>

#include "handlers/decide.h"

void __real_decide_text(const struct house *house, const struct mo *mo, struct effects *out);
void __wrap_decide_text(const struct house *house, const struct mo *mo, struct effects *out);

void __wrap_decide_text(const struct house *house, const struct mo *mo, struct effects *out)
{
	if (strstr(mo->text, "毒"))
		abort();
	__real_decide_text(house, mo, out);
}
