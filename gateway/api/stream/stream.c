#include "gateway/api/stream/stream.h"

#include <string.h>

bool stream_has_news(const struct stream *s)
{
	return s->ended || s->out.len > s->sent;
}

size_t stream_take(struct stream *s, char *to, size_t n)
{
	size_t left = s->out.len - s->sent;

	n = n < left ? n : left;
	memcpy(to, text_str(&s->out) + s->sent, n);
	s->sent += n;
	if (s->sent == s->out.len) {
		text_clear(&s->out);
		s->sent = 0;
	}
	return n;
}
