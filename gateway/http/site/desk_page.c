#include "gateway/http/site/desk_page.h"

#include <stdio.h>
#include <string.h>

#include "gateway/base/etag.h"
#include "gateway/http/page_file.h"

#define HASH_CHARS 8 /* that the bundler puts into a name, as in chunk-7QYQ5XZ2.js */
#define FOREVER "public, max-age=31536000, immutable"
#define LOOK_AGAIN "no-cache"

static const struct page_file *find(const char *path)
{
	for (const struct page_file *f = page_files; f->path; f++)
		if (strcmp(f->path, path) == 0)
			return f;
	return NULL;
}

/* Whether the name changes whenever the bytes do. */
static bool is_hashed(const char *path)
{
	const char *dash = strrchr(path, '-');
	size_t n = dash ? strspn(dash + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") : 0;

	return n == HASH_CHARS && dash[1 + n] == '.';
}

static bool accepts(const char *header, const char *coding)
{
	size_t n = strlen(coding);

	for (const char *at = header; *at; at += strcspn(at, ","), at += strspn(at, ",")) {
		const char *end, *q;

		at += strspn(at, " \t");
		end = at + strcspn(at, ",");
		if (strncasecmp(at, coding, n) != 0 || !strchr(" \t;,", at[n]))
			continue;
		q = strstr(at, "q=");
		return !q || q > end || strspn(q + 2, "0.") < (size_t)(end - q) - 2;
	}
	return false;
}

/* Who says nothing of it takes any coding; who says `identity` alone cannot be helped: the files are kept in one form. */
static bool takes_gzip(struct web_request *x)
{
	const char *said = MHD_lookup_connection_value(x->connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_ACCEPT_ENCODING);

	return !said || accepts(said, "gzip") || accepts(said, "*");
}

static bool is_known(struct web_request *x, const char *etag)
{
	const char *said = MHD_lookup_connection_value(x->connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_IF_NONE_MATCH);

	return said && etag_is_known(said, etag);
}

static struct reply send_file(struct web_request *x, const struct page_file *f)
{
	struct reply r = {.type = f->type, .page = true, .cache = is_hashed(f->path) ? FOREVER : LOOK_AGAIN};

	if (f->gzip && !takes_gzip(x)) {
		r = reply_plain(MHD_HTTP_NOT_ACCEPTABLE,
				"this file is compressed; ask for it with Accept-Encoding: gzip");
		r.page = true;
		return r;
	}
	snprintf(x->etag, sizeof(x->etag), "\"%s\"", f->etag);
	r.etag = x->etag;
	r.encoding = f->gzip ? "gzip" : NULL;
	if (is_known(x, x->etag)) {
		r.status = MHD_HTTP_NOT_MODIFIED;
		r.text = "";
		return r;
	}
	r.status = MHD_HTTP_OK;
	r.bytes = f->bytes;
	r.length = f->length;
	return r;
}

struct reply desk_page_of(struct web_request *x, const char *path)
{
	const struct page_file *f = find(path);

	return f ? send_file(x, f) : reply_none();
}

struct reply desk_page_first(struct page_sources *from, struct web_request *x)
{
	(void)from;
	return desk_page_of(x, "index.html");
}

struct reply desk_page_file(struct page_sources *from, struct web_request *x)
{
	(void)from;
	return desk_page_of(x, x->rest);
}
