/* What the codes take, checked: a time, people, a place, nodes. */
#ifndef ARGUMENTS_H
#define ARGUMENTS_H

#include "handlers/decision/decision.h"

struct arguments {
	int64_t time; /* 0: none, or one that was ahead when the text was sent, and is over */
	int64_t over; /* that one; 0: none */
	const struct person *lead, *person;
	int64_t companions[COMPANIONS_MAX];
	size_t companions_n;
	const struct station *station;
	struct machine machine; /* id 0: none */
	uint32_t nodes;         /* bit a node */
};

/* One argument of a text, as the row of its kind reads it. */
struct taking {
	const struct code *code;
	const struct take *take;
	const struct ticket *ticket; /* NULL: none */
	bool happened;               /* the text tells what is past, so no time ahead is read */
};

/* The text gives this value for it; messages can say it then. */
void arguments_give(struct decision *d, const struct taking *t, int64_t value);
/* The value that the kind has found for it. False when the text was refused: there are several, or there must be one. */
bool arguments_found(struct decision *d, const struct taking *t);
/* The text has several where one is asked for. Returns false. */
bool arguments_several(struct decision *d, const struct take *k);
/* The text lacks this argument. Returns false. */
bool arguments_missing(struct decision *d, const struct take *k);
/* True if the ticket (NULL: none) cannot do without this argument in the text. */
bool arguments_must_have(const struct context *ctx, const struct take *k, const struct ticket *t);
/* Reads those of this code; `happened` as above. False when it was refused. */
bool arguments_read(struct decision *d, const struct code *c, const struct ticket *t, bool happened,
		    struct arguments *a);

enum proof { PROOF_MISSING, PROOF_WRONG, PROOF_RIGHT };
/* Whether the text has the digits that its sender got with such a question about d->before, as its set of that number.
 * Only whoever got them can know them: a sender's number can be forged. */
enum proof arguments_proof(struct decision *d, const struct code *c, enum digits_of of, int set);
/* Wrong digits came, and t has counted them. The ledger keeps that, so that nobody can go on guessing. Nothing else changes,
 * and no undo takes it back. The sender is not answered yet. */
void arguments_proof_wrong(struct decision *d, const struct code *c, struct ticket *t);

/* What this code's arguments fill fields with, as the text gives them: into told[FIELDS_MAX], as struct move has it. */
void arguments_tell(const struct decision *d, const struct code *c, int64_t *told);

#endif
