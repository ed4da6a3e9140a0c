#pragma once
// The commands that fetch, score, announce and mail days.

#include "cli/choice.h"

namespace broadsheet::cli {

void add_fetch(CLI::App& line, Choice& choice);
void add_score(CLI::App& line, Choice& choice);
void add_rescore(CLI::App& line, Choice& choice);
void add_missing(CLI::App& line, Choice& choice);
void add_daily(CLI::App& line, Choice& choice);
void add_announce(CLI::App& line, Choice& choice);
void add_mail(CLI::App& line, Choice& choice);
void add_message(CLI::App& line, Choice& choice);

}  // namespace broadsheet::cli
