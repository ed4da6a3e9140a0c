#include "cli/command_reference.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <utility>
#include <vector>

#include "app/project.h"

namespace broadsheet::cli {
namespace {

/// One option as all three shells and the man page need it.
struct Known {
  std::string long_name;   ///< "--limit"; empty for positionals and -C
  std::string short_name;  ///< "-C"
  std::string value;       ///< "DIR"; empty for flags
  std::vector<std::string> choices;
  std::string what;
  std::string otherwise;  ///< its default
};

/// "TEXT:{a,b}" to a and b.
std::vector<std::string> choices_of(const std::string& type) {
  std::vector<std::string> choices;
  const std::size_t open = type.find('{');
  const std::size_t close = type.find('}', std::min(open, type.size()));
  if (close == std::string::npos) return choices;
  std::string word;
  for (std::size_t i = open + 1; i <= close; ++i) {
    if (type[i] != ',' && type[i] != '}') {
      word += type[i];
    } else if (!word.empty()) {
      choices.push_back(std::exchange(word, {}));
    }
  }
  return choices;
}

std::string value_name(const CLI::Option& option, const std::vector<std::string>& choices) {
  if (option.get_items_expected_max() == 0) return "";
  if (!choices.empty()) {
    std::string all;
    for (const std::string& choice : choices) all += (all.empty() ? "" : "|") + choice;
    return all;
  }
  if (!option.get_option_text().empty()) return option.get_option_text();
  const std::string type = option.get_type_name();
  return type.starts_with("INT") || type.starts_with("UINT") || type.starts_with("FLOAT") ? "NUMBER"
                                                                                          : "TEXT";
}

std::vector<Known> options_of(const CLI::App& app) {
  std::vector<Known> known;
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_positional() || option->get_group().empty()) continue;
    Known one{.long_name = {},
              .short_name = {},
              .value = {},
              .choices = choices_of(option->get_type_name()),
              .what = option->get_description(),
              .otherwise = option->get_default_str()};
    if (!option->get_lnames().empty()) one.long_name = "--" + option->get_lnames().front();
    if (!option->get_snames().empty()) one.short_name = "-" + option->get_snames().front();
    one.value = value_name(*option, one.choices);
    known.push_back(std::move(one));
  }
  return known;
}

std::vector<const CLI::App*> commands_of(const CLI::App& line) {
  return line.get_subcommands([](const CLI::App* sub) { return !sub->get_group().empty(); });
}

/// Commands that have commands of their own.
bool is_group(const CLI::App& app) { return !commands_of(app).empty(); }

/// A command as it is typed, "theme new", with all before it.
struct Typed {
  std::string name;
  const CLI::App* app;
};

/// Every command, after its group, in the order of --help.
std::vector<Typed> all_commands(const CLI::App& line) {
  std::vector<Typed> all;
  for (const CLI::App* sub : commands_of(line)) {
    all.push_back({sub->get_name(), sub});
    for (const Typed& inner : all_commands(*sub))
      all.push_back({sub->get_name() + " " + inner.name, inner.app});
  }
  return all;
}

std::string names_of(const std::vector<const CLI::App*>& commands) {
  std::string text;
  for (const CLI::App* sub : commands) text += (text.empty() ? "" : " ") + sub->get_name();
  return text;
}

std::string operands_of(const CLI::App& app) {
  std::string text;
  for (const CLI::Option* option : app.get_options()) {
    if (!option->get_positional()) continue;
    const std::string name =
        option->get_name(true) + (option->get_items_expected_max() > 1 ? "..." : "");
    text += option->get_required() ? " " + name : " [" + name + "]";
  }
  return text;
}

std::string join(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

/// The names by which a shell completes an option.
std::string names_of(const Known& option) {
  return option.short_name.empty() || option.long_name.empty()
             ? option.short_name + option.long_name
             : option.short_name + " " + option.long_name;
}

// --- man ---------------------------------------------------------------------

/// Text for man: backslashes, hyphens and leading dots are its own signs.
std::string man_text(const std::string& text) {
  std::string escaped;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool begins = i == 0 || text[i - 1] == '\n';
    if (begins && (text[i] == '.' || text[i] == '\'')) escaped += "\\&";
    if (text[i] == '\\') {
      escaped += "\\e";
    } else if (text[i] == '-') {
      escaped += "\\-";
    } else {
      escaped += text[i];
    }
  }
  return escaped;
}

std::string man_options(const CLI::App& app) {
  std::string text;
  for (const Known& option : options_of(app)) {
    if (option.long_name == "--help") continue;
    std::string names = "\\fB" + man_text(option.short_name) + "\\fR";
    if (option.short_name.empty()) names.clear();
    if (!option.long_name.empty()) {
      names += (names.empty() ? "" : ", ") + ("\\fB" + man_text(option.long_name) + "\\fR");
    }
    if (!option.value.empty()) names += " \\fI" + man_text(option.value) + "\\fR";
    text += ".TP\n" + names + "\n" + man_text(option.what.empty() ? "See above" : option.what);
    if (!option.otherwise.empty()) text += " (default: " + man_text(option.otherwise) + ")";
    text += ".\n";
  }
  return text;
}

std::string man_examples(const std::string& footer) {
  const std::size_t begin = footer.find('\n');
  if (begin == std::string::npos) return "";
  return ".PP\nExamples:\n.PP\n.nf\n" + man_text(footer.substr(begin + 1)) + "\n.fi\n";
}

// --- shells --------------------------------------------------------------------

std::string first_sentence(const std::string& text) {
  return text.substr(0, std::min(text.find(". "), text.find(": ")));
}

std::string bash(const CLI::App& line) {
  std::string groups, cases, values;
  for (const auto& [name, sub] : all_commands(line)) {
    std::string words = names_of(commands_of(*sub));
    for (const Known& option : options_of(*sub)) {
      words += (words.empty() ? "" : " ") + names_of(option);
      if (!option.choices.empty()) {
        values += "    '" + name + ":" + option.long_name + "') words='" + join(option.choices) +
                  "' ;;\n";
      } else if (!option.value.empty()) {
        values += "    '" + name + ":" + option.long_name + "') return ;;\n";
      }
    }
    cases += "      '" + name + "') words='" + words + "' ;;\n";
    if (is_group(*sub)) groups += "'" + name + "' | ";
  }
  std::string own;
  for (const Known& option : options_of(line)) own += " " + names_of(option);
  return "# Completions of broadsheet for bash, made by 'broadsheet completions bash'.\n"
         "_broadsheet() {\n"
         "  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command= "
         "words= i\n"
         "  COMPREPLY=()\n"
         "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
         "    case ${COMP_WORDS[i]} in\n"
         "      -C) ((i++)) ;;\n"
         "      -*) ;;\n"
         "      *)\n"
         "        command+=${command:+ }${COMP_WORDS[i]}\n"
         "        case $command in " +
         groups +
         "'') ;; *) break ;; esac\n"
         "        ;;\n"
         "    esac\n"
         "  done\n"
         "  if [[ $previous == -C ]]; then\n"
         "    mapfile -t COMPREPLY < <(compgen -d -- \"$current\")\n"
         "    return\n"
         "  fi\n"
         "  case $command:$previous in\n" +
         values +
         "  esac\n"
         "  if [[ -z $words ]]; then\n"
         "    case $command in\n"
         "      '') words='" +
         names_of(commands_of(line)) + own + "' ;;\n" + cases +
         "    esac\n"
         "    case $command in " +
         groups +
         "'') ;; *) [[ $current == -* ]] || return ;; esac\n"
         "  fi\n"
         "  mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$current\")\n"
         "}\n"
         "complete -o bashdefault -o default -F _broadsheet broadsheet\n";
}

/// Text within an _arguments or _describe word.
std::string zsh_text(const std::string& text) {
  std::string safe;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') safe += '\\';
    safe += c;
  }
  return safe;
}

std::string zsh_options(const CLI::App& app) {
  std::string text;
  for (const Known& option : options_of(app)) {
    std::string word = (option.long_name.empty() ? option.short_name : option.long_name) + "[" +
                       zsh_text(option.what) + "]";
    if (!option.choices.empty()) {
      word += ":value:(" + join(option.choices) + ")";
    } else if (option.value == "DIR") {
      word += ":folder:_files -/";
    } else if (!option.value.empty()) {
      word += ":" + zsh_text(option.value) + ":" + (option.value == "FILE" ? "_files" : " ");
    }
    text += " \\\n        " + app::shell_word(word);
  }
  return text;
}

/// What completes after the name of `app`: its commands, or its options and files.
std::string zsh_arguments(const CLI::App& app) {
  if (!is_group(app)) return "_arguments" + zsh_options(app) + " \\\n        '*:file:_files'\n";
  std::string names, cases;
  for (const CLI::App* sub : commands_of(app)) {
    names += "    " +
             app::shell_word(zsh_text(sub->get_name()) + ":" +
                             zsh_text(first_sentence(sub->get_description()))) +
             "\n";
    cases += "    " + sub->get_name() + ")\n      " + zsh_arguments(*sub) + "      ;;\n";
  }
  return "commands=(\n" + names +
         ")\n"
         "_arguments -C" +
         zsh_options(app) +
         " \\\n        '1:command:->command' '*::argument:->argument'\n"
         "case $state in\n"
         "  command) _describe command commands ;;\n"
         "  argument)\n"
         "    case $words[1] in\n" +
         cases +
         "    esac\n"
         "    ;;\n"
         "esac\n";
}

std::string zsh(const CLI::App& line) {
  return "#compdef broadsheet\n"
         "# Completions of broadsheet for zsh, made by 'broadsheet completions zsh'.\n"
         "local context state line\n"
         "local -a commands\n" +
         zsh_arguments(line);
}

std::string fish_option(const Known& option) {
  std::string text;
  if (!option.short_name.empty()) text += " -s " + option.short_name.substr(1);
  if (!option.long_name.empty()) text += " -l " + option.long_name.substr(2);
  if (!option.choices.empty()) {
    text += " -x -a " + app::shell_word(join(option.choices));
  } else if (option.value == "DIR" || option.value == "FILE") {
    text += " -r";
  } else if (!option.value.empty()) {
    text += " -x";
  }
  return text + " -d " + app::shell_word(option.what) + "\n";
}

/// What fish completes after the words of `seen`, a condition in its own language; empty: after
/// none.
/// @param others  groups whose commands may have the name of one of `app`
std::string fish_level(const CLI::App& app, const std::string& seen, const std::string& others) {
  const std::string names = names_of(commands_of(app));
  const std::string here = seen.empty() ? "__fish_use_subcommand"
                           : names.empty()
                               ? seen + others
                               : seen + "; and not __fish_seen_subcommand_from " + names;
  std::string text, groups;
  for (const Known& option : options_of(app))
    text += "complete -c broadsheet -n '" + here + "'" + fish_option(option);
  for (const CLI::App* sub : commands_of(app)) {
    text += "complete -c broadsheet -f -n '" + here + "' -a " + sub->get_name() + " -d " +
            app::shell_word(first_sentence(sub->get_description())) + "\n";
    if (is_group(*sub)) groups += "; and not __fish_seen_subcommand_from " + sub->get_name();
  }
  for (const CLI::App* sub : commands_of(app)) {
    text += fish_level(
        *sub,
        (seen.empty() ? "" : seen + "; and ") + ("__fish_seen_subcommand_from " + sub->get_name()),
        groups);
  }
  return text;
}

std::string fish(const CLI::App& line) {
  return "# Completions of broadsheet for fish, made by 'broadsheet completions fish'.\n" +
         fish_level(line, "", "");
}

}  // namespace

std::string man_page(const CLI::App& line, const std::string& version) {
  std::string text =
      ".TH BROADSHEET 1 \"\" \"broadsheet " + version +
      "\" \"User Commands\"\n"
      ".SH NAME\nbroadsheet \\- a daily digest of arXiv as a static site with search\n"
      ".SH SYNOPSIS\n\\fBbroadsheet\\fR [\\fB\\-C\\fR \\fIDIR\\fR] \\fICOMMAND\\fR "
      "[\\fIOPTION\\fR...]\n"
      ".SH DESCRIPTION\n" +
      man_text(line.get_description()) + "\n.SH OPTIONS\n" + man_options(line) + ".SH COMMANDS\n";
  for (const auto& [name, sub] : all_commands(line)) {
    text += ".SS \"broadsheet " + man_text(name + operands_of(*sub)) + "\"\n" +
            man_text(sub->get_description()) + ".\n" + man_options(*sub) +
            man_examples(sub->get_footer());
  }
  return text +
         ".SH EXIT STATUS\n0 done; 1 content or build; 2 usage or settings; 3 network. The "
         "commands that curate also end "
         "with 4 nothing new, 5 partial, 6 failed, 7 another run is at work.\n"
         ".SH FILES\n.TP\n\\fIconfig.yaml\\fR\nSettings, every key explained.\n"
         ".TP\n\\fIcontent/\\fR\nDigests, prompts and pages: the only input of a build.\n"
         ".TP\n\\fIsite/\\fR\nThe built site.\n"
         ".TP\n\\fI.broadsheet/\\fR\nInbox, index and caches. Rebuilt if it is missing.\n"
         ".SH SEE ALSO\n\\fIhttps://info.arxiv.org/help/\\fR, and the documents in "
         "\\fI/usr/share/doc/broadsheet/\\fR.\n";
}

std::string completions(const CLI::App& line, const std::string& shell) {
  if (shell == "bash") return bash(line);
  if (shell == "zsh") return zsh(line);
  return shell == "fish" ? fish(line) : "";
}

}  // namespace broadsheet::cli
