#include "db/messages/mt_id.h"

#include <stdbool.h>
#include <string.h>
#include <sys/random.h>

#define ROW_AT 11 /* the last five bytes: there is room for 10^12 texts */

static bool draw(struct mt_noise *noise)
{
	noise->left =
		getrandom(noise->bytes, sizeof(noise->bytes), 0) == sizeof(noise->bytes) ? sizeof(noise->bytes) : 0;
	return noise->left > 0;
}

static void fill(struct mt_noise *noise, uuid_t id)
{
	if (noise->left < sizeof(uuid_t) && !draw(noise)) {
		uuid_generate_random(id);
		return;
	}
	noise->left -= sizeof(uuid_t);
	memcpy(id, noise->bytes + noise->left, sizeof(uuid_t));
}

void mt_id_make(struct mt_noise *noise, int64_t now, int64_t row, uuid_t id)
{
	fill(noise, id);
	for (size_t i = 0; i < 6; i++)
		id[i] = (unsigned char)((uint64_t)now >> (40 - 8 * i));
	id[6] = (unsigned char)(0x70 | (id[6] & 0x0f));
	id[8] = (unsigned char)(0x80 | (id[8] & 0x3f));
	for (size_t i = sizeof(uuid_t); i-- > ROW_AT; row >>= 8)
		id[i] = (unsigned char)(row & 0xff);
}

int64_t mt_id_row(const uuid_t id)
{
	int64_t row = 0;

	for (size_t i = ROW_AT; i < sizeof(uuid_t); i++)
		row = row << 8 | id[i];
	return row;
}
