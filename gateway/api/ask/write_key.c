#include "gateway/api/ask/write_key.h"

#include <stdio.h>
#include <string.h>
#include <uuid/uuid.h>

#include "templates/text/number.h"

#define KEY_MOST 128

/* Other bytes might be read as another character, and two keys be one then. */
static bool is_key(const char *s)
{
	size_t n = 0;

	while (s[n] > ' ' && s[n] <= '~')
		n++;
	return !s[n] && n >= 1 && n <= KEY_MOST;
}

bool write_key_read(const struct api_ask *ask, char out[WRITE_KEY_BYTES])
{
	const char *key = ask->request->header(ask->request->ctx, "Idempotency-Key");
	uuid_t uuid;
	char made[UUID_TEXT];

	if (key && !is_key(key))
		return false;
	uuid_generate(uuid);
	uuid_unparse_lower(uuid, made);
	snprintf(out, WRITE_KEY_BYTES, "v1.%lld.%s", (long long)ask->access.person.id, key ? key : made);
	return true;
}

bool write_key_refuse(struct api_ask *ask)
{
	char most[DECIMAL_BYTES];

	return api_refuse(ask, PROBLEM_KEY, number_write(KEY_MOST, most));
}

bool write_key_put(struct api_ask *ask, enum input_kind kind, const char *channel, char *payload, unsigned good)
{
	struct api_exchange *x = ask->exchange;

	if (!payload)
		return api_answer(ask, NULL);
	x->payload = payload;
	x->input = (struct asked_input){.kind = kind,
					.channel = channel,
					.payload = payload,
					.n = strlen(payload),
					.by_hand = true,
					.lang = x->lang,
					.by = ask->access.person.id};
	x->good = good;
	return true;
}
