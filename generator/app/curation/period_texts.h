#pragma once
// The editor's paragraphs of weeks and months, written when a day that ends one was scored.

#include "app/curate/history.h"
#include "base/files.h"
#include "config/config.h"
#include "model/calendar.h"
#include "net/environment.h"

namespace broadsheet::app {

/// Whether score.editorial asks for weeks or months, and a model is there to write.
bool wants_period_texts(const config::Config& config);

/// Writes the paragraphs of the week and the month that end with this day, or before it if it is
/// their first successor, into the digest of their last issue. The requests belong to the day: its
/// budget, its journal, its usage. A paragraph that is there is kept.
void write_period_texts(const fs::path& root, const config::Config& config, Day day,
                        History& history, const net::Environment& world);

}  // namespace broadsheet::app
