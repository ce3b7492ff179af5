#include "gateway/api/access/session_list.h"

#include <string.h>

static void take_out(struct session_list *list, struct session *s)
{
	*s = list->all[--list->n];
}

static bool has_ended(const struct session *s, int64_t now)
{
	return now - s->used > SESSION_RESTS_MS;
}

/* The one that has rested longest: of this token, or of any (0). */
static struct session *oldest(struct session_list *list, int64_t token, size_t *n)
{
	struct session *found = NULL;

	*n = 0;
	for (size_t i = 0; i < list->n; i++) {
		struct session *s = &list->all[i];

		if (token && s->token != token)
			continue;
		++*n;
		if (!found || s->used < found->used)
			found = s;
	}
	return found;
}

static void make_room(struct session_list *list, int64_t token)
{
	size_t n;
	struct session *s = oldest(list, token, &n);

	if (n >= SESSIONS_EACH)
		take_out(list, s);
	s = oldest(list, 0, &n);
	if (n >= SESSIONS_MOST)
		take_out(list, s);
}

bool session_begin(struct session_list *list, int64_t token, int64_t now, char out[TOKEN_BYTES])
{
	struct session s = {.token = token, .used = now};

	if (!token_make(out) || !token_hash(out, s.hash))
		return false;
	make_room(list, token);
	list->all[list->n++] = s;
	return true;
}

static struct session *find(struct session_list *list, const char *secret)
{
	unsigned char hash[TOKEN_HASH];

	if (!token_hash(secret, hash))
		return NULL;
	for (size_t i = 0; i < list->n; i++)
		if (memcmp(list->all[i].hash, hash, sizeof(hash)) == 0)
			return &list->all[i];
	return NULL;
}

int64_t session_token(struct session_list *list, const char *secret, int64_t now)
{
	struct session *s = find(list, secret);

	if (s && has_ended(s, now)) {
		take_out(list, s);
		s = NULL;
	}
	if (!s)
		return 0;
	s->used = now;
	return s->token;
}

void session_end(struct session_list *list, const char *secret)
{
	struct session *s = find(list, secret);

	if (s)
		take_out(list, s);
}
