#include "templates/file/yaml_open.h"

#include <stdlib.h>
#include <string.h>

#include "templates/file/yaml_get.h"
#include "templates/file/yaml_parse.h"
#include "templates/file/yaml_tree.h"

void yaml_close(struct yaml *root)
{
	if (root == NULL)
		return;
	yaml_tree_free(root);
	free(root->text);
	free(root->file);
	free(root);
}

/* True if this is the beginning of a line that begins with the mark. */
static bool begins(const struct yaml_source *s, struct yaml_spot spot, const char *mark)
{
	size_t len = strlen(mark);

	return spot.col == 1 && s->n - spot.at >= len && memcmp(s->bytes + spot.at, mark, len) == 0;
}

/* Directives are refused before the parser sees them: it would compare each %TAG with all others. */
static bool check_head(const struct yaml_source *s)
{
	struct yaml_spot spot = {1, 1, 0};
	const char *what = NULL;

	if (!yaml_source_skip(s, &spot))
		return yaml_source_refuse(s, "it is empty; `fieldgate init DIR` writes files to begin with");
	if (begins(s, spot, "%"))
		what = "directives are not allowed here; leave out the lines that begin with %";
	else if (begins(s, spot, "..."))
		what = "`...` ends a document, and none has begun; leave this line out";
	if (what != NULL)
		fault_add(s->f, s->file, spot.line, spot.col, 1, "%s", what);
	return what == NULL;
}

/* What follows the document would be ignored, so it is a fault. */
static void check_tail(const struct yaml_source *s, const yaml_event_t *end)
{
	struct yaml_spot spot = yaml_source_find(s, (int)end->end_mark.line + 1, (int)end->end_mark.column + 1);
	bool more = yaml_source_skip(s, &spot);
	bool another;

	while (more && begins(s, spot, "...")) {
		spot.at += 3;
		spot.col += 3;
		more = yaml_source_skip(s, &spot);
	}
	if (!more)
		return;
	another = !end->data.document_end.implicit || begins(s, spot, "---");
	fault_add(s->f, s->file, spot.line, spot.col, 1, "%s",
		  another ? "a second document begins here; put it into a file of its own"
			  : "the file's content has already ended before this; check indentation and brackets");
}

static bool pass_event(struct yaml_parse *p)
{
	yaml_event_t e;

	if (!yaml_parse_next(p, &e))
		return false;
	yaml_event_delete(&e);
	return true;
}

static bool build_document(struct yaml_parse *p, struct yaml *root)
{
	yaml_event_t end;
	bool begun = pass_event(p); /* the stream has begun */

	begun = begun && pass_event(p); /* the document has */
	if (!begun || !yaml_tree_read(p, root) || !yaml_parse_next(p, &end))
		return false;
	check_tail(&p->source, &end);
	yaml_event_delete(&end);
	if (root->kind != YAML_MAP)
		yaml_fault(p->source.f, root, "this is not a mapping; write lines of `key: value`");
	return root->kind == YAML_MAP;
}

static struct yaml *build_root(struct yaml_parse *p)
{
	struct yaml *root = calloc(1, sizeof(*root));

	if (root == NULL || (root->file = strdup(p->source.file)) == NULL) {
		yaml_source_starved(&p->source);
		free(root);
		return NULL;
	}
	root->line = root->col = root->width = 1;
	if (build_document(p, root))
		return root;
	yaml_close(root);
	return NULL;
}

static struct yaml *parse(struct yaml_parse *p)
{
	struct yaml *root;

	if (!yaml_parser_initialize(&p->parser)) {
		yaml_source_starved(&p->source);
		return NULL;
	}
	yaml_parser_set_encoding(&p->parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&p->parser, (const unsigned char *)p->source.bytes, p->source.n);
	root = build_root(p);
	yaml_parser_delete(&p->parser);
	return root;
}

struct yaml *yaml_open(const char *file, struct faults *f)
{
	struct yaml_parse p = {.around = {.indent = -1}};
	struct yaml *root = NULL;

	if (yaml_source_read(&p.source, file, f) && check_head(&p.source))
		root = parse(&p);
	yaml_source_free(&p.source);
	return root;
}
