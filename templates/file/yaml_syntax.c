#include "templates/file/yaml_syntax.h"

#include <stdint.h>
#include <string.h>

#include "templates/text/text.h"
#include "templates/text/utf8.h"

#define NO_KEY "there is no key before this `:`; write `key: value`"

struct stumble {
	const struct yaml_source *s;
	const struct yaml_slip *slip;
	struct yaml_spot at, began;
};

static bool says(const struct stumble *u, const char *problem)
{
	return strstr(u->slip->problem, problem) != NULL;
}

static bool reads(const struct stumble *u, const char *context)
{
	return strstr(u->slip->context, context) != NULL;
}

/* The character at a place; "" where a line ends. */
struct letter {
	char is[5];
};

static struct letter letter_at(const struct stumble *u, size_t at)
{
	struct letter l = {""};
	const struct yaml_source *s = u->s;
	uint32_t cp;

	if (at < s->n && s->bytes[at] != '\n' && s->bytes[at] != '\r')
		memcpy(l.is, s->bytes + at, utf8_next(s->bytes + at, s->n - at, &cp));
	return l;
}

static size_t line_of(const struct stumble *u, struct yaml_spot spot)
{
	yaml_source_line(u->s, &spot, spot.line);
	return spot.at;
}

static bool is_first_in_line(const struct stumble *u)
{
	return yaml_source_indent(u->s, line_of(u, u->at)) + 1 == u->at.col;
}

/* Adds a fault at a place; true, as a teller returns when it has told. */
#define TELL(u, spot, ...) (fault_add((u)->s->f, (u)->s->file, (spot).line, (spot).col, 1, __VA_ARGS__), true)

/* ---- tabs ---- */

/* Moves to the tab that indents the line; false if blanks alone do. */
static bool find_tab(const struct stumble *u, struct yaml_spot *spot)
{
	size_t begin = line_of(u, u->at);

	for (int i = 0; i < yaml_source_indent(u->s, begin); i++)
		if (u->s->bytes[begin + (size_t)i] == '\t') {
			*spot = (struct yaml_spot){u->at.line, i + 1, begin + (size_t)i};
			return true;
		}
	return false;
}

static bool tell_tab(const struct stumble *u)
{
	struct yaml_spot spot = u->at;
	bool here = says(u, "tab character") ||
		    (says(u, "cannot start any token") && strcmp(letter_at(u, spot.at).is, "\t") == 0);
	bool sense = says(u, "not allowed in this context") || says(u, "expected key") || says(u, "expected '-'");

	if (!here && !(sense && find_tab(u, &spot)))
		return false;
	return TELL(u, spot, "a tab cannot indent here; use spaces");
}

/* ---- quotes and brackets left open ---- */

static bool tell_quote(const struct stumble *u)
{
	bool cut = says(u, "unknown escape") && letter_at(u, u->at.at + 1).is[0] == '\0';

	if (!cut && !says(u, "unexpected end of stream") && !says(u, "unexpected document indicator"))
		return false;
	return TELL(u, u->began, "this quote is never closed; write another %s where the text ends",
		    letter_at(u, u->began.at).is);
}

/* True if the closing bracket is missing rather than a comma: nothing follows, or a line that is indented no
 * further. */
static bool is_left_open(const struct stumble *u, struct yaml_spot open)
{
	struct yaml_spot rest = u->at;

	if (!yaml_source_skip(u->s, &rest))
		return true;
	return u->at.line > open.line &&
	       yaml_source_indent(u->s, line_of(u, u->at)) <= yaml_source_indent(u->s, line_of(u, open));
}

static bool tell_bracket(const struct stumble *u)
{
	bool comma = says(u, "expected ',' or");
	struct yaml_spot open;
	char bracket, close;

	if (!comma && !(u->slip->open_line > 0 && says(u, "expected node content") && reads(u, "flow")))
		return false;
	open = comma ? u->began : yaml_source_find(u->s, u->slip->open_line, u->slip->open_col);
	bracket = u->s->bytes[open.at];
	if (bracket != '[' && bracket != '{')
		return false;
	close = bracket == '[' ? ']' : '}';
	if (is_left_open(u, open))
		return TELL(u, open, "this %c is never closed; write %c where the %s ends", bracket, close,
			    bracket == '[' ? "list" : "mapping");
	return comma &&
	       TELL(u, u->at, "a comma or %c is missing before this, or quotes round the text; the %c is in line %d",
		    close, bracket, open.line);
}

/* ---- characters that mean something in YAML ---- */

static bool tell_indicator(const struct stumble *u)
{
	bool named = reads(u, "an anchor") || reads(u, "an alias") || reads(u, "directive");
	struct yaml_spot spot;
	struct letter l;

	if (!named && !says(u, "cannot start any token") && !says(u, "expected node content"))
		return false;
	spot = named ? u->began : u->at;
	l = letter_at(u, spot.at);
	if (l.is[0] == '\0')
		return TELL(u, spot, "a value is missing here; write one");
	if (l.is[0] == ':')
		return TELL(u, spot, NO_KEY);
	if (reads(u, "flow") && strchr(",]}", l.is[0]) != NULL)
		return TELL(u, spot, "a value is missing before this %s; write one, or quotes round the text", l.is);
	return TELL(u, spot, "a text cannot begin with %s here; put it between quotes", l.is);
}

static bool tell_tag(const struct stumble *u)
{
	if (!reads(u, "a tag") && !says(u, "tag handle"))
		return false;
	return TELL(u, reads(u, "a tag") ? u->began : u->at,
		    "tags are not allowed here; leave the `!` out, or put the text between quotes");
}

static bool tell_escape(const struct stumble *u)
{
	if (!says(u, "unknown escape"))
		return false;
	return TELL(u, u->at, "there is no escape \\%s; write \\\\ for a backslash", letter_at(u, u->at.at + 1).is);
}

/* ---- lines that do not fit together ---- */

/* Something follows a value that had ended: the text by its quote, or the list by its bracket. */
static bool tell_rest(const struct stumble *u)
{
	char before = u->at.at > 0 ? u->s->bytes[u->at.at - 1] : '\0';

	if (before == '\'')
		return TELL(u, u->at, "the ' before this ends the text; write '' for a quote within it");
	if (before == '"')
		return TELL(u, u->at, "the \" before this ends the text; write \\\" for a quote within it");
	return TELL(u, u->at, "the value has ended before this; put quotes round the whole of it");
}

static bool tell_line(const struct stumble *u)
{
	bool item = says(u, "expected '-' indicator");
	struct letter l;

	if (!item && !says(u, "expected key"))
		return false;
	l = letter_at(u, u->at.at);
	if (l.is[0] == ']' || l.is[0] == '}')
		return TELL(u, u->at, "this %s closes nothing; delete it, or put the text between quotes", l.is);
	if (l.is[0] == ':')
		return TELL(u, u->at, NO_KEY);
	if (!is_first_in_line(u))
		return tell_rest(u);
	if (item)
		return TELL(u, u->at,
			    "a list's item is expected here; begin it with `- `, or line this up with the keys it "
			    "belongs with");
	if (l.is[0] == '-')
		return TELL(u, u->at, "a list cannot begin among keys; put its items below a key of their own");
	return TELL(u, u->at, "the indentation fits no line above; line this up with the lines it belongs with");
}

/* ---- the rest ---- */

static const struct {
	const char *context, *problem; /* parts of what the parser says */
	bool began;                    /* shown where it began */
	const char *words;
} others[] = {
	{"", "mapping values are not allowed", false,
	 "this `:` cannot make a key here; put quotes round a text with `: ` in it, or correct the indentation"},
	{"", "block sequence entries are not allowed", false,
	 "a list cannot begin here; begin each item on a line of its own with `- `, or write [a, b]"},
	{"", "mapping keys are not allowed", false,
	 "a key cannot begin here; put quotes round a text that begins with `? `"},
	{"simple key", "could not find expected ':'", true,
	 "no `: ` follows on this line, within 1024 characters; write `key: value`"},
	{"block scalar", "indentation indicator", false, "no text is indented by 0; leave the 0 out"},
	{"block scalar", "comment or line break", false,
	 "a text after | or > begins on the next line; move this down, or put quotes round the whole"},
	{"quoted scalar", "hexdecimal", false,
	 "the digits of an escape are expected here, as in \\x41 or \\u4e2d; write \\\\ for a backslash"},
	{"quoted scalar", "Unicode", false, "no character has this number; correct the escape"},
	{"plain scalar", "unexpected ':'", false,
	 "a space is missing after this `:`; put one there, or quotes round the text"},
};

static bool tell_other(const struct stumble *u)
{
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (reads(u, others[i].context) && says(u, others[i].problem))
			return TELL(u, others[i].began ? u->began : u->at, "%s", others[i].words);
	return false;
}

static bool tell_as_it_is(const struct stumble *u)
{
	return TELL(u, u->at, "%s; check indentation, colons, quotes and brackets here", u->slip->problem);
}

/* The first one that knows what is wrong says so. */
static bool (*const tellers[])(const struct stumble *u) = {
	tell_tab, tell_quote, tell_bracket, tell_indicator, tell_tag, tell_line, tell_escape, tell_other, tell_as_it_is,
};

void yaml_syntax_fault(const struct yaml_source *s, const struct yaml_slip *slip)
{
	struct stumble u = {
		.s = s,
		.slip = slip,
		.at = yaml_source_find(s, slip->line, slip->col),
		.began = yaml_source_find(s, slip->began_line, slip->began_col),
	};
	size_t i = 0;

	while (!tellers[i](&u))
		i++;
}
