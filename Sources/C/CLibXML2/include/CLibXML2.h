#ifndef QIXIAN_XML_H
#define QIXIAN_XML_H

#include <stddef.h>

// What LogReaders needs of libxml2, which is opened at its first use. The library's headers, which lie in a
// folder of their own, are read by `xml.c` alone.

/// A parser that is given a document piece by piece, and the place that it has come to.
typedef struct _xmlParserCtxt xml_parser;

/// What a parser calls, with the context that it was made with; texts are valid during the call.
struct xml_receiver {
  /// An element starts; an attribute has five fields: name, prefix, namespace, and its value's start and end.
  void (*startElementNs)(
      void *context, const unsigned char *name, const unsigned char *prefix,
      const unsigned char *uri, int namespaceCount, const unsigned char **namespaces,
      int attributeCount, int defaultedCount, const unsigned char **attributes);
  /// An element ends.
  void (*endElementNs)(
      void *context, const unsigned char *name, const unsigned char *prefix,
      const unsigned char *uri);
  /// A piece of a text.
  void (*characters)(void *context, const unsigned char *text, int count);
  /// A document type declaration.
  void (*internalSubset)(
      void *context, const unsigned char *name, const unsigned char *externalID,
      const unsigned char *systemID);
};

/// Whether the library is there.
int xml_is_installed(void);

/// Makes a parser from the document's first bytes, at most four, which tell the encoding; nothing where the
/// library is not there or has no memory.
xml_parser *xml_create(
    const struct xml_receiver *receiver, void *context, const char *start, int count);

/// Gives a parser back.
void xml_free(xml_parser *parser);

/// Hands over the document's next bytes.
void xml_parse(xml_parser *parser, const char *bytes, int count, int isLast);

/// Ends the parsing, from within a call of the receiver.
void xml_stop(xml_parser *parser);

/// The parser's own copy of a name, whose address is that which the receiver is called with.
const unsigned char *xml_name(xml_parser *parser, const char *text);

/// The line that the parser has come to, from 1; 0 where there is none.
int xml_line(const xml_parser *parser);

/// Whether nothing is wrong with the document so far.
int xml_is_well_formed(const xml_parser *parser);

/// The library's own words on what is wrong; nothing where it says nothing.
const char *xml_reason(const xml_parser *parser);

/// How many bytes the parser was given and has not read.
ptrdiff_t xml_unread_count(const xml_parser *parser);

#endif
