/* A flow: one process of the service department, read from a file such as handlers/repair.yaml.
 *
 * The file names states, nodes and codes; the program knows only what such things are. Words are kept folded. A flow is
 * read once, checked, and never changes afterwards; a reload makes a new set. */
#ifndef FLOW_H
#define FLOW_H

#include "handlers/model/clock_kind.h"
#include "handlers/model/timed/list_kind.h"
#include "handlers/model/timed/schedule.h"
#include "handlers/model/value_kind.h"
#include "handlers/people/people.h"
#include "templates/file/fault.h"
#include "templates/wording/lang.h"
#include "templates/wording/template.h"

#define STATES_MAX 24
#define NODES_MAX 16
#define CODES_MAX 40
#define TAKES_MAX 6
#define FIELDS_MAX 12
#define FLOWS_MAX 16

struct state {
	char name[FLOW_NAME];
	struct label label;
	bool ends;               /* nothing follows: the ticket is closed */
	struct opens_list opens; /* what coming there opens */
	int line, col;
};

struct node_kind {
	char name[FLOW_NAME];
	struct label label;
	char folded[LANGS_MAX][LABEL_BYTES]; /* of the label, for finding it in texts */
};

enum does {
	DOES_MOVE,
	DOES_ASSIGN, /* gives the ticket a station or a machine */
	DOES_DEPUTY, /* names who stands in for a station head */
	DOES_UNDO,
	DOES_LIST,
	DOES_HELP,
	DOES_CLAIM,   /* states a node's true time, and asks for its approval */
	DOES_APPROVE, /* approves such times, */
	DOES_REFUSE,  /* or refuses them */
	DOES_NOTE,    /* passes words on; it may say that the machine is down, or no longer */
	DOES_REOPEN,  /* takes a ticket up again that was done with */
	DOES_SIGN,    /* agrees as the one whom a chain asks, */
	DOES_DECLINE, /* or does not */
	DOES_OPEN,    /* opens one: of struct flow's `open` alone, where it has words */
};
extern const char *const does_names[DOES_DECLINE + 1];

enum must { MAY, MUST, MUST_FIRST }; /* MUST_FIRST: unless the ticket has it already */

#define CHOICE_WORDS_MAX 32

/* One of the values that a choice may have. */
struct choice {
	char name[FLOW_NAME];
	struct label label;
	char words[CHOICE_WORDS_MAX][LABEL_BYTES]; /* folded: those of the label, and what is understood besides */
	size_t words_n;
};

/* What an argument or a field is. */
struct value {
	char name[PLACE_NAME]; /* also the place's name in templates */
	const struct value_kind *kind;
	struct label label;
	struct label unit;   /* of a number; "" for none */
	int64_t least, most; /* of a number: its bounds, in thousandths; both 0: it has none */
	struct choice *choices;
	size_t choices_n;
};

struct take {
	struct value is;
	enum must must;
	bool sender;                         /* of a person: the sender, where the text names nobody */
	bool free;                           /* of words: nothing that they say speaks against the code */
	int field;                           /* in which a ticket keeps it, and whose choices it has; -1: in none */
	struct label example;                /* words for examples */
	char folded[LANGS_MAX][LABEL_BYTES]; /* of the label, for finding it in texts */
	int line, col;
};

/* What a ticket keeps of what codes take, by the argument's name. A time that is forgotten is a promise, of when somebody
 * comes; it is forgotten too when the ticket is taken back or reopened. */
struct field {
	struct value is;
	uint32_t until; /* bit a state: it is forgotten when a code leads there */
	bool promise;
	/* The field after which this one is told, as the nearer word on the same: it is forgotten when that one is told
	 * anew. -1: none. */
	int follows;
	bool followed;        /* another follows it */
	bool about;           /* the ticket is about whom it names: they are kept out of it */
	struct label example; /* of what takes it, where that has none of its own */
	int line, col;
};

/* Who may send a code: ROLE_BITs, and these. */
#define BY_LEAD (1ull << ROLES_MAX)               /* the ticket's lead engineer */
#define BY_ANYONE (1ull << (ROLES_MAX + 1))       /* anyone known */
#define BY_STAFF (1ull << (ROLES_MAX + 2))        /* whoever works here and has to do with the ticket */
#define BY_THE_CUSTOMER (1ull << (ROLES_MAX + 3)) /* the ticket's customer */
/* And whom fields name. */
#define BY_FIELDS_MAX 4

/* So long ago at most. */
struct within {
	int days, months; /* one of them; the other is 0 */
};

/* When a machine fails again: its last ticket is pointed out if this node was stamped on it no longer ago than that. */
struct again {
	int node; /* -1: not asked */
	struct within within;
};

enum visit_step { VISIT_NONE, VISIT_DEPARTS, VISIT_ARRIVES, VISIT_LEAVES };

/* What a code sets of the ticket's machine: to what a field says, to what the ticket has, or to nothing. */
enum machine_part { PART_HOURS, PART_STATION, PART_CUSTOMER, PART_WARRANTY, MACHINE_PARTS };
enum set_from { SET_FIELD, SET_TICKET, SET_NONE };
struct machine_set {
	enum machine_part part;
	enum set_from from;
	int field; /* of SET_FIELD */
};

struct code {
	char name[FLOW_NAME];
	struct label word;                 /* the code's word in each language, as shown */
	char words[WORDS_MAX][WORD_BYTES]; /* all that are understood, folded, those of `word` first: */
	size_t shown_n;                    /* so many */
	int word_line[WORDS_MAX], word_col[WORDS_MAX];
	size_t words_n;
	uint64_t by;
	struct field_people by_fields[BY_FIELDS_MAX];
	size_t by_fields_n;
	int by_line, by_col;
	enum does does;
	uint32_t from;              /* bit a state: where it skips no node */
	uint32_t from_skipping;     /* where it skips some */
	uint32_t skips[STATES_MAX]; /* bit a node: what is recorded as missed from that state */
	int to;                     /* state, or -1: the same */
	uint32_t stamps;            /* bit a node */
	enum visit_step visit;
	struct take takes[TAKES_MAX];
	size_t takes_n;
	uint32_t brings; /* what these bring, as bits of enum brings */
	bool free;       /* one of them is free words */
	struct tell tells[TELLS_MAX];
	size_t tells_n;
	struct tell stated[TELLS_MAX]; /* of a code that claims: who is told of times that other codes' texts state */
	size_t stated_n;
	struct opens_list opens; /* what it opens */
	struct machine_set sets[MACHINE_PARTS];
	size_t sets_n;
	int sets_line, sets_col;
	int64_t bare;               /* for so long (ms) after it was asked, its argument alone will do; 0: never */
	bool confirms;              /* of claiming: who decides must have the digits that were sent with the question */
	bool shared;                /* codes of other flows may have a word of it, if they say so too */
	int load;                   /* so many customers of the engineer on one day are pointed out; 0: never */
	struct again again;         /* of opening */
	int unled;                  /* of reopening: the state, instead of `to`, of a ticket without a lead */
	struct within within;       /* of reopening: since the ticket came to where it stands */
	char answer[TEMPLATE_NAME]; /* template of the sender's answer; "" for opening */
	int answer_line, answer_col;
	int line, col;
};

#define CHAINS_MAX 8
#define ASKS_MAX 8
#define ASK_NAME (2 * FLOW_NAME)

/* One of those whom a chain asks in turn. */
struct ask {
	char name[ASK_NAME]; /* as the flow names them, and the ledger */
	struct tell whom;    /* and where they are asked at all; its template is the chain's */
};

/* People who agree in turn, on a ticket that is in its state. */
struct chain_kind {
	char name[FLOW_NAME];
	int in; /* state */
	struct ask asks[ASKS_MAX];
	size_t asks_n;
	char say[TEMPLATE_NAME]; /* template of the question */
	int say_line, say_col;
	bool confirms;    /* a signature must have the digits that were sent with the question */
	uint32_t reads;   /* bit a field that its conditions ask */
	struct code then; /* what follows when all have signed: `to`, stamps and tells; no text sends it */
	int line, col;
};

struct flow {
	char name[FLOW_NAME];
	char *file;
	int line, col;             /* of the name */
	const struct roles *roles; /* those of the set */
	bool whole;                /* its file had no slip: else a path may be missing that was meant */
	struct label title;
	struct label down; /* the word for a machine that is down, */
	struct label up;   /* and for one that is so no longer; "" where no code asks */
	struct state states[STATES_MAX];
	size_t states_n;
	struct node_kind nodes[NODES_MAX]; /* in the order they happen */
	size_t nodes_n;
	struct field fields[FIELDS_MAX];
	size_t fields_n;
	uint32_t asked;  /* bit a field that a condition asks */
	uint32_t about;  /* bit a field that names whom a ticket is about */
	uint32_t brings; /* what the fields bring, as bits of enum brings */
	struct code codes[CODES_MAX];
	size_t codes_n;
	struct code open; /* what opening does: state, stamps and tells */
	struct chain_kind chains[CHAINS_MAX];
	size_t chains_n;
	struct fault_kind kinds[KINDS_MAX];
	size_t kinds_n;
	struct clock_kind clocks[CLOCKS_MAX];
	size_t clocks_n;
	struct list_kind lists[LISTS_MAX];
	size_t lists_n;
	char opened[OPENED_MAX][FLOW_NAME]; /* the flows whose tickets its own open */
	size_t opened_n;
	struct schedule schedules[SCHEDULES_MAX];
	size_t schedules_n;
	struct condition *conditions; /* all of it, in the order of the file */
	/* Between these local minutes of the day clocks take only urgent steps; equal: at any time. */
	int quiet_from, quiet_to;
};

struct wording; /* templates/wording/wording.h */

struct flows {
	struct flow *all[FLOWS_MAX];
	size_t n;
	/* Which its flows may name; to be set before they are read. NULL: the program's alone. */
	const struct roles *roles;
};

void flows_free(struct flows *set);

const struct flow *flows_find(const struct flows *set, const char *name);
int flow_state(const struct flow *f, const char *name); /* -1 if none */
int flow_node(const struct flow *f, const char *name);  /* -1 if none */
int flow_field(const struct flow *f, const char *name); /* -1 if none */
/* The field for when somebody is planned to come, as against when they are expected: the first promise that another
 * follows. -1 if there is none. */
int flow_planned(const struct flow *f);
const struct code *flow_code(const struct flow *f, const char *name);
/* What the ledger calls it when a list of openings brings a ticket up to date; no code may bear that name. */
#define CODE_IMPORT "import"
/* The code of that name in flow f, which may be NULL, else in the first flow that has one; NULL if none has. */
const struct code *flows_code(const struct flows *set, const struct flow *f, const char *name);
bool flow_has(const struct flow *f, const struct code *c);       /* c is its opening, or one of its codes */
const struct code *flow_does(const struct flow *f, enum does d); /* the first code that does so, or NULL */
uint32_t flow_end_states(const struct flow *f);                  /* bit a state in which a ticket has ended, */
uint32_t flow_open_states(const struct flow *f);                 /* and in which it has not */

/* The chain of that state; NULL if it has none. */
const struct chain_kind *flow_chain_in(const struct flow *f, int state);
/* The i-th way on: its codes, and behind them what follows its chains; NULL behind the last. */
const struct code *flow_way(const struct flow *f, size_t i);

/* The flow that has that code; NULL if none has. */
const struct flow *flow_of_code(const struct flows *set, const struct code *c);

/* True if one of the code's arguments brings one of these, as bits of enum brings. */
static inline bool code_brings(const struct code *c, uint32_t what)
{
	return (c->brings & what) != 0;
}
/* A ticket keeps this for that value, */
static inline int64_t field_kept(const struct value *is, int64_t value)
{
	return value + is->kind->zero_counts;
}
/* and the value of what it keeps; false if that is nothing. */
static inline bool field_value(const struct value *is, int64_t kept, int64_t *value)
{
	*value = kept - is->kind->zero_counts;
	return kept != 0;
}
/* What it takes for that field, or NULL. */
const struct take *code_tells(const struct code *c, int field);
/* What the first code that takes something for that field takes, or NULL. */
const struct take *flow_tells(const struct flow *f, int field);
/* True if it states a node's true time, or decides on one. */
bool code_corrects(const struct code *c);
/* True if who decides on its corrections must have digits that were sent. */
bool flow_confirms_claims(const struct flow *f);
/* Who may decide on them: ROLE_BITs. */
uint64_t flow_deciders(const struct flow *f);
/* What it sets of the machine from that field, or NULL. */
const struct machine_set *code_sets(const struct code *c, int field);
/* True if a code of it takes a lead: else nobody is ever one. */
bool flow_takes_lead(const struct flow *f);
/* True if it answers a chain's question. */
bool code_signs(const struct code *c);
/* True if a code may be sent in this state at all; *skipping says whether it then skips nodes. */
bool code_fits(const struct code *c, int state, bool *skipping);

#endif
