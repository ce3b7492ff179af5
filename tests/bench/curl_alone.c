#include "tests/bench/curl_alone.h"

#include <curl/curl.h>
#include <stdlib.h>

struct alone {
	CURLM *multi;
	const char *const *urls;
	size_t n, next, done, well;
};

// NOLINTNEXTLINE(readability-non-const-parameter)
static size_t swallow(char *data, size_t one, size_t n, void *ctx)
{
	(void)data, (void)one, (void)ctx;
	return n;
}

static void start_next(struct alone *a, CURL *easy)
{
	if (a->next == a->n)
		return;
	curl_easy_setopt(easy, CURLOPT_URL, a->urls[a->next++]);
	curl_multi_add_handle(a->multi, easy);
}

static void take_done(struct alone *a)
{
	CURLMsg *m;
	CURL *easy;
	long status;
	int left;

	while ((m = curl_multi_info_read(a->multi, &left))) {
		easy = m->easy_handle;
		curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
		a->well += m->data.result == CURLE_OK && status == 200;
		a->done++;
		curl_multi_remove_handle(a->multi, easy);
		start_next(a, easy);
	}
}

bool curl_alone(const char *const *urls, size_t n, size_t under_way)
{
	struct alone a = {.multi = curl_multi_init(), .urls = urls, .n = n};
	CURL **all = calloc(under_way, sizeof(CURL *));
	int running;

	if (!a.multi || !all)
		exit(1);
	for (size_t i = 0; i < under_way; i++) {
		all[i] = curl_easy_init();
		curl_easy_setopt(all[i], CURLOPT_WRITEFUNCTION, swallow);
		curl_easy_setopt(all[i], CURLOPT_NOSIGNAL, 1L);
		start_next(&a, all[i]);
	}
	while (a.done < n) {
		curl_multi_perform(a.multi, &running);
		take_done(&a);
		curl_multi_poll(a.multi, NULL, 0, 1000, NULL);
	}
	for (size_t i = 0; i < under_way; i++)
		curl_easy_cleanup(all[i]);
	curl_multi_cleanup(a.multi);
	free(all);
	return a.well == n;
}
