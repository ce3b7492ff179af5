#include "db/store/inbox_gist.h"

#include "db/sqlite/sql.h"

bool inbox_set_gist(struct store *s, int64_t id, const unsigned char gist[GIST_BYTES])
{
	struct query q = sql(s, "UPDATE inbox SET gist = ?2 WHERE id = ?1");

	sql_int(&q, id);
	sql_blob(&q, gist, GIST_BYTES);
	return sql_run(&q);
}

static size_t counted(struct query *q, int64_t person, const unsigned char *gist, int64_t since, size_t max)
{
	sql_int(q, person);
	sql_blob(q, gist, GIST_BYTES);
	sql_int(q, since);
	sql_int(q, (int64_t)max);
	return (size_t)sql_one_int(q);
}

size_t inbox_alike(struct store *s, int64_t person, const unsigned char gist[GIST_BYTES], int64_t since, size_t max)
{
	struct query q = sql(s, "SELECT count(*) FROM (SELECT 1 FROM inbox INDEXED BY inbox_gist WHERE person = ?1 "
				"AND gist = ?2 AND came > ?3 AND outcome <> 'resent' LIMIT ?4)");

	return counted(&q, person, gist, since, max);
}

size_t inbox_alike_or_resent(struct store *s, int64_t person, const unsigned char gist[GIST_BYTES], int64_t since,
			     size_t max)
{
	struct query q = sql(s, "SELECT count(*) FROM (SELECT 1 FROM inbox INDEXED BY inbox_gist WHERE person = ?1 "
				"AND gist = ?2 AND came > ?3 LIMIT ?4)");

	return counted(&q, person, gist, since, max);
}
