#include "templates/file/yaml.h"

#include <errno.h>
#include <fcntl.h>
#include <libfyaml.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "templates/text/text.h"
#include "templates/text/utf8.h"

/* What is needed while a file is turned into a tree. */
struct build {
	const char *file;
	struct faults *f;
	struct fy_diag *diag;
	char *bytes;
	size_t n;
	bool failed; /* memory ran out */
};

/* ---- the file's bytes ---- */

static bool refuse_file(struct build *b, const char *what)
{
	fault_add(b->f, b->file, 0, 0, 1, "%s", what);
	return false;
}

static bool read_open_file(struct build *b, int fd)
{
	struct stat st;
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		return refuse_file(b, "this is no file; name a YAML file here");
	b->bytes = malloc(YAML_BYTES_MAX + 1);
	if (b->bytes == NULL)
		return refuse_file(b, "there is not enough memory to read it; free some and try again");
	while (b->n <= YAML_BYTES_MAX) {
		ssize_t got = read(fd, b->bytes + b->n, YAML_BYTES_MAX + 1 - b->n);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			fault_add(b->f, b->file, 0, 0, 1, "it cannot be read (%s); mend the disk or the path",
				  strerror(errno));
			return false;
		}
		if (got == 0)
			return true;
		b->n += (size_t)got;
	}
	return refuse_file(b, "it is larger than 1 MiB; part it into several files");
}

static bool read_bytes(struct build *b)
{
	int fd = open(b->file, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a FIFO must not hold us up */
	if (fd < 0) {
		int err = errno;
		fault_add(b->f, b->file, 0, 0, 1, "it cannot be opened (%s); %s", strerror(err),
			  err == EACCES ? "let the gateway's user read it" : "check the path, or write the file");
		return false;
	}
	bool ok = read_open_file(b, fd);
	close(fd);
	return ok;
}

/* libfyaml takes a bad byte or a NUL for the end of the file and says nothing, so these are looked for first. */
static bool check_bytes(struct build *b)
{
	int line = 1, col = 1;
	size_t i = 0;
	if (b->n >= 3 && memcmp(b->bytes, "\xef\xbb\xbf", 3) == 0)
		i = 3;
	while (i < b->n) {
		uint32_t cp;
		size_t len = utf8_next(b->bytes + i, b->n - i, &cp);
		if (cp == 0xfffd && len == 1) {
			fault_add(b->f, b->file, line, col, 1, "this is not UTF-8; save the file as UTF-8");
			return false;
		}
		if ((cp < 0x20 && cp != '\t' && cp != '\n' && cp != '\r') || (cp >= 0x7f && cp < 0xa0 && cp != 0x85)) {
			fault_add(b->f, b->file, line, col, 1, "a control character (U+%04X) stands here; delete it",
				  cp);
			return false;
		}
		col++;
		if (cp == '\n') {
			line++;
			col = 1;
		}
		i += len;
	}
	return true;
}

/* ---- faults of syntax ---- */

/* A fault found at the end of the file is shown on its last line with something on it. */
static void last_line(const struct build *b, int *line, int *col)
{
	int at = 1, last = 1, last_col = 1, column = 1;
	for (size_t i = 0; i < b->n; i++) {
		if (b->bytes[i] == '\n') {
			at++;
			column = 1;
			continue;
		}
		if (((unsigned char)b->bytes[i] & 0xc0) != 0x80)
			column++;
		if (b->bytes[i] != ' ' && b->bytes[i] != '\r') {
			last = at;
			last_col = column;
		}
	}
	if (*line > last) {
		*line = last;
		*col = last_col;
	}
}

static const char *mend_syntax(const char *said)
{
	if (strstr(said, "cannot start with") != NULL)
		return "put the text between quotes";
	if (strstr(said, "depth") != NULL)
		return "nest less deeply";
	if (strstr(said, "tab") != NULL)
		return "indent with spaces";
	return "check indentation, colons, quotes and brackets here";
}

static void syntax_fault(struct build *b)
{
	void *it = NULL;
	struct fy_diag_error *e = fy_diag_errors_iterate(b->diag, &it);
	if (e == NULL || e->line <= 0) {
		refuse_file(b, "it cannot be read as YAML; check indentation, colons, quotes and brackets");
		return;
	}
	int line = e->line, col = e->column;
	last_line(b, &line, &col);
	fault_add(b->f, b->file, line, col, 1, "%s; %s", e->msg, mend_syntax(e->msg));
}

/* ---- the tree ---- */

/* Where a node stands. libfyaml tells only by reporting on it, and keeps only one report at a time. A node without any
 * text of its own (an empty value) is nowhere: the place given stays. */
static void node_place(struct build *b, struct fy_node *n, int *line, int *col)
{
	fy_diag_reset_error(b->diag);
	if (n == NULL || fy_node_is_null(n))
		return;
	fy_diag_node_report(b->diag, n, FYET_ERROR, "x");
	void *it = NULL;
	struct fy_diag_error *e = fy_diag_errors_iterate(b->diag, &it);
	if (e != NULL && e->line > 0) {
		*line = e->line;
		*col = e->column;
	}
	fy_diag_reset_error(b->diag);
}

static char *scalar_text(struct build *b, struct fy_node *n, int line, int col, int *width)
{
	size_t len = 0;
	const char *s = fy_node_get_scalar(n, &len);
	if (len > 0 && memchr(s, 0, len) != NULL) {
		fault_add(b->f, b->file, line, col, 1, "a NUL stands in this text; delete the \\0");
		len = 0;
	}
	char *copy = malloc(len + 1);
	if (copy == NULL) {
		b->failed = true;
		return NULL;
	}
	if (len > 0)
		memcpy(copy, s, len);
	copy[len] = '\0';
	*width = len > 0 && len < INT_MAX ? (int)utf8_count(copy) : 1;
	return copy;
}

static void refuse_extras(struct build *b, struct fy_node *n, const struct yaml *to)
{
	if (fy_node_is_alias(n))
		fault_add(b->f, b->file, to->line, to->col, to->width,
			  "aliases are not taken here; write the text out");
	else if (fy_node_get_anchor(n) != NULL)
		fault_add(b->f, b->file, to->line, to->col, to->width, "anchors are not taken here; leave the `&` out");
	else if (fy_node_get_tag(n, NULL) != NULL)
		fault_add(b->f, b->file, to->line, to->col, to->width, "tags are not taken here; leave the `!` out");
}

static void build_node(struct build *b, struct fy_node *n, struct yaml *to);

static void build_pair(struct build *b, struct fy_node_pair *pair, struct yaml *to)
{
	struct fy_node *key = fy_node_pair_key(pair);
	to->key_line = to->line;
	to->key_col = to->col;
	to->key_width = 1;
	node_place(b, key, &to->key_line, &to->key_col);
	if (key == NULL || !fy_node_is_scalar(key) || fy_node_is_alias(key) || fy_node_is_null(key))
		fault_add(b->f, b->file, to->key_line, to->key_col, 1,
			  "a key must be a plain word; write `key: value`");
	else
		to->key = scalar_text(b, key, to->key_line, to->key_col, &to->key_width);
	to->line = to->key_line;
	to->col = to->key_col;
	to->width = to->key_width;
	build_node(b, fy_node_pair_value(pair), to);
}

static bool build_room(struct build *b, struct yaml *to, int n)
{
	if (n <= 0)
		return false;
	to->items = calloc((size_t)n, sizeof(*to->items));
	if (to->items == NULL)
		b->failed = true;
	return to->items != NULL;
}

static struct yaml *build_next(struct yaml *to)
{
	struct yaml *item = &to->items[to->n++];
	item->file = to->file;
	item->line = to->line;
	item->col = to->col;
	item->width = 1;
	return item;
}

static int key_order(const void *a, const void *b)
{
	const struct yaml *x = *(const struct yaml *const *)a, *y = *(const struct yaml *const *)b;
	int order = strcmp(x->key, y->key);
	return order != 0 ? order : (x > y) - (x < y);
}

/* libfyaml would look for these too, but in a time that grows with the square of the keys: a minute for 20,000. */
static void refuse_twins(struct build *b, const struct yaml *map)
{
	const struct yaml **sorted = calloc(map->n + 1, sizeof(*sorted));
	size_t n = 0;
	if (sorted == NULL) {
		b->failed = true;
		return;
	}
	for (size_t i = 0; i < map->n; i++)
		if (map->items[i].key != NULL)
			sorted[n++] = &map->items[i];
	qsort(sorted, n, sizeof(*sorted), key_order);
	for (size_t i = 1; i < n; i++)
		if (strcmp(sorted[i - 1]->key, sorted[i]->key) == 0)
			yaml_fault_key(b->f, sorted[i], "the key `%s` is there twice; keep one of the two",
				       sorted[i]->key);
	free(sorted);
}

static void build_map(struct build *b, struct fy_node *n, struct yaml *to)
{
	to->kind = YAML_MAP;
	if (!build_room(b, to, fy_node_mapping_item_count(n)))
		return;
	void *it = NULL;
	struct fy_node_pair *pair;
	while (!b->failed && (pair = fy_node_mapping_iterate(n, &it)) != NULL)
		build_pair(b, pair, build_next(to));
	refuse_twins(b, to);
}

static void build_list(struct build *b, struct fy_node *n, struct yaml *to)
{
	to->kind = YAML_LIST;
	if (!build_room(b, to, fy_node_sequence_item_count(n)))
		return;
	void *it = NULL;
	struct fy_node *item;
	while (!b->failed && (item = fy_node_sequence_iterate(n, &it)) != NULL)
		build_node(b, item, build_next(to));
}

/* Recursion is bounded: libfyaml refuses what nests deeper than 64. */
static void build_node(struct build *b, struct fy_node *n, struct yaml *to)
{
	to->kind = YAML_EMPTY;
	if (n == NULL || fy_node_is_null(n))
		return;
	to->width = 1;
	node_place(b, n, &to->line, &to->col);
	if (fy_node_is_mapping(n)) {
		build_map(b, n, to);
	} else if (fy_node_is_sequence(n)) {
		build_list(b, n, to);
	} else {
		to->kind = YAML_SCALAR;
		to->text = scalar_text(b, n, to->line, to->col, &to->width);
	}
	refuse_extras(b, n, to);
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

void yaml_close(struct yaml *root)
{
	if (root == NULL)
		return;
	free_items(root);
	free(root->text);
	free(root->file);
	free(root);
}

static struct yaml *build_root(struct build *b, struct fy_document *doc)
{
	struct yaml *root = calloc(1, sizeof(*root));
	if (root == NULL)
		return NULL;
	root->file = strdup(b->file);
	root->line = root->col = root->width = 1;
	b->failed = root->file == NULL;
	if (!b->failed)
		build_node(b, fy_document_root(doc), root);
	if (b->failed) {
		yaml_close(root);
		return NULL;
	}
	return root;
}

/* What follows the first document would be passed over in silence, so it is a fault. */
static void refuse_second(struct build *b, struct fy_parser *parser)
{
	fy_diag_reset_error(b->diag);
	struct fy_document *doc = fy_parse_load_document(parser);
	if (doc == NULL) {
		if (fy_parser_get_stream_error(parser))
			syntax_fault(b);
		return;
	}
	int line = 0, col = 0;
	node_place(b, fy_document_root(doc), &line, &col);
	fault_add(b->f, b->file, line, col, 1, "a second document begins here; put it into a file of its own");
	fy_parse_document_destroy(parser, doc);
}

static struct yaml *parse(struct build *b, struct fy_parser *parser)
{
	struct fy_document *doc = fy_parse_load_document(parser);
	if (doc == NULL) {
		if (fy_parser_get_stream_error(parser))
			syntax_fault(b);
		else
			refuse_file(b, "it is empty; `fieldgate init DIR` writes files to begin with");
		return NULL;
	}
	struct yaml *root = build_root(b, doc);
	if (root == NULL)
		refuse_file(b, "there is not enough memory to read it; free some and try again");
	fy_parse_document_destroy(parser, doc);
	if (root != NULL)
		refuse_second(b, parser);
	if (root != NULL && root->kind != YAML_MAP) {
		yaml_fault(b->f, root, "this is no mapping; write lines of `key: value`");
		yaml_close(root);
		return NULL;
	}
	return root;
}

static struct yaml *parse_bytes(struct build *b)
{
	struct fy_diag_cfg how;
	fy_diag_cfg_default(&how);
	how.fp = NULL;
	b->diag = fy_diag_create(&how);
	if (b->diag == NULL) {
		refuse_file(b, "there is not enough memory to read it; free some and try again");
		return NULL;
	}
	fy_diag_set_collect_errors(b->diag, true);
	struct fy_parse_cfg cfg = {.flags = FYPCF_QUIET | FYPCF_ALLOW_DUPLICATE_KEYS, .diag = b->diag};
	struct fy_parser *parser = fy_parser_create(&cfg);
	struct yaml *root = NULL;
	if (parser == NULL || fy_parser_set_string(parser, b->bytes, b->n) != 0)
		refuse_file(b, "there is not enough memory to read it; free some and try again");
	else
		root = parse(b, parser);
	if (parser != NULL)
		fy_parser_destroy(parser);
	fy_diag_destroy(b->diag);
	return root;
}

struct yaml *yaml_open(const char *file, struct faults *f)
{
	struct build b = {.file = file, .f = f};
	struct yaml *root = NULL;
	if (read_bytes(&b) && check_bytes(&b))
		root = parse_bytes(&b);
	free(b.bytes);
	return root;
}
