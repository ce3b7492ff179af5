#include "templates/file/yaml.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "templates/file/yaml_get.h"
#include "templates/file/yaml_source.h"
#include "templates/file/yaml_syntax.h"

#define DEPTH_MAX 64
#define TOO_DEEP "lists and mappings are nested more than 64 deep here; nest less deeply"

/* What encloses the node that is read. */
struct around {
	int depth;               /* lists and mappings, one in another */
	int indent;              /* blanks before the innermost of them that is not in brackets; -1: there is none */
	int open_line, open_col; /* the innermost bracket; line 0: there is none */
};

/* What is needed while a file is turned into a tree. */
struct build {
	struct yaml_source source;
	yaml_parser_t parser;
	struct around around;
	struct yaml_spot reached; /* a line's beginning, near to what is read */
};

/* ---- what the parser says ---- */

static bool next_event(struct build *b, yaml_event_t *e)
{
	const yaml_parser_t *p = &b->parser;
	if (yaml_parser_parse(&b->parser, e) != 0)
		return true;
	if (p->error == YAML_MEMORY_ERROR)
		return yaml_source_starved(&b->source);
	yaml_syntax_fault(&b->source, &(struct yaml_slip){
					      .context = p->context != NULL ? p->context : "",
					      .problem = p->problem != NULL ? p->problem : "it cannot be read as YAML",
					      .line = (int)p->problem_mark.line + 1,
					      .col = (int)p->problem_mark.column + 1,
					      .began_line = (int)p->context_mark.line + 1,
					      .began_col = (int)p->context_mark.column + 1,
					      .open_line = b->around.open_line,
					      .open_col = b->around.open_col,
				      });
	return false;
}

/* The parser's marks count from 0, and characters too. What has several lines is as wide as all of them. */
static void place(const yaml_event_t *e, int *line, int *col, int *width)
{
	const yaml_mark_t *from = &e->start_mark, *to = &e->end_mark;
	size_t wide = from->line == to->line ? to->column - from->column : to->index - from->index;
	*line = (int)from->line + 1;
	*col = (int)from->column + 1;
	*width = wide > 0 ? (int)wide : 1;
}

/* ---- what is not taken ---- */

static void refuse(struct build *b, const yaml_event_t *e, const char *what)
{
	int line, col, width;
	place(e, &line, &col, &width);
	fault_add(b->source.f, b->source.file, line, col, width, "%s", what);
}

static void refuse_extras(struct build *b, const yaml_event_t *e)
{
	const unsigned char *anchor = NULL, *tag = NULL;
	if (e->type == YAML_SCALAR_EVENT) {
		anchor = e->data.scalar.anchor;
		tag = e->data.scalar.tag;
	} else if (e->type == YAML_SEQUENCE_START_EVENT) {
		anchor = e->data.sequence_start.anchor;
		tag = e->data.sequence_start.tag;
	} else if (e->type == YAML_MAPPING_START_EVENT) {
		anchor = e->data.mapping_start.anchor;
		tag = e->data.mapping_start.tag;
	}
	if (e->type == YAML_ALIAS_EVENT)
		refuse(b, e, "aliases are not taken here; write the text out");
	else if (anchor != NULL)
		refuse(b, e, "anchors are not taken here; leave the `&` out");
	else if (tag != NULL)
		refuse(b, e, "tags are not taken here; leave the `!` out");
}

/* The parser lets a quoted text go on in lines that are indented no further than its key: where a quote is left open, it
 * would take the keys that follow for text. */
static bool is_closed(struct build *b, const yaml_event_t *e)
{
	yaml_scalar_style_t style = e->data.scalar.style;
	int from = (int)e->start_mark.line + 1, to = (int)e->end_mark.line + 1;
	if (style != YAML_SINGLE_QUOTED_SCALAR_STYLE && style != YAML_DOUBLE_QUOTED_SCALAR_STYLE)
		return true;
	for (int line = from + 1; line <= to; line++) {
		yaml_source_line(&b->source, &b->reached, line);
		int indent = yaml_source_indent(&b->source, b->reached.at);
		if (indent < 0 || indent > b->around.indent)
			continue;
		fault_add(b->source.f, b->source.file, from, (int)e->start_mark.column + 1, 1,
			  "this quote is closed only in line %d; close it where the text ends, or indent the text's "
			  "lines further than the key",
			  to);
		return false;
	}
	return true;
}

/* ---- the tree ---- */

static bool is_empty(const yaml_event_t *e)
{
	return e->type == YAML_SCALAR_EVENT && e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE &&
	       e->data.scalar.length == 0;
}

static char *copy_text(struct build *b, const yaml_event_t *e)
{
	const char *s =
		e->type == YAML_ALIAS_EVENT ? (const char *)e->data.alias.anchor : (const char *)e->data.scalar.value;
	size_t len = e->type == YAML_ALIAS_EVENT ? strlen(s) : e->data.scalar.length;
	if (strlen(s) < len) {
		refuse(b, e, "a NUL stands in this text; delete the \\0");
		len = 0;
	}
	char *copy = malloc(len + 1);
	if (copy == NULL) {
		yaml_source_starved(&b->source);
		return NULL;
	}
	memcpy(copy, s, len);
	copy[len] = '\0';
	return copy;
}

static bool build_scalar(struct build *b, const yaml_event_t *e, struct yaml *to)
{
	if (is_empty(e))
		return true;
	to->kind = YAML_SCALAR;
	if (e->type == YAML_SCALAR_EVENT && !is_closed(b, e))
		return false;
	to->text = copy_text(b, e);
	return to->text != NULL;
}

static bool build_node(struct build *b, const yaml_event_t *e, struct yaml *to);

static bool build_next(struct build *b, struct yaml *to)
{
	yaml_event_t e;
	if (!next_event(b, &e))
		return false;
	bool ok = build_node(b, &e, to);
	yaml_event_delete(&e);
	return ok;
}

static void free_items(struct yaml *n)
{
	for (size_t i = 0; i < n->n; i++) {
		free_items(&n->items[i]);
		free(n->items[i].key);
		free(n->items[i].text);
	}
	free(n->items);
}

/* A list or a mapping that stands for a key is read and thrown away. */
static bool refuse_key(struct build *b, const yaml_event_t *e, const struct yaml *at)
{
	struct yaml thrown = {.file = at->file};
	fault_add(b->source.f, b->source.file, at->key_line, at->key_col, 1,
		  "a key must be a plain word; write `key: value`");
	if (e->type == YAML_ALIAS_EVENT)
		return true;
	bool ok = build_node(b, e, &thrown);
	free_items(&thrown);
	return ok;
}

static bool build_key(struct build *b, const yaml_event_t *e, struct yaml *to)
{
	place(e, &to->key_line, &to->key_col, &to->key_width);
	to->line = to->key_line;
	to->col = to->key_col;
	to->width = to->key_width;
	if (e->type != YAML_SCALAR_EVENT || is_empty(e))
		return refuse_key(b, e, to);
	refuse_extras(b, e);
	if (!is_closed(b, e))
		return false;
	if (e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE && strcmp((const char *)e->data.scalar.value, "<<") == 0)
		refuse(b, e, "`<<` merges nothing here; write the keys out");
	to->key = copy_text(b, e);
	return to->key != NULL;
}

/* An item stays where it is only until the next one. */
static struct yaml *new_item(struct yaml *to)
{
	if (to->n == to->room) {
		size_t room = to->room > 0 ? 2 * to->room : 4;
		struct yaml *items = realloc(to->items, room * sizeof(*items));
		if (items == NULL)
			return NULL;
		to->items = items;
		to->room = room;
	}
	struct yaml *item = &to->items[to->n++];
	*item = (struct yaml){.file = to->file};
	return item;
}

static bool build_item(struct build *b, const yaml_event_t *e, struct yaml *to)
{
	struct yaml *item = new_item(to);
	if (item == NULL)
		return yaml_source_starved(&b->source);
	if (to->kind == YAML_MAP)
		return build_key(b, e, item) && build_next(b, item);
	/* One without a value stands where its `-` does; the parser says what is right of it. */
	item->line = (int)e->start_mark.line + 1;
	item->col = (int)e->start_mark.column;
	item->width = 1;
	return build_node(b, e, item);
}

static bool build_items(struct build *b, struct yaml *to)
{
	bool more = true, ok = true;
	while (ok && more) {
		yaml_event_t e;
		if (!next_event(b, &e))
			return false;
		more = e.type != YAML_SEQUENCE_END_EVENT && e.type != YAML_MAPPING_END_EVENT;
		if (more)
			ok = build_item(b, &e, to);
		yaml_event_delete(&e);
	}
	return ok;
}

static int key_order(const void *a, const void *b)
{
	const struct yaml *x = *(const struct yaml *const *)a, *y = *(const struct yaml *const *)b;
	int order = strcmp(x->key, y->key);
	return order != 0 ? order : (x > y) - (x < y);
}

/* Sorted, so that a file of nothing but keys takes no time to speak of. */
static bool refuse_twins(struct build *b, const struct yaml *map)
{
	const struct yaml **sorted = calloc(map->n + 1, sizeof(*sorted));
	size_t n = 0;
	if (sorted == NULL)
		return yaml_source_starved(&b->source);
	for (size_t i = 0; i < map->n; i++)
		if (map->items[i].key != NULL)
			sorted[n++] = &map->items[i];
	qsort(sorted, n, sizeof(*sorted), key_order);
	for (size_t i = 1; i < n; i++)
		if (strcmp(sorted[i - 1]->key, sorted[i]->key) == 0)
			yaml_fault_key(b->source.f, sorted[i], "the key `%s` is there twice; keep one of the two",
				       sorted[i]->key);
	free(sorted);
	return true;
}

/* A pair without braces in a list, as in [a: b], counts as a mapping in brackets; nothing is open there but the list. */
static void enter(struct around *a, const yaml_event_t *e)
{
	bool list = e->type == YAML_SEQUENCE_START_EVENT;
	bool block = list ? e->data.sequence_start.style == YAML_BLOCK_SEQUENCE_STYLE
			  : e->data.mapping_start.style == YAML_BLOCK_MAPPING_STYLE;
	a->depth++;
	if (block) {
		a->indent = (int)e->start_mark.column;
	} else if (e->end_mark.index > e->start_mark.index) {
		a->open_line = (int)e->end_mark.line + 1;
		a->open_col = (int)e->end_mark.column;
	}
}

static bool build_collection(struct build *b, const yaml_event_t *e, struct yaml *to)
{
	struct around before = b->around;
	to->width = 1;
	to->kind = e->type == YAML_SEQUENCE_START_EVENT ? YAML_LIST : YAML_MAP;
	enter(&b->around, e);
	if (b->around.depth > DEPTH_MAX) {
		refuse(b, e, TOO_DEEP);
		return false;
	}
	bool ok = build_items(b, to) && refuse_twins(b, to);
	b->around = before;
	return ok;
}

/* What has no text of its own (an empty value) stays where the caller put it. Recursion ends at DEPTH_MAX. */
static bool build_node(struct build *b, const yaml_event_t *e, struct yaml *to)
{
	to->kind = YAML_EMPTY;
	if (e->end_mark.index > e->start_mark.index || !is_empty(e))
		place(e, &to->line, &to->col, &to->width);
	refuse_extras(b, e);
	if (e->type == YAML_SEQUENCE_START_EVENT || e->type == YAML_MAPPING_START_EVENT)
		return build_collection(b, e, to);
	return build_scalar(b, e, to);
}

void yaml_close(struct yaml *root)
{
	if (root == NULL)
		return;
	free_items(root);
	free(root->text);
	free(root->file);
	free(root);
}

/* ---- a file ---- */

static bool stands(const struct yaml_source *s, struct yaml_spot spot, const char *mark)
{
	size_t len = strlen(mark);
	return spot.col == 1 && s->n - spot.at >= len && memcmp(s->bytes + spot.at, mark, len) == 0;
}

/* Directives are refused before the parser meets them: it would compare each %TAG with all others. */
static bool check_head(const struct yaml_source *s)
{
	struct yaml_spot spot = {1, 1, 0};
	if (!yaml_source_skip(s, &spot))
		return yaml_source_refuse(s, "it is empty; `fieldgate init DIR` writes files to begin with");
	const char *what = NULL;
	if (stands(s, spot, "%"))
		what = "directives are not taken here; leave out the lines that begin with %";
	else if (stands(s, spot, "..."))
		what = "`...` ends a document, and none has begun; leave this line out";
	if (what != NULL)
		fault_add(s->f, s->file, spot.line, spot.col, 1, "%s", what);
	return what == NULL;
}

/* What follows the document would be passed over in silence, so it is a fault. */
static void check_tail(const struct yaml_source *s, const yaml_event_t *end)
{
	struct yaml_spot spot = yaml_source_find(s, (int)end->end_mark.line + 1, (int)end->end_mark.column + 1);
	bool more = yaml_source_skip(s, &spot);
	while (more && stands(s, spot, "...")) {
		spot.at += 3;
		spot.col += 3;
		more = yaml_source_skip(s, &spot);
	}
	if (!more)
		return;
	bool another = !end->data.document_end.implicit || stands(s, spot, "---");
	fault_add(s->f, s->file, spot.line, spot.col, 1, "%s",
		  another ? "a second document begins here; put it into a file of its own"
			  : "the file's content has already ended before this; check indentation and brackets");
}

static bool pass_event(struct build *b)
{
	yaml_event_t e;
	if (!next_event(b, &e))
		return false;
	yaml_event_delete(&e);
	return true;
}

static bool build_document(struct build *b, struct yaml *root)
{
	yaml_event_t end;
	bool begun = pass_event(b);     /* the stream has begun */
	begun = begun && pass_event(b); /* the document has */
	if (!begun || !build_next(b, root) || !next_event(b, &end))
		return false;
	check_tail(&b->source, &end);
	yaml_event_delete(&end);
	if (root->kind != YAML_MAP)
		yaml_fault(b->source.f, root, "this is no mapping; write lines of `key: value`");
	return root->kind == YAML_MAP;
}

static struct yaml *build_root(struct build *b)
{
	struct yaml *root = calloc(1, sizeof(*root));
	if (root == NULL || (root->file = strdup(b->source.file)) == NULL) {
		yaml_source_starved(&b->source);
		free(root);
		return NULL;
	}
	root->line = root->col = root->width = 1;
	if (build_document(b, root))
		return root;
	yaml_close(root);
	return NULL;
}

static struct yaml *parse(struct build *b)
{
	if (!yaml_parser_initialize(&b->parser)) {
		yaml_source_starved(&b->source);
		return NULL;
	}
	yaml_parser_set_encoding(&b->parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&b->parser, (const unsigned char *)b->source.bytes, b->source.n);
	struct yaml *root = build_root(b);
	yaml_parser_delete(&b->parser);
	return root;
}

struct yaml *yaml_open(const char *file, struct faults *f)
{
	struct build b = {.around = {.indent = -1}};
	struct yaml *root = NULL;
	if (yaml_source_read(&b.source, file, f) && check_head(&b.source))
		root = parse(&b);
	yaml_source_free(&b.source);
	return root;
}
