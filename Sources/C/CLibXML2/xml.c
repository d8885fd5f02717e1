#include "CLibXML2.h"

#include <libxml/parser.h>
#include <string.h>

#include "../lazy.h"

#define XML_FUNCTIONS(F)                                                                         \
  F(xmlCreatePushParserCtxt) F(xmlCtxtUseOptions) F(xmlDictLookup) F(xmlFreeParserCtxt)          \
  F(xmlParseChunk) F(xmlStopParser)

// The parser's structure, whose members are read below, is that of the header's version.
#if LIBXML_VERSION >= 21400
LAZY_LIBRARY(xml, XML_FUNCTIONS, "libxml2.so.16")
#else
LAZY_LIBRARY(xml, XML_FUNCTIONS, "libxml2.so.2")
#endif

int xml_is_installed(void) { return xml_load() != 0; }

xml_parser *xml_create(
    const struct xml_receiver *receiver, void *context, const char *start, int count) {
  const struct xml_functions *xml = xml_load();
  if (!xml) return 0;
  xmlSAXHandler handler;
  memset(&handler, 0, sizeof handler);
  handler.initialized = XML_SAX2_MAGIC;
  handler.startElementNs = receiver->startElementNs;
  handler.endElementNs = receiver->endElementNs;
  handler.characters = receiver->characters;
  handler.ignorableWhitespace = receiver->characters;
  handler.cdataBlock = receiver->characters;
  handler.internalSubset = receiver->internalSubset;
  xml_parser *parser = xml->xmlCreatePushParserCtxt(&handler, context, start, count, 0);
  // Without NOENT an ampersand of an attribute would come out escaped; there are no entities else.
  if (parser) xml->xmlCtxtUseOptions(parser, XML_PARSE_NONET | XML_PARSE_NOENT);
  return parser;
}

void xml_free(xml_parser *parser) { xml_load()->xmlFreeParserCtxt(parser); }

void xml_parse(xml_parser *parser, const char *bytes, int count, int isLast) {
  xml_load()->xmlParseChunk(parser, bytes, count, isLast);
}

void xml_stop(xml_parser *parser) { xml_load()->xmlStopParser(parser); }

const unsigned char *xml_name(xml_parser *parser, const char *text) {
  return xml_load()->xmlDictLookup(parser->dict, (const xmlChar *)text, -1);
}

int xml_line(const xml_parser *parser) { return parser->input ? parser->input->line : 0; }

int xml_is_well_formed(const xml_parser *parser) { return parser->wellFormed; }

const char *xml_reason(const xml_parser *parser) { return parser->lastError.message; }

ptrdiff_t xml_unread_count(const xml_parser *parser) {
  return parser->input ? parser->input->end - parser->input->cur : 0;
}
