#include "db/store/field_words.h"

#include "db/sqlite/sql.h"

bool field_words_put(struct store *s, int64_t ticket, const char *field, int64_t inbox, const char *words)
{
	struct query q = sql(s, "INSERT INTO field (ticket, name, inbox, words, ended) "
				"VALUES (?1, ?2, ?3, ?4, (SELECT ended FROM ticket WHERE number = ?1))");

	sql_int(&q, ticket);
	sql_text(&q, field);
	sql_int(&q, inbox);
	sql_text(&q, words);
	return sql_run(&q);
}

bool field_words_get(struct store *s, int64_t ticket, const char *field, int64_t inbox, char *out, size_t size)
{
	struct query q = sql(s, "SELECT words FROM field WHERE ticket = ?1 AND name = ?2 AND inbox = ?3");

	out[0] = '\0';
	sql_int(&q, ticket);
	sql_text(&q, field);
	sql_int(&q, inbox);
	if (sql_row(&q))
		sql_get(&q, 0, out, size);
	return sql_end(&q);
}

bool field_words_ended(struct store *s, int64_t ticket, int64_t ended)
{
	struct query q = sql(s, "UPDATE field SET ended = ?2 WHERE ticket = ?1");

	sql_int(&q, ticket);
	sql_id(&q, ended);
	return sql_run(&q);
}
