/* The words in what came, for showing. */
#ifndef INPUT_TEXT_H
#define INPUT_TEXT_H

/* The text of an MO ("mo") or the fault of an opening ("open"), out of its payload; the payload itself where it
 * cannot be read. To be freed; NULL if memory ran out. */
char *input_text(const char *kind, const char *payload);

#endif
