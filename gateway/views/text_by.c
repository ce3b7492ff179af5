#include "gateway/views/text_by.h"

#include <string.h>

#include "gateway/command/workspace.h"
#include "gateway/state/input.h"

void text_by(struct store *s, const struct inbox_row *in, const struct ledger_row *rows, size_t n, char out[NAME_BYTES])
{
	int64_t seq = 0, by;

	out[0] = '\0';
	for (size_t i = n; i > 0 && !seq; i--)
		if (rows[i - 1].inbox == in->id)
			seq = rows[i - 1].seq;
	if (!seq || strcmp(in->channel, API_CHANNEL) != 0)
		return;
	by = ledger_put_in_by(s, seq, in->id);
	if (by)
		workspace_name(s, by, out, NAME_BYTES);
}
