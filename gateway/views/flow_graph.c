#include "gateway/views/flow_graph.h"

#include <stdbool.h>

/* Labels are put in quotes, where a quote or a backslash would end or change them. */
static void print_quoted(const char *s, FILE *to)
{
	for (; *s; s++) {
		if (*s == '"' || *s == '\\')
			fputc('\\', to);
		fputc(*s, to);
	}
}

/* In each language. */
static void print_label(const struct label *label, const char *between, FILE *to)
{
	for (enum lang l = 0; l < langs_n; l++) {
		fputs(l > 0 ? between : "", to);
		print_quoted(label->in[l], to);
	}
}

static void print_state(const struct state *s, FILE *to)
{
	fprintf(to, "\t\"%s\" [label=\"", s->name);
	print_label(&s->label, "\\n", to);
	fprintf(to, "\"%s]\n", s->ends ? ", peripheries=2" : "");
}

static void print_skipped(const struct flow *f, uint32_t nodes, FILE *to)
{
	const char *before = "\\nmisses ";

	for (size_t i = 0; i < f->nodes_n; i++) {
		if (!(nodes >> i & 1u))
			continue;
		fprintf(to, "%s%s", before, f->nodes[i].name);
		before = ", ";
	}
}

static void print_edge(const struct flow *f, const struct code *c, int from, bool skipping, FILE *to)
{
	int next = c->to < 0 ? from : c->to;

	fprintf(to, "\t\"%s\" -> \"%s\" [label=\"", f->states[from].name, f->states[next].name);
	print_label(&c->word, "\\n", to);
	if (skipping)
		print_skipped(f, c->skips[from], to);
	fprintf(to, "\"%s]\n", skipping ? ", style=dashed" : "");
}

void flow_graph_print(const struct flow *f, FILE *to)
{
	fprintf(to, "digraph \"%s\" {\n\trankdir=LR\n\tlabel=\"", f->name);
	print_label(&f->title, " · ", to);
	fputs("\"\n\tnode [shape=box, style=rounded, fontname=\"sans-serif\"]\n\tedge [fontname=\"sans-serif\", "
	      "fontsize=10]\n",
	      to);
	for (size_t i = 0; i < f->states_n; i++)
		print_state(&f->states[i], to);
	if (f->open.to >= 0)
		fprintf(to, "\topening [shape=point]\n\topening -> \"%s\"\n", f->states[f->open.to].name);
	for (size_t i = 0; i < f->codes_n; i++) {
		for (int from = 0; from < (int)f->states_n; from++) {
			bool skipping = false;

			if (f->codes[i].does != DOES_CLAIM && code_fits(&f->codes[i], from, &skipping))
				print_edge(f, &f->codes[i], from, skipping, to);
		}
	}
	fputs("}\n", to);
}
