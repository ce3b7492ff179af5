#include "gateway/api/ask/printed.h"

#include <stdlib.h>

bool printed_begin(struct printed *p)
{
	*p = (struct printed){.text = NULL};
	p->out = open_memstream(&p->text, &p->n);
	return p->out;
}

char *printed_end(struct printed *p, bool good)
{
	if (fclose(p->out) == 0 && good)
		return p->text;
	free(p->text);
	return NULL;
}
