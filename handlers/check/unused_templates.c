#include "handlers/check/unused_templates.h"

#include <stdlib.h>
#include <string.h>

#include "templates/text/array.h"
#include "templates/text/spelling.h"
#include "templates/wording/lang.h"
#include "templates/wording/template.h"

/* A template whose name differs by so much is no slip of the pen: an installation may have left out the codes that sent
 * it. */
#define FAR 3

void used_templates_add(struct used_templates *u, const char *name)
{
	const char **names = array_room(u->names, u->n, &u->cap, sizeof(*names));
	if (!names) {
		u->failed = true;
		return;
	}
	u->names = names;
	names[u->n++] = name;
}

static bool is_used(const struct used_templates *u, const char *name)
{
	for (size_t i = 0; u->names && i < u->n; i++) {
		if (strcmp(name, u->names[i]) == 0)
			return true;
	}
	return false;
}

/* The used name that is spelled most like this one; the name itself if it is used, or none is near. */
static const char *nearest(const struct used_templates *u, const char *name)
{
	const char *near = name;
	int best = FAR;

	if (is_used(u, name)) /* as nearly all are: spellings are slow to compare */
		return name;
	for (size_t i = 0; u->names && i < u->n; i++) {
		int far = spelling_distance(name, u->names[i], best);
		/* `open` is no slip of `reopen`. */
		if (far < best && (far < 2 || strncmp(name, u->names[i], 1) == 0)) {
			best = far;
			near = u->names[i];
		}
	}
	return near;
}

void unused_templates_warn(const struct used_templates *u, const struct wording *w, struct faults *warnings)
{
	for (enum lang l = 0; !u->failed && l < langs_n; l++) {
		const struct template *t;
		for (size_t i = 0; (t = wording_at(w, l, i)) != NULL; i++) {
			const char *name = template_name(t), *near = nearest(u, name);
			if (strcmp(near, name) != 0)
				fault_add(warnings, template_file(t), 0, 0, 1,
					  "nothing sends the template `%s`; did you mean `%s`?", name, near);
		}
	}
}

void used_templates_free(struct used_templates *u)
{
	free(u->names);
	*u = (struct used_templates){0};
}
