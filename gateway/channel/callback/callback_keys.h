/* `mo` and `dlr` of a channel's file, as they are read. It is for this wing alone. */
#ifndef CALLBACK_KEYS_H
#define CALLBACK_KEYS_H

#include "gateway/channel/callback/callback_fields.h"
#include "gateway/channel/callback/channel_proof.h"
#include "gateway/channel/callback/channel_words.h"
#include "gateway/channel/value_match.h"

enum callback_from { FROM_QUERY, FROM_FORM, FROM_JSON };

struct channel_callback {
	struct channel_proof proof;
	enum callback_from from;
	bool has_each;
	char each[POINTER_BYTES];
	struct value_match only;
	const char *charset;              /* of the text */
	struct value_names charset_named; /* where the carrier names it */
	struct callback_fields fields;
	struct value_names key;     /* of texts: of all of these */
	struct channel_words words; /* of reports */
	int answer_status;
	char answer_type[128], answer_body[256];
};

/* Reads `mo`, or `dlr`, of a channel's file. NULL, with a fault or not, if it is not there or memory runs out. Free with
 * callback_keys_free(), which takes NULL. */
struct channel_callback *callback_keys_read(const struct yaml *root, bool dlr, const struct channel_secrets *secrets,
					    const char *zone, struct faults *f);
void callback_keys_free(struct channel_callback *c);

#endif
