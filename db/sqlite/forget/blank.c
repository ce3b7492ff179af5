#include "db/sqlite/forget/blank.h"

#include <stdio.h>

#include "db/sqlite/sql.h"
#include "db/store/people_rows.h"
#include "db/store/token_rows.h"
#include "templates/text/fold.h"

/* ---- what was written ---- */

/* One row of a statement whose first value is its id. */
static bool blank_each(struct forgetting *f, const struct ids *rows, const char *text)
{
	for (size_t i = 0; i < rows->n; i++) {
		struct query q = sql(f->s, text);

		sql_int(&q, rows->all[i]);
		if (!sql_run(&q))
			return false;
	}
	return true;
}

/* The text that waits is the one that must not go out: an empty one would. One that is being sent may have left. */
static bool blank_sent(struct forgetting *f, const struct ids *rows, bool to_them, int64_t now)
{
	for (size_t i = 0; i < rows->n; i++) {
		struct query q =
			sql(f->s, "UPDATE outbox SET text = '', params = '{}', "
				  "number = CASE ?2 WHEN 1 THEN '' ELSE number END, "
				  "error = CASE state WHEN 'ready' THEN 'forgotten unsent' END, "
				  "state_at = CASE state WHEN 'ready' THEN ?3 ELSE state_at END, "
				  "lost = CASE state WHEN 'ready' THEN ?3 ELSE lost END, "
				  "unsettled = CASE state WHEN 'sending' THEN 'unknown' ELSE unsettled END, "
				  "state = CASE state WHEN 'ready' THEN 'rejected' WHEN 'sending' THEN 'unknown' "
				  "ELSE state END WHERE id = ?1");

		sql_int(&q, rows->all[i]);
		sql_int(&q, to_them);
		sql_int(&q, now);
		if (!sql_run(&q))
			return false;
	}
	return blank_each(f, rows, "DELETE FROM try WHERE outbox = ?1");
}

static bool blank_tickets(struct forgetting *f)
{
	for (size_t i = 0; i < f->tickets_n; i++) {
		struct query q = sql(f->s, "UPDATE ticket SET fault = CASE WHEN ?2 & 1 THEN '' ELSE fault END, "
					   "site = CASE WHEN ?2 & 2 THEN '' ELSE site END, "
					   "reported_by = CASE WHEN ?2 & 4 THEN '' ELSE reported_by END, "
					   "customer_words = CASE WHEN ?2 & 8 THEN '' ELSE customer_words END, "
					   "station_words = CASE WHEN ?2 & 16 THEN '' ELSE station_words END "
					   "WHERE number = ?1");

		sql_int(&q, f->tickets[i].number);
		sql_int(&q, f->tickets[i].words);
		if (!sql_run(&q))
			return false;
	}
	return true;
}

/* A carrier's reason may name the number: it goes with the words of its report, which are blank by now. */
static bool blank_early_reports(struct forgetting *f)
{
	struct query q = sql(f->s, "/* whole */ UPDATE early_report SET error = NULL WHERE error IS NOT NULL AND "
				   "(SELECT length(payload) FROM inbox WHERE id = early_report.inbox) = 0");

	return sql_run(&q);
}

#define ITS_PART "DELETE FROM part WHERE inbox = ?1"

bool blank_found(struct forgetting *f, int64_t now)
{
	return blank_each(f, &f->own,
			  "UPDATE inbox SET payload = x'', digest = NULL, gist = NULL, answer = NULL, why = NULL, "
			  "sender = NULL WHERE id = ?1") &&
	       blank_each(f, &f->own, ITS_PART) &&
	       blank_each(f, &f->quoting, "UPDATE inbox SET payload = x'', answer = NULL, why = NULL WHERE id = ?1") &&
	       blank_each(f, &f->quoting, ITS_PART) &&
	       blank_each(f, &f->answers, "UPDATE inbox SET answer = NULL WHERE id = ?1") &&
	       blank_sent(f, &f->sent, true, now) && blank_sent(f, &f->about, false, now) &&
	       blank_each(f, &f->fields, "DELETE FROM field WHERE id = ?1") && blank_early_reports(f) &&
	       blank_tickets(f);
}

/* ---- the person ---- */

static bool blank_row(struct forgetting *f, const char *name, int64_t now)
{
	struct query q =
		sql(f->s, "UPDATE person SET name = ?2, folded = ?3, roles = '', customer = 0, class = '', "
			  "station = NULL, sales_manager = NULL, deputy = NULL, deputy_until = 0, channel = '', "
			  "email = '', forgotten = ?4 WHERE id = ?1");
	char folded[NAME_BYTES];

	fold_small(folded, sizeof(folded), name);
	sql_int(&q, f->person);
	sql_text(&q, name);
	sql_text(&q, folded);
	sql_int(&q, now);
	return sql_run(&q);
}

static bool of_person(struct forgetting *f, const char *text)
{
	struct query q = sql(f->s, text);

	sql_int(&q, f->person);
	return sql_run(&q);
}

static bool of_number(struct forgetting *f, const char *number, const char *text)
{
	struct query q = sql(f->s, text);

	sql_text(&q, number);
	return sql_run(&q);
}

/* Their numbers, earlier ones too, may be given to somebody else, who has said nothing of what it wants. */
static bool blank_numbers(struct forgetting *f)
{
	char now[PERSON_NUMBERS][MSISDN_MAX];
	size_t n = people_numbers(f->s, f->person, now);

	for (size_t i = 0; i < n; i++)
		mention_of_number(&f->mention, now[i]);
	for (size_t i = 0; i < f->mention.numbers_n; i++) {
		char number[MSISDN_MAX + 1];

		snprintf(number, sizeof(number), "+%s", f->mention.numbers[i].digits);
		if (!of_number(f, number, "DELETE FROM optout WHERE number = ?1") ||
		    !of_number(f, number, "/* whole */ DELETE FROM texts_a_day WHERE number = ?1"))
			return false;
	}
	return !f->s->failed && people_let_go(f->s, f->person);
}

bool blank_person(struct forgetting *f, const char *name, int64_t now)
{
	return blank_numbers(f) && blank_row(f, name, now) &&
	       of_person(f, "/* whole */ UPDATE person SET deputy = NULL, deputy_until = 0 WHERE deputy = ?1") &&
	       of_person(f, "/* whole */ UPDATE person SET sales_manager = NULL WHERE sales_manager = ?1") &&
	       of_person(f, "UPDATE machine SET customer = NULL WHERE customer = ?1") &&
	       of_person(f, "DELETE FROM notice WHERE person = ?1") && tokens_end(f->s, f->person, now);
}
