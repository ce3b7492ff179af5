/* The events of a YAML file, one after another, as libyaml's parser finds them; for this wing alone. Only yaml_open.c,
 * yaml_parse.c and yaml_tree.c know libyaml. */
#ifndef YAML_PARSE_H
#define YAML_PARSE_H

#include <yaml.h>

#include "templates/file/yaml_source.h"

/* What is around the node that is read. */
struct yaml_around {
	int depth;               /* lists and mappings, one in another */
	int indent;              /* blanks before the innermost of them that is not in brackets; -1: there is none */
	int open_line, open_col; /* the innermost bracket; line 0: there is none */
};

struct yaml_parse {
	struct yaml_source source;
	yaml_parser_t parser;
	struct yaml_around around;
	struct yaml_spot reached; /* the beginning of a line near to what is read */
};

/* The next event, to be deleted by yaml_event_delete(). False, with a fault, if the file is no YAML from here on, or
 * memory runs out. */
bool yaml_parse_next(struct yaml_parse *p, yaml_event_t *e);

/* Where the event is. What has several lines is as wide as all of them together. */
void yaml_parse_place(const yaml_event_t *e, int *line, int *col, int *width);
/* True for a scalar without any text, not even quotes. */
bool yaml_parse_is_empty(const yaml_event_t *e);
/* A copy of a scalar's text, or of an alias' name; NULL, with a fault, when out of memory. To be freed. */
char *yaml_parse_text(struct yaml_parse *p, const yaml_event_t *e);

/* Adds a fault at the event. */
void yaml_parse_refuse(struct yaml_parse *p, const yaml_event_t *e, const char *what);
/* Adds a fault if the event is an alias, or has an anchor or a tag. */
void yaml_parse_refuse_extras(struct yaml_parse *p, const yaml_event_t *e);
/* False, with a fault, if a quoted text seems to have been left open. */
bool yaml_parse_is_closed(struct yaml_parse *p, const yaml_event_t *e);

#endif
