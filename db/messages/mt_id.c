#include "db/messages/mt_id.h"

#include <string.h>
#include <sys/random.h>

#include "db/sqlite/sql.h"

void mt_id_make(struct store *s, int64_t now, uuid_t id)
{
	if (s->noise_left < sizeof(uuid_t)) {
		s->noise_left = getrandom(s->noise, sizeof(s->noise), 0) == sizeof(s->noise) ? sizeof(s->noise) : 0;
		if (!s->noise_left) {
			uuid_generate_random(id);
			return;
		}
	}
	s->noise_left -= sizeof(uuid_t);
	memcpy(id, s->noise + s->noise_left, sizeof(uuid_t));
	for (size_t i = 0; i < 6; i++)
		id[i] = (unsigned char)((uint64_t)now >> (40 - 8 * i));
	id[6] = (unsigned char)(0x70 | (id[6] & 0x0f));
	id[8] = (unsigned char)(0x80 | (id[8] & 0x3f));
}
