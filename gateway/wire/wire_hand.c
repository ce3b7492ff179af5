#include "gateway/wire/wire_hand.h"

#include <stdlib.h>
#include <string.h>

#include "gateway/wire/json_reader.h"
#include "gateway/wire/json_writer.h"
#include "templates/text/hex.h"
#include "templates/text/units.h"

#define DIGITS 24
#define HASH_TEXT HEX_BYTES(TOKEN_HASH)

static const char *const names[HANDS] = {
	[HAND_RESEND] = "resend",           [HAND_DROP] = "drop",           [HAND_SESSION_BEGIN] = "session_begin",
	[HAND_SESSION_END] = "session_end", [HAND_TOKEN_ADD] = "token_add", [HAND_TOKEN_REVOKE] = "token_revoke",
	[HAND_RELOAD] = "reload",           [HAND_TRIAL] = "trial"};

char *wire_hand(const struct wire_hand *h)
{
	struct json_writer j = json_begin();
	char hash[HASH_TEXT];

	json_put_string(&j, "does", names[h->does]);
	json_put_id(&j, "by", h->by);
	json_put_id(&j, "of", h->of);
	if (h->does == HAND_TOKEN_ADD) {
		hex_write(h->hash, TOKEN_HASH, hash);
		json_put_string(&j, "hash", hash);
		json_put_id(&j, "lasts", h->lasts);
	}
	if (h->does == HAND_TRIAL) {
		json_put_string(&j, "key", h->key);
		json_put_string(&j, "channel", h->channel);
		json_put_string(&j, "number", h->number);
	}
	return json_end(&j);
}

static bool read_hash(const char *said, unsigned char out[TOKEN_HASH])
{
	for (size_t i = 0; i < TOKEN_HASH; i++) {
		int high = hex_digit(said[2 * i]), low = high < 0 ? -1 : hex_digit(said[2 * i + 1]);

		if (low < 0)
			return false;
		out[i] = (unsigned char)(high << 4 | low);
	}
	return true;
}

/* HANDS: there is none of that name. */
static enum hand_does find(const char *name)
{
	size_t i = 0;

	while (i < HANDS && strcmp(names[i], name) != 0)
		i++;
	return (enum hand_does)i;
}

static bool is_whole(const struct wire_hand *h, const char *hash, unsigned char out[TOKEN_HASH])
{
	if (h->does == HANDS || h->by <= 0 || h->of <= 0)
		return false;
	if (h->does == HAND_TRIAL)
		return *h->key && *h->channel && *h->number;
	return h->does != HAND_TOKEN_ADD || read_hash(hash, out);
}

bool wire_read_hand(const char *payload, size_t n, struct wire_hand *out)
{
	char does[16] = "", by[DIGITS] = "", of[DIGITS] = "", lasts[DIGITS] = "", hash[HASH_TEXT] = "", why[WHY_BYTES];
	struct json_reader r;

	*out = (struct wire_hand){.of = 0};
	if (json_read_begin(&r, payload, n, why, sizeof(why))) {
		json_read_string(&r, "does", true, does, sizeof(does));
		json_read_string(&r, "by", true, by, sizeof(by));
		json_read_string(&r, "of", true, of, sizeof(of));
		json_read_string(&r, "hash", false, hash, sizeof(hash));
		json_read_string(&r, "lasts", false, lasts, sizeof(lasts));
		json_read_string(&r, "key", false, out->key, sizeof(out->key));
		json_read_string(&r, "channel", false, out->channel, sizeof(out->channel));
		json_read_string(&r, "number", false, out->number, sizeof(out->number));
	}
	out->does = find(does);
	out->by = strtoll(by, NULL, 10);
	out->of = strtoll(of, NULL, 10);
	out->lasts = strtoll(lasts, NULL, 10);
	return json_read_end(&r) && is_whole(out, hash, out->hash);
}
