#include "gateway/http/site/words_page.h"

#include <stdlib.h>

#include "gateway/base/etag.h"
#include "gateway/wire/json_writer.h"
#include "templates/wording/wording.h"

/* It is asked for anew each time, and sent only where it has changed. `json` is freed. */
static struct reply send_words(struct web_request *x, char *json)
{
	const char *known = MHD_lookup_connection_value(x->connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_IF_NONE_MATCH);
	struct reply r = {.status = MHD_HTTP_OK, .type = "application/json", .cache = "no-cache", .page = true};

	if (!json)
		return reply_later("out of memory; ask again", 1);
	etag_write(json, x->etag);
	r.etag = x->etag;
	r.made = json;
	if (!known || !etag_is_known(known, x->etag))
		return r;
	free(json);
	r.status = MHD_HTTP_NOT_MODIFIED;
	r.made = NULL;
	r.text = "";
	return r;
}

struct reply words_page_languages(struct page_sources *from, struct web_request *x)
{
	struct json_writer j = json_begin();

	(void)from;
	json_open_list(&j, "languages");
	for (enum lang l = 0; l < langs_n; l++)
		json_add_string(&j, lang_name(l));
	json_close_list(&j);
	json_put_string(&j, "first", lang_name(LANG_FIRST));
	return send_words(x, json_end(&j));
}

/* Those of this language, and what it lacks, in the first one. */
static char *list_words(const struct page_words *own, const struct page_words *first)
{
	struct json_writer j = json_begin();

	for (size_t i = 0; i < own->n; i++)
		json_put_string(&j, own->all[i].key, own->all[i].text);
	for (size_t i = 0; i < first->n; i++)
		if (!page_words_find(own, first->all[i].key))
			json_put_string(&j, first->all[i].key, first->all[i].text);
	return json_end(&j);
}

struct reply words_page_words(struct page_sources *from, struct web_request *x)
{
	struct rulebook *rules;
	struct reply r;
	enum lang l;

	if (!lang_read(x->rest, &l))
		return reply_none();
	rules = page_sources_rules(from);
	r = send_words(x, rules->wording ? list_words(wording_pages(rules->wording, l),
						      wording_pages(rules->wording, LANG_FIRST))
					 : NULL);
	rulebook_release(rules);
	return r;
}
