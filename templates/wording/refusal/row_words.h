/* What may be wrong with a row of people, stations, customers or machines that somebody writes over HTTP, or with the fields
 * of a ticket that somebody opens so, in a language: `rows` in `words.yaml`. */
#ifndef ROW_WORDS_H
#define ROW_WORDS_H

#include "templates/file/fault.h"
#include "templates/file/yaml.h"
#include "templates/text/text.h"

#define ROW_WORD_BYTES 400
#define ROW_VALUES_MOST 5

/* Its name in C and in the file, how many values it may name, `{1}` and so on, and how an import says it of a line of a file:
 * so it is said over HTTP, too, where files of earlier versions lack it. */
#define ROW_WORD_ROWS(X)                                                                                              \
	X(WRONG_BETWEEN, "between", 0, "; ")                                                                          \
	X(WRONG_MEMORY, "memory", 0, "out of memory; split the file, or free some memory")                            \
	X(WRONG_EMPTY, "empty", 0, "nothing stands in it; write what an import asks for")                             \
	X(WRONG_KEY, "key_stays", 1, "the `{1}` is the key, and stays; write the one that the path has")              \
	X(WRONG_MISSING, "missing", 1, "there is no {1}; every row needs one")                                        \
	X(WRONG_TOO_LONG, "too_long", 2, "the {1} is too long; shorten it to {2} bytes at most")                      \
	X(WRONG_SIGNS, "no_letters", 2, "`{1}` is no {2} that could be found again; write it with letters or digits") \
	X(WRONG_LANGUAGE, "no_language", 3,                                                                           \
	  "there is no language `{1}`; write one of these, or leave it empty for {3}: {2}")                           \
	X(WRONG_EMAIL, "no_email", 1, "`{1}` is no mail address; write one, as name@example.com, or leave it empty")  \
	X(WRONG_ROLE_NEAR, "role_near", 2, "there is no role `{1}`; did you mean `{2}`?")                             \
	X(WRONG_ROLE, "no_role", 2,                                                                                   \
	  "there is no role `{1}`; the roles are {2}, separated by `;`, and `roles` in the configuration may add "    \
	  "some")                                                                                                     \
	X(WRONG_CLASS, "no_class", 1, "there is no class `{1}`; write A, B, C or D, or leave it empty")               \
	X(WRONG_AMOUNT, "no_amount", 4,                                                                               \
	  "the {1} `{2}` is no number from {3} to {4}; write digits, with a point if need be")                        \
	X(WRONG_DATE, "no_date", 2, "`{1}` is no date; write {2} like 2027-06-30")                                    \
	X(WRONG_HALF_PLACE, "half_place", 0, "latitude and longitude belong together; write both or none")            \
	X(WRONG_STATION_NEAR, "station_near", 2, "there is no station `{1}`; did you mean `{2}`?")                    \
	X(WRONG_STATION, "no_station", 1,                                                                             \
	  "there is no station `{1}`; import it first with `fieldgate import stations`")                              \
	X(WRONG_MANAGER_NEAR, "manager_near", 2, "there is no sales manager `{1}`; did you mean `{2}`?")              \
	X(WRONG_MANAGER, "no_manager", 1,                                                                             \
	  "there is no sales manager `{1}`; import them first with the role sales_manager")                           \
	X(WRONG_MANAGERS, "managers", 1, "there are several sales managers `{1}`; write the mobile instead")          \
	X(WRONG_CUSTOMER_NEAR, "customer_near", 2, "there is no customer `{1}`; did you mean `{2}`?")                 \
	X(WRONG_CUSTOMER, "no_customer", 1,                                                                           \
	  "there is no customer `{1}`; import them first with `fieldgate import customers`")                          \
	X(WRONG_CUSTOMERS, "customers", 1, "there are several customers `{1}`; write the mobile instead")             \
	X(WRONG_NO_NUMBER, "no_number", 1, "there is no mobile; every row needs one, like {1}")                       \
	X(WRONG_BARE_NUMBER, "bare_number", 1, "there is no mobile, only `;`; write one like {1}")                    \
	X(WRONG_NUMBER, "bad_number", 2, "`{1}` is no mobile number; write it like {2}")                              \
	X(WRONG_ROUNDED, "rounded", 2,                                                                                \
	  "`{1}` is a number that a spreadsheet has rounded, so its digits are lost; make the column text and write " \
	  "it again, like {2}")                                                                                       \
	X(WRONG_FRACTION, "fraction", 2,                                                                              \
	  "`{1}` is a number with a fraction, as a spreadsheet makes it; make the column text and write `{2}`")       \
	X(WRONG_COUNTRY, "no_country", 2,                                                                             \
	  "`{1}` has no country's code, and the configuration says none; write it like {2}, or `country_code: 44`")   \
	X(WRONG_SHORT, "short", 5,                                                                                    \
	  "`{1}` is too short: it is {2}, and behind +{3} a mobile number has {4} digits, not {5}; write all of "     \
	  "them")                                                                                                     \
	X(WRONG_LONG, "long", 5,                                                                                      \
	  "`{1}` is too long: it is {2}, and behind +{3} a mobile number has {4} digits, not {5}; mend it, or write " \
	  "another country's with + and its code")                                                                    \
	X(WRONG_TWICE, "number_twice", 1, "the mobile {1} is there twice in this row; keep it once")                  \
	X(WRONG_MANY, "numbers_many", 1, "there are more than {1} mobiles; keep those in use")                        \
	X(WRONG_TAKEN, "number_taken", 2,                                                                             \
	  "the mobile {1} belongs to {2} already; if it was handed on, give {2} a row with the new number and {1} "   \
	  "in the column `was`, else take it out of one of the two rows")                                             \
	X(WRONG_TAKEN_BY_SOMEONE, "number_taken_by_someone", 1,                                                       \
	  "the mobile {1} belongs to someone else already; take it from there first")                                 \
	X(WRONG_OF_STAFF, "number_of_staff", 3,                                                                       \
	  "the mobile {1} is that of {2}, who is on the staff, and this row calls its owner {3}; give {3} a mobile "  \
	  "of their own, or write the same name")                                                                     \
	X(WRONG_OF_CUSTOMER, "number_of_customer", 3,                                                                 \
	  "the mobile {1} is that of {2}, who is a customer, and this row calls its owner {3}; give {3} a mobile of " \
	  "their own, or write the same name")                                                                        \
	X(WRONG_NAME, "another_name", 3,                                                                              \
	  "the mobile {1} is that of {2}, and this row calls its owner {3}; if {2} is now called {3}, import with "   \
	  "`--rename`; if {3} has it now, give {2} a row in this file too, with the new number and {1} in the "       \
	  "column `was`")                                                                                             \
	X(WRONG_NAME_OF_STAFF, "another_name_of_staff", 3,                                                            \
	  "the mobile {1} is that of {2}, and this row calls its owner {3}; if {2} is now called {3}, import with "   \
	  "`--rename`; if {3} has it now, give {2} a row in this file too, with the new number and {1} in the "       \
	  "column `was`, or with empty roles")                                                                        \
	X(WRONG_FIRST, "first_number", 3,                                                                             \
	  "the first number is the key, and that of {1} is {2}; write it first, and {3} behind it")                   \
	X(WRONG_NONE_LEFT, "none_left", 1,                                                                            \
	  "{1} is a customer too, and would have no number left; write the new one, and the old one in the column "   \
	  "`was`")                                                                                                    \
	X(WRONG_NOBODY, "nobody", 1,                                                                                  \
	  "nobody has the mobile {1}, so nobody can be retired; mend it, or write the roles")                         \
	X(WRONG_FIELD_NEAR, "field_near", 2, "the flow has no field `{1}`; did you mean `{2}`?")                      \
	X(WRONG_FIELD, "no_field", 1, "the flow has no field `{1}`; leave it out")                                    \
	X(WRONG_FIELD_VALUE, "field_value", 2, "`{2}` is not what the field `{1}` takes; /v1/flows/NAME tells its kind")

#define ROW_WORD_ENUM(word, name, values, said) word,
enum row_word { ROW_WORD_ROWS(ROW_WORD_ENUM) ROW_WORDS };
#undef ROW_WORD_ENUM

struct row_words {
	char in[ROW_WORDS][ROW_WORD_BYTES]; /* "": as an import says it */
};

/* Reads the mapping; NULL: the file has none. A word that is wrong becomes a fault, and so does a place for which there is
 * nothing to stand. */
void row_words_read(const struct yaml *map, struct row_words *out, struct faults *f);
/* Adds the words, with values[] in their places, NULL behind the last; `words` NULL: as an import says it. */
void row_words_say(const struct row_words *words, enum row_word which, const char *const values[], struct text *out);

#endif
