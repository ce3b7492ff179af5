/* Cutting a folded text from left to right into tokens: for reading.c, named.c and near.c alone.
 *
 * What tokens mean depends on the codes found, and so is settled afterwards. Nothing is looked up here but names. */
#ifndef CUT_H
#define CUT_H

#include "handlers/read/reading.h"
#include "templates/text/fold.h"

/* T_WRONG: written as a time, and there is none such; a word in the end. */
enum token_kind { T_WORD, T_CODE, T_NUMBER, T_TIME, T_PERSON, T_STATION, T_INTRO, T_WRONG, T_NODE };

struct token {
	enum token_kind kind;
	size_t at, len;
	bool direct;             /* nothing but separators, its number and its node between the code before and this */
	const struct code *code; /* T_CODE */
	bool timed;
	size_t when_at;
	int64_t number;         /* T_NUMBER */
	struct when when;       /* T_TIME */
	struct read_person who; /* T_PERSON */
	const struct station *station;
	int node;     /* T_NODE */
	bool of_node; /* T_TIME: the time of a node that is decided on, and that one's `node` */
};

#define TEXT_TOKENS 96

struct cut { /* the cutting of one text */
	const struct flows *flows;
	const struct roster *roster;
	const struct fold *f;
	const int64_t *mine;
	size_t mine_n;
	int64_t moment;
	bool wants_people, wants_place;
	const struct flow *wants_node; /* whose; NULL: none */
	enum when_side side;           /* on which times are looked for first */
	struct token all[TEXT_TOKENS];
	size_t n;
};

/* Cuts what stands behind the code, from folded byte i on; returns where its first token begins. */
size_t cut_text(struct cut *c, size_t i);

/* The code whose longest word stands at i, and that word's length. */
const struct code *cut_code(const struct flows *flows, const struct fold *f, size_t i, size_t *len,
			    const struct flow **flow);
/* The time at i, as of the moment; kind WHEN_NONE if there is none. */
struct when cut_time(const struct cut *c, size_t i, enum when_side side);
/* Past blanks and marks, and what else may stand between a code and its time. */
size_t cut_marks(const struct fold *f, size_t i);
size_t cut_to_time(const struct cut *c, size_t i);

/* Folded bytes; past the end there are NULs. */
char cut_byte(const struct fold *f, size_t i);
size_t cut_digits(const struct fold *f, size_t i);
bool cut_begins(const struct fold *f, size_t i, const char *word);
bool cut_word_ends(const struct fold *f, size_t i, const char *word);
bool cut_glued(const struct fold *f, size_t i); /* a letter, digit or character stands at i */
bool is_blank_or_mark(char c);
bool is_letter(char c);
bool is_digit(char c);

/* Takes the words that mean nothing by themselves from both ends of s[n]: what is left may be a name. */
void strip_fillers(const char *s, size_t n, char out[NAME_BYTES]);

/* named.c: the people and the station among the tokens; the name that is nobody's. */
void settle_people(const struct cut *c, struct reading *r);
void settle_stranger(const struct cut *c, struct reading *r, const char *original);

/* named.c, too: the nodes meant among those named. The others are words. */
void settle_nodes(struct cut *c, struct reading *r);

/* near.c: the codes that a text which begins with none may have meant. */
void find_near(struct reading *r, const struct flows *flows, const struct fold *f, size_t i);

#endif
