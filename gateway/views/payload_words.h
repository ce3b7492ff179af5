/* The words in what came, for showing. */
#ifndef PAYLOAD_WORDS_H
#define PAYLOAD_WORDS_H

/* The text of an MO ("mo") or the fault of an opening ("open"), out of its payload; the payload itself where it
 * cannot be read. To be freed; NULL if memory ran out. */
char *payload_words(const char *kind, const char *payload);

#endif
