#pragma once
// The man page and the shells' completions, made from the command line itself: one source.

#include <string>

namespace CLI {
class App;
}

namespace broadsheet::cli {

/// broadsheet(1) in man's macros, from the descriptions, options and examples of all commands.
/// Hidden commands and options are left out. Source: man-pages(7), groff_man(7)
std::string man_page(const CLI::App& line, const std::string& version);

/// A completion script for "bash", "zsh" or "fish"; empty for other shells.
std::string completions(const CLI::App& line, const std::string& shell);

}  // namespace broadsheet::cli
