#include "gateway/wire/wire_hand.h"

#include <stdlib.h>
#include <string.h>

#include "gateway/wire/json_reader.h"
#include "gateway/wire/json_writer.h"
#include "templates/text/units.h"

#define DIGITS 24

static const char *const names[] = {[HAND_RESEND] = "resend", [HAND_DROP] = "drop"};

char *wire_hand(const struct wire_hand *h)
{
	struct json_writer j = json_begin();

	json_put_string(&j, "does", names[h->does]);
	json_put_id(&j, "by", h->by);
	json_put_id(&j, "mt", h->mt);
	return json_end(&j);
}

bool wire_read_hand(const char *payload, size_t n, struct wire_hand *out)
{
	char does[16] = "", by[DIGITS] = "", mt[DIGITS] = "", why[WHY_BYTES];
	struct json_reader r;

	if (json_read_begin(&r, payload, n, why, sizeof(why))) {
		json_read_string(&r, "does", true, does, sizeof(does));
		json_read_string(&r, "by", true, by, sizeof(by));
		json_read_string(&r, "mt", true, mt, sizeof(mt));
	}
	*out = (struct wire_hand){.does = strcmp(does, names[HAND_DROP]) == 0 ? HAND_DROP : HAND_RESEND,
				  .by = strtoll(by, NULL, 10),
				  .mt = strtoll(mt, NULL, 10)};
	return json_read_end(&r) && strcmp(does, names[out->does]) == 0 && out->by > 0 && out->mt > 0;
}
