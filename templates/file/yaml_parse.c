#include "templates/file/yaml_parse.h"

#include <stdlib.h>
#include <string.h>

#include "templates/file/yaml_syntax.h"

bool yaml_parse_next(struct yaml_parse *p, yaml_event_t *e)
{
	const yaml_parser_t *parser = &p->parser;

	if (yaml_parser_parse(&p->parser, e) != 0)
		return true;
	if (parser->error == YAML_MEMORY_ERROR)
		return yaml_source_starved(&p->source);
	yaml_syntax_fault(&p->source,
			  &(struct yaml_slip){
				  .context = parser->context != NULL ? parser->context : "",
				  .problem = parser->problem != NULL ? parser->problem : "it cannot be read as YAML",
				  .line = (int)parser->problem_mark.line + 1,
				  .col = (int)parser->problem_mark.column + 1,
				  .began_line = (int)parser->context_mark.line + 1,
				  .began_col = (int)parser->context_mark.column + 1,
				  .open_line = p->around.open_line,
				  .open_col = p->around.open_col,
			  });
	return false;
}

/* The parser's marks count from 0, and count characters too. */
void yaml_parse_place(const yaml_event_t *e, int *line, int *col, int *width)
{
	const yaml_mark_t *from = &e->start_mark, *to = &e->end_mark;
	size_t wide = from->line == to->line ? to->column - from->column : to->index - from->index;

	*line = (int)from->line + 1;
	*col = (int)from->column + 1;
	*width = wide > 0 ? (int)wide : 1;
}

bool yaml_parse_is_empty(const yaml_event_t *e)
{
	return e->type == YAML_SCALAR_EVENT && e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE &&
	       e->data.scalar.length == 0;
}

char *yaml_parse_text(struct yaml_parse *p, const yaml_event_t *e)
{
	bool alias = e->type == YAML_ALIAS_EVENT;
	const char *s = (const char *)(alias ? e->data.alias.anchor : e->data.scalar.value);
	size_t len = alias ? strlen(s) : e->data.scalar.length;
	char *copy;

	if (strlen(s) < len) {
		yaml_parse_refuse(p, e, "there is a NUL in this text; delete the \\0");
		len = 0;
	}
	copy = malloc(len + 1);
	if (copy == NULL) {
		yaml_source_starved(&p->source);
		return NULL;
	}
	memcpy(copy, s, len);
	copy[len] = '\0';
	return copy;
}

void yaml_parse_refuse(struct yaml_parse *p, const yaml_event_t *e, const char *what)
{
	int line, col, width;

	yaml_parse_place(e, &line, &col, &width);
	fault_add(p->source.f, p->source.file, line, col, width, "%s", what);
}

void yaml_parse_refuse_extras(struct yaml_parse *p, const yaml_event_t *e)
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
		yaml_parse_refuse(p, e, "aliases are not allowed here; write the text out");
	else if (anchor != NULL)
		yaml_parse_refuse(p, e, "anchors are not allowed here; leave the `&` out");
	else if (tag != NULL)
		yaml_parse_refuse(p, e, "tags are not allowed here; leave the `!` out");
}

/* The parser lets a quoted text continue in lines that are indented no further than its key: where a quote is left
 * open, it would take the keys that follow for text. */
bool yaml_parse_is_closed(struct yaml_parse *p, const yaml_event_t *e)
{
	yaml_scalar_style_t style = e->data.scalar.style;
	int from = (int)e->start_mark.line + 1, to = (int)e->end_mark.line + 1;

	if (style != YAML_SINGLE_QUOTED_SCALAR_STYLE && style != YAML_DOUBLE_QUOTED_SCALAR_STYLE)
		return true;
	for (int line = from + 1; line <= to; line++) {
		int indent;

		yaml_source_line(&p->source, &p->reached, line);
		indent = yaml_source_indent(&p->source, p->reached.at);
		if (indent < 0 || indent > p->around.indent)
			continue;
		fault_add(p->source.f, p->source.file, from, (int)e->start_mark.column + 1, 1,
			  "this quote is closed only in line %d; close it where the text ends, or indent the text's "
			  "lines further than the key",
			  to);
		return false;
	}
	return true;
}
