#include "ingest/digest_json.h"
