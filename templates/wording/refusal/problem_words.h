/* What HTTP answers to a request that cannot be taken, in a language: `problems` in `words.yaml`. */
#ifndef PROBLEM_WORDS_H
#define PROBLEM_WORDS_H

#include "templates/file/fault.h"
#include "templates/file/yaml.h"
#include "templates/text/text.h"

#define PROBLEM_BYTES 400

/* Its name in C and in the file, the status it goes with, and how many values it names: none, or one, as `{1}`. */
#define PROBLEM_ROWS(X)                                     \
	X(PROBLEM_NO_TOKEN, "no_token", 401, 0)             \
	X(PROBLEM_BAD_TOKEN, "bad_token", 401, 0)           \
	X(PROBLEM_NO_PERSON, "no_person", 401, 0)           \
	X(PROBLEM_SESSION_OVER, "session_over", 401, 0)     \
	X(PROBLEM_NO_SESSION, "no_session", 400, 0)         \
	X(PROBLEM_NOT_OWN_PAGE, "not_own_page", 403, 0)     \
	X(PROBLEM_NOT_SECRET, "not_secret", 403, 0)         \
	X(PROBLEM_SLOW_DOWN, "slow_down", 429, 1)           \
	X(PROBLEM_METHOD, "method", 405, 1)                 \
	X(PROBLEM_NOTHING_HERE, "nothing_here", 404, 0)     \
	X(PROBLEM_PARAMETERS, "parameters", 400, 1)         \
	X(PROBLEM_LIMIT, "limit", 400, 1)                   \
	X(PROBLEM_CURSOR, "cursor", 400, 0)                 \
	X(PROBLEM_AFTER, "after", 400, 0)                   \
	X(PROBLEM_NOT_LISTED, "not_listed", 403, 0)         \
	X(PROBLEM_STRANGERS, "strangers", 403, 0)           \
	X(PROBLEM_NO_TICKET, "no_ticket", 404, 1)           \
	X(PROBLEM_NO_FLOW, "no_flow", 400, 1)               \
	X(PROBLEM_NO_STATE, "no_state", 400, 1)             \
	X(PROBLEM_NO_STATION, "no_station", 400, 1)         \
	X(PROBLEM_NO_SUCH_PERSON, "no_such_person", 400, 1) \
	X(PROBLEM_NO_CUSTOMER, "no_customer", 400, 1)       \
	X(PROBLEM_NO_MACHINE, "no_machine", 400, 1)         \
	X(PROBLEM_SEARCH, "search", 400, 1)                 \
	X(PROBLEM_TICKETS, "tickets", 400, 1)               \
	X(PROBLEM_YES_OR_NO, "yes_or_no", 400, 1)           \
	X(PROBLEM_FIELDS, "fields", 400, 0)                 \
	X(PROBLEM_NO_LANGUAGE, "no_language", 400, 1)       \
	X(PROBLEM_KEY, "key", 400, 1)                       \
	X(PROBLEM_NO_OBJECT, "no_object", 400, 0)           \
	X(PROBLEM_NO_JSON, "no_json", 400, 1)               \
	X(PROBLEM_NO_TEXT, "no_text", 400, 0)               \
	X(PROBLEM_TICKET_NUMBER, "ticket_number", 400, 0)   \
	X(PROBLEM_SAY_TEXT, "say_text", 400, 1)             \
	X(PROBLEM_SAY_TO, "say_to", 400, 1)                 \
	X(PROBLEM_SAY_CUSTOMER, "say_customer", 403, 0)     \
	X(PROBLEM_AS, "as", 403, 0)                         \
	X(PROBLEM_AS_WHO, "as_who", 400, 1)                 \
	X(PROBLEM_AS_NEVER, "as_never", 403, 0)             \
	X(PROBLEM_ID_IS_MADE, "id_is_made", 400, 0)         \
	X(PROBLEM_MAY_NOT_OPEN, "may_not_open", 403, 0)     \
	X(PROBLEM_KEY_DIFFERS, "key_differs", 409, 0)       \
	X(PROBLEM_REJECTED, "rejected", 400, 1)             \
	X(PROBLEM_TOO_LONG, "too_long", 413, 1)             \
	X(PROBLEM_STREAMS, "streams", 503, 0)               \
	X(PROBLEM_NO_ITEM, "no_item", 404, 1)               \
	X(PROBLEM_ITEM_THERE, "item_there", 409, 0)         \
	X(PROBLEM_STALE, "stale", 412, 0)                   \
	X(PROBLEM_ROW, "row", 422, 1)                       \
	X(PROBLEM_NOT_WHOLE, "not_whole", 422, 1)           \
	X(PROBLEM_RELOAD, "reload", 422, 1)                 \
	X(PROBLEM_IF_MATCH, "if_match", 428, 0)             \
	X(PROBLEM_MEMBER, "member", 400, 1)                 \
	X(PROBLEM_NO_MT, "no_mt", 404, 1)                   \
	X(PROBLEM_NO_CHANNEL, "no_channel", 404, 1)         \
	X(PROBLEM_IN_ALONE, "in_alone", 409, 1)             \
	X(PROBLEM_NO_NUMBER, "no_number", 400, 1)           \
	X(PROBLEM_OPTED_OUT, "opted_out", 409, 0)           \
	X(PROBLEM_OUTBOX_STATE, "outbox_state", 400, 1)     \
	X(PROBLEM_DAYS_BACK, "days_back", 400, 1)           \
	X(PROBLEM_DAY_BACK, "day_back", 400, 1)             \
	X(PROBLEM_FIGURE, "figure", 400, 1)                 \
	X(PROBLEM_NO_DAY, "no_day", 400, 1)                 \
	X(PROBLEM_ADMINISTRATOR, "administrator", 403, 0)   \
	X(PROBLEM_TOKEN_WHO, "token_who", 400, 1)           \
	X(PROBLEM_TOKEN_ID, "token_id", 404, 1)             \
	X(PROBLEM_DAYS, "days", 400, 1)                     \
	X(PROBLEM_NOT_DONE, "not_done", 409, 1)             \
	X(PROBLEM_PHONES, "phones", 403, 0)                 \
	X(PROBLEM_NO_PLAY, "no_play", 404, 1)               \
	X(PROBLEM_PLAY_AT, "play_at", 400, 0)               \
	X(PROBLEM_PLAY_CLOCK, "play_clock", 400, 0)         \
	X(PROBLEM_PLAYED_OUT, "played_out", 409, 1)         \
	X(PROBLEM_NOTHING_DUE, "nothing_due", 409, 0)       \
	X(PROBLEM_LATER, "later", 503, 0)                   \
	X(PROBLEM_STORE, "store", 503, 0)                   \
	X(PROBLEM_MEMORY, "memory", 503, 0)

#define PROBLEM_ENUM(problem, name, status, places) problem,
enum problem_word { PROBLEM_ROWS(PROBLEM_ENUM) PROBLEM_WORDS };
#undef PROBLEM_ENUM

/* The titles of these statuses stand beside them in the file, as `title_404`. */
#define PROBLEM_TITLES 12

struct problem_words {
	char in[PROBLEM_WORDS][PROBLEM_BYTES];
	char titles[PROBLEM_TITLES][48];
};

/* Reads the mapping. A word that is missing or wrong becomes a fault, and so does a `{1}` that is missing, stands twice or
 * has nothing to stand for. Without the words of the phones, others are said. */
void problem_words_read(const struct yaml *map, struct problem_words *out, struct faults *f);
unsigned problem_status(enum problem_word which);
/* "" of a status that has none. */
const char *problem_title(const struct problem_words *words, unsigned status);
/* Adds the words, with the value in the place of `{1}`; NULL where neither they nor others in their place name one. */
void problem_say(const struct problem_words *words, enum problem_word which, const char *value, struct text *out);

#endif
