/* Writing one of the staff, a station, a customer or a machine while serving. The import does it, which stands above the
 * road: so the gateway is handed it when it starts. */
#ifndef ROW_WRITER_H
#define ROW_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "db/store/store.h"
#include "handlers/model/ticket.h"
#include "templates/wording/refusal/row_words.h"

enum row_does { ROW_ADD, ROW_PUT, ROW_READ };

struct row_write {
	enum row_does does;
	const char *kind;              /* as an import names it: "people" */
	int64_t of;                    /* of ROW_PUT: whose row, by id; of stations and machines: */
	const char *key;               /* the folded name or serial */
	const char *if_match;          /* of ROW_PUT: as the header has it */
	const char *csv;               /* a header line and one row */
	const struct row_words *words; /* in which what is wrong is said; NULL: as an import says it */
};

/* Why nothing is to be kept. */
enum row_lacks { ROW_LACKS_NOTHING, ROW_IS_GONE, ROW_IS_THERE, ROW_IS_STALE, ROW_HAS_FAULTS };

struct row_written {
	enum row_lacks lacks;
	char *said; /* the row as it is now, as JSON; NULL: it is listed no more. Or its faults. To be freed */
	char what[SERIAL_BYTES + 16]; /* for the ledger: "person=17" */
};

/* Inside the caller's transaction, of which nothing may be kept where it lacks something. ROW_READ writes nothing. False:
 * the store failed, or memory ran out. */
typedef bool row_writer(struct store *s, const char *country, const struct row_write *w, struct row_written *out);

#endif
