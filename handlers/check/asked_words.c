#include "handlers/check/asked_words.h"

#include <string.h>

#include "handlers/model/audience.h"
#include "templates/text/fold.h"

/* ---- who gets a template ---- */

struct readers {
	const char *template;
	bool staff, customers;
};

static void add_tells(struct readers *who, const struct tell *tells, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		enum audience to = tells[i].to;

		if (strcmp(tells[i].template, who->template) != 0)
			continue;
		if (to == TO_CUSTOMER || to == TO_FORMER_CUSTOMER || to == TO_TOLD)
			who->customers = true;
		else
			who->staff = true;
	}
}

static void add_code(struct readers *who, const struct code *c)
{
	who->staff = who->staff || strcmp(c->answer, who->template) == 0;
	add_tells(who, c->tells, c->tells_n);
	add_tells(who, c->stated, c->stated_n);
}

static void add_chain(struct readers *who, const struct chain_kind *c)
{
	who->staff = who->staff || strcmp(c->say, who->template) == 0;
	add_tells(who, c->then.tells, c->then.tells_n);
}

static void add_flow(struct readers *who, const struct flow *flow)
{
	add_code(who, &flow->open);
	for (size_t i = 0; i < flow->codes_n; i++)
		add_code(who, &flow->codes[i]);
	for (size_t i = 0; i < flow->chains_n; i++)
		add_chain(who, &flow->chains[i]);
	for (size_t i = 0; i < flow->clocks_n; i++)
		for (size_t k = 0; k < flow->clocks[i].steps_n; k++)
			add_tells(who, flow->clocks[i].steps[k].tells, flow->clocks[i].steps[k].tells_n);
	for (size_t i = 0; i < flow->lists_n; i++)
		add_tells(who, flow->lists[i].tells, flow->lists[i].tells_n);
}

/* Refusals are what most people of the staff get, and named by no flow. */
static bool goes_to_staff_alone(const struct flows *all, const char *template)
{
	struct readers who = {.template = template, .staff = strncmp(template, "refused.", 8) == 0};

	for (size_t i = 0; i < all->n; i++)
		add_flow(&who, all->all[i]);
	return who.staff && !who.customers;
}

/* ---- what it asks for ---- */

struct asked { /* a stretch of a template, folded */
	const struct text_reader *reader;
	const struct template_stretch *stretch;
	const struct fold *f;
};

static size_t past_blanks(const struct fold *f, size_t at)
{
	while (at < f->len && f->s[at] == ' ')
		at++;
	return at;
}

/* The length of the quotation mark at `at`; 0 for none. */
static size_t quote_at(const struct fold *f, size_t at)
{
	static const char *const marks[] = {
		"\"",           "'",           "`", "“", "”", "‘", "’", "\xE3\x80\x8C", "\xE3\x80\x8D",
		"\xE3\x80\x8E", "\xE3\x80\x8F"}; /* U+300C to U+300F */

	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++) {
		size_t n = strlen(marks[i]);

		if (f->len - at >= n && memcmp(f->s + at, marks[i], n) == 0)
			return n;
	}
	return 0;
}

/* Where the word ends that begins at `at`. */
static size_t word_end(const struct fold *f, size_t at)
{
	while (at < f->len && f->s[at] != ' ' && f->s[at] != ':' && quote_at(f, at) == 0)
		at++;
	return at;
}

/* People may send more than the bare word; so any code's word in it will do. A word for what is to be filled in, or
 * for the ticket, is none to be sent. */
static bool is_understood(const struct asked *a, size_t from, size_t to)
{
	const struct lexicon *words = reader_words(a->reader);
	const struct flow *flow;
	size_t len;

	for (size_t at = from; at < to; at++)
		if (reader_code(a->reader, a->f->s + at, a->f->len - at, NULL, &len, &flow))
			return true;
	return lexicon_at(words, LEX_PLACEHOLDER, a->f->s + from, a->f->len - from, NULL) > 0 ||
	       lexicon_at(words, LEX_TICKET, a->f->s + from, a->f->len - from, NULL) > 0;
}

/* A blank and the ticket's number stand right behind. Folding has left out the blank, as it is the last of the
 * stretch. */
static bool has_number_behind(const struct asked *a, size_t at)
{
	const struct template_stretch *s = a->stretch;

	return at == a->f->len && s->s[s->n - 1] == ' ' && s->next && strcmp(s->next->name, "ticket") == 0;
}

/* The word that is asked for behind `at`, where there is one for sure: its end, with its begin in *from; else 0.
 * `how` is the value of the word before it: 1, it is asked for only in quotation marks. */
static size_t asked_behind(const struct asked *a, size_t at, int how, size_t *from)
{
	size_t begin = past_blanks(a->f, at), quote, end;
	bool colon = begin < a->f->len && a->f->s[begin] == ':';

	begin = past_blanks(a->f, begin + colon);
	quote = quote_at(a->f, begin);
	*from = begin + quote;
	end = word_end(a->f, *from);
	if (end == *from || (quote == 0 && (!colon || how == 1)))
		return 0;
	return (quote > 0 && quote_at(a->f, end) > 0) || has_number_behind(a, end) ? end : 0;
}

/* Where that byte of a stretch stands in the file. */
static void place_in_file(const struct template_stretch *s, size_t byte, int *line, int *col)
{
	*line = s->line;
	*col = s->col;
	for (size_t i = 0; i < byte; i++) {
		bool whole = ((unsigned char)s->s[i] & 0xC0) != 0x80;

		*col = s->s[i] == '\n' ? 1 : *col + whole;
		*line += s->s[i] == '\n';
	}
}

/* The word is that of the folded text from `from` to `to`. */
static void tell(const struct asked *a, const struct template *t, size_t from, size_t to, struct faults *f)
{
	const struct template_stretch *s = a->stretch;
	size_t first = a->f->from[from], last = a->f->from[to];
	int line, col, end_line, end_col;

	while (s->s[last - 1] == ' ')
		last--;
	place_in_file(s, first, &line, &col);
	place_in_file(s, last, &end_line, &end_col);
	fault_add(f, template_file(t), line, col, end_col - col,
		  "whoever sends `%.*s` is refused, as no code has that word; write {code.NAME} for a code's word",
		  (int)(last - first), s->s + first);
}

/* Folding makes one blank of a line's end: a word may stand on the line behind the colon. */
static void check_stretch(const struct asked *a, const struct template *t, struct faults *f)
{
	const struct lexicon *words = reader_words(a->reader);
	size_t at = 0;

	while (at < a->f->len) {
		int how = 0;
		size_t n = lexicon_at(words, LEX_ASKS_REPLY, a->f->s + at, a->f->len - at, &how), from;
		size_t end = n > 0 ? asked_behind(a, at + n, how, &from) : 0;

		if (end > 0 && !is_understood(a, from, end))
			tell(a, t, from, end, f);
		at = end > 0 ? end : at + 1;
	}
}

static void check_template(const struct text_reader *r, const struct template *t, struct faults *f)
{
	struct template_stretch stretch;

	for (size_t i = 0; template_stretch(t, i, &stretch); i++) {
		struct asked a = {.reader = r, .stretch = &stretch};
		struct fold folded;

		if (!fold_make(&folded, stretch.s, stretch.n))
			return;
		a.f = &folded;
		check_stretch(&a, t, f);
		fold_free(&folded);
	}
}

void asked_words_check(const struct text_reader *r, const struct wording *w, struct faults *f)
{
	const struct template *t;

	for (enum lang l = 0; l < langs_n; l++)
		for (size_t i = 0; (t = wording_at(w, l, i)) != NULL; i++)
			if (goes_to_staff_alone(reader_flows(r), template_name(t)))
				check_template(r, t, f);
}
