#include <libxml/parser.h>
#include <libxml/dict.h>
