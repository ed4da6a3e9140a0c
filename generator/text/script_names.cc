#include "text/script_names.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>

namespace broadsheet::text {
namespace {

using Kind = ScriptToken::Kind;

// What a brace holds.
enum class Brace { Block, Object, Class, Import };

// What a word is in its place.
enum class Role {
  None,       // no name of a variable: a property, a keyword, or no word
  Name,       // a variable
  Shorthand,  // a variable and the property of that name: {a}
  Imported,   // an import of that name: import {a}
};

class Namer {
 public:
  explicit Namer(const std::vector<ScriptToken>& tokens)
      : tokens_(tokens),
        roles_(tokens.size(), Role::None),
        braces_(tokens.size(), Brace::Object),
        depths_(tokens.size(), 0),
        scopes_(tokens.size(), kUndeclared) {}

  std::vector<std::string> run() {
    for (const ScriptToken& token : tokens_) texts_.emplace_back(token.text);
    find_roles();
    for (std::size_t i = 0; i < tokens_.size(); ++i) declare_at(i);
    if (unknown_) return std::move(texts_);
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (roles_[i] != Role::None && (!declared_.contains(text(i)) || exported_.contains(text(i))))
        outside_.insert(text(i));
    }
    shorten({0, tokens_.size()}, {0, tokens_.size()}, {});
    return std::move(texts_);
  }

 private:
  std::string_view text(std::size_t i) const { return i < tokens_.size() ? tokens_[i].text : ""; }
  std::string_view before(std::size_t i, std::size_t by = 1) const {
    return i < by ? "" : tokens_[i - by].text;
  }
  bool is_word(std::size_t i) const { return i < tokens_.size() && tokens_[i].kind == Kind::Word; }
  std::size_t behind(std::size_t bracket) const {
    return tokens_[bracket].mate == ScriptToken::npos ? tokens_.size() : tokens_[bracket].mate + 1;
  }

  Brace brace_at(std::size_t i, Brace around) const {
    const std::string_view last = before(i);
    if (last == "import") return Brace::Import;
    if (i > 1 && (before(i, 2) == "class" || before(i, 2) == "extends" || last == "class"))
      return Brace::Class;
    if (last.empty() || last == ")" || last == "=>" || last == ";" || last == "else" ||
        last == "try" || last == "finally" || last == "do" || last == "catch")
      return Brace::Block;
    const bool starts = last == "{" || last == "}";
    return starts && around == Brace::Block ? Brace::Block : Brace::Object;
  }

  void find_roles() {
    std::vector<Brace> around{Brace::Block};
    std::vector<std::size_t> open{ScriptToken::npos};  // the bracket around, or npos
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const ScriptToken& token = tokens_[i];
      depths_[i] = open.size() - 1;
      if (token.kind == Kind::Mark && token.mate != ScriptToken::npos && token.mate > i) {
        // Within other brackets there are expressions.
        if (token.text == "{") braces_[i] = brace_at(i, around.back());
        around.push_back(token.text == "{" ? braces_[i] : Brace::Block);
        open.push_back(i);
      } else if (token.kind == Kind::Mark && token.mate != ScriptToken::npos) {
        around.pop_back();
        open.pop_back();
      } else if (token.kind == Kind::Mark &&
                 (token.text == "{" || token.text == "}" || token.text == ")")) {
        unknown_ = true;
      } else if (token.kind == Kind::Word) {
        const bool in_brace = open.back() != ScriptToken::npos && text(open.back()) == "{";
        roles_[i] = role_at(i, around.back(), in_brace);
      }
    }
  }

  Role role_at(std::size_t i, Brace around, bool in_brace) {
    const std::string_view word = text(i);
    const std::string_view last = before(i);
    const std::string_view next = text(i + 1);
    if (last == "." || last == "?." || word.starts_with('#')) return Role::None;
    unknown_ = unknown_ || is_unknown(i);
    if (in_brace && around == Brace::Import) {
      if (next == "as") return Role::None;
      return last == "as" ? Role::Name : is_script_keyword(word) ? Role::None : Role::Imported;
    }
    if (in_brace && around == Brace::Class) {
      if (next != "(" && !is_script_keyword(word)) unknown_ = true;
      return Role::None;
    }
    const bool key =
        in_brace && around == Brace::Object && (last == "{" || last == "," || is_modifier(i - 1));
    if (key && (next == ":" || next == "(")) return Role::None;
    if (is_script_keyword(word) ||
        (word == "from" && i + 1 < tokens_.size() && tokens_[i + 1].kind == Kind::String))
      return Role::None;
    if (key && (next == "," || next == "}" || next == "=")) return Role::Shorthand;
    const bool starts = i == 0 || last == ";" || last == "{" || last == "}" || last == ")";
    if (starts && next == ":") unknown_ = true;
    return Role::Name;
  }

  // Whether the word at i begins something that this class cannot follow.
  bool is_unknown(std::size_t i) const {
    const std::string_view word = text(i);
    const std::string_view next = text(i + 1);
    if (word == "switch" || word == "with" || word == "eval" || word == "var") return true;
    if (word == "export") return next == "{" || next == "*";
    if (word == "import") return is_word(i + 1) || next == "*";
    const std::string_view star = before(i) == "*" ? before(i, 2) : "";  // a generator's name
    return star == "{" || star == "," || star == "}" || star == "async" || star == "static";
  }

  // "get" and the like before the name of a method.
  bool is_modifier(std::size_t i) const {
    const std::string_view word = text(i);
    return (word == "get" || word == "set" || word == "async") && is_word(i + 1);
  }

  // `depth`: of the statement that declares it; parameters have none.
  void declare(std::size_t i, std::size_t depth = kDeep) {
    if (i >= tokens_.size() || roles_[i] == Role::None) return;
    declared_.insert(text(i));
    scopes_[i] = depth;
  }

  // Names bound in the tokens `from` up to `to`; what stands behind "=" is none.
  void declare_pattern(std::size_t from, std::size_t to, std::size_t depth = kDeep) {
    for (std::size_t i = from; i < to && i < tokens_.size(); ++i) {
      if (text(i) == "=" && tokens_[i].kind == Kind::Mark) {
        i = expression_end(i + 1, to) - 1;
      } else {
        declare(i, depth);
      }
    }
  }

  // Where an expression ends: at a comma, a semicolon or a closing bracket.
  std::size_t expression_end(std::size_t i, std::size_t to) const {
    while (i < to && i < tokens_.size()) {
      if (tokens_[i].kind == Kind::Mark) {
        const std::string_view mark = text(i);
        if (mark == "," || mark == ";" || mark == ")" || mark == "]" || mark == "}") return i;
        if (tokens_[i].mate != ScriptToken::npos) {
          i = tokens_[i].mate;
        }
      } else if (tokens_[i].kind == Kind::Template && text(i).ends_with("${")) {
        i = template_end(i);
      }
      ++i;
    }
    return std::min(i, to);
  }

  // The last part of the template that begins at i.
  std::size_t template_end(std::size_t i) const {
    std::size_t depth = 0;
    for (; i < tokens_.size(); ++i) {
      if (tokens_[i].kind != Kind::Template) continue;
      if (text(i).starts_with('`') && text(i).ends_with("${")) ++depth;
      if (!text(i).starts_with('`') && text(i).ends_with('`') && --depth == 0) return i;
    }
    return tokens_.size() - 1;
  }

  void declare_at(std::size_t i) {
    if (tokens_[i].kind == Kind::Word && before(i) != "." && before(i) != "?.") {
      if (text(i) == "const" || text(i) == "let") return declare_variables(i);
      if (text(i) == "class") declare(i + 1, depths_[i]);
      if (text(i) == "import" && text(i + 1) == "{")
        declare_pattern(i + 2, tokens_[i + 1].mate, depths_[i]);
      if (text(i) == "function") {
        const std::size_t name = text(i + 1) == "*" ? i + 2 : i + 1;
        declare(name, depths_[i]);
        exported(i, name);
      }
      if (text(i) == "class") exported(i, i + 1);
    } else if (text(i) == "=>") {
      if (is_word(i - 1)) declare(i - 1);
      if (before(i) == ")" && tokens_[i - 1].mate != ScriptToken::npos)
        declare_pattern(tokens_[i - 1].mate + 1, i - 1);
    } else if (text(i) == "(" && text(behind(i)) == "{" && is_function_head(i)) {
      declare_pattern(i + 1, tokens_[i].mate);
    }
  }

  // Whether the bracket at i holds parameters of a function, a method or a catch.
  bool is_function_head(std::size_t i) const {
    const std::string_view last = before(i);
    return last != "if" && last != "for" && last != "while" && last != "await";
  }

  // const and export const: the names of "a = 1, [b, {c}] = d" and of "a of b".
  void declare_variables(std::size_t i) {
    const bool shown = before(i) == "export";
    for (std::size_t at = i + 1; at < tokens_.size(); ++at) {
      const bool bracket = tokens_[at].mate != ScriptToken::npos;
      const std::size_t end = bracket ? behind(at) : at + 1;
      if (shown && bracket) unknown_ = true;
      if (shown) exported_.insert(text(at));
      declare_pattern(at, end, depths_[i]);
      at = text(end) == "=" ? expression_end(end + 1, tokens_.size()) : end;
      if (text(at) != ",") return;
    }
  }

  void exported(std::size_t keyword, std::size_t name) {
    const std::size_t first = before(keyword) == "async" ? keyword - 1 : keyword;
    if (before(first) == "export" || before(first) == "default") exported_.insert(text(name));
  }

  struct Range {
    std::size_t begin, end;
  };
  using Names = std::map<std::string_view, std::string>;

  // Names in the statement `all`, where `names` hold already. Those that it declares outside of its
  // `body`, or as statements of the body, hold in all of it; those within one statement of the body
  // only there.
  void shorten(Range all, Range body, Names names) {
    choose(all, body, names);
    for (std::size_t i = all.begin; i < all.end; ++i) {
      if (i == body.begin) {
        shorten_statements(body, names);
        i = body.end;
      }
      if (i < all.end) write(i, names);
    }
  }

  void write(std::size_t i, const Names& names) {
    const auto name = names.find(text(i));
    if (roles_[i] == Role::None || name == names.end() || name->second == text(i)) return;
    if (roles_[i] == Role::Name) texts_[i].clear();
    if (roles_[i] == Role::Shorthand) texts_[i] += ':';
    if (roles_[i] == Role::Imported) texts_[i] += " as ";
    texts_[i] += name->second;
  }

  void shorten_statements(Range body, const Names& names) {
    if (body.begin == body.end) return;
    const std::size_t depth = depths_[body.begin];
    std::size_t begin = body.begin;
    std::size_t inner = ScriptToken::npos;  // the last brace of the statement that opens a body
    for (std::size_t i = body.begin; i < body.end; ++i) {
      if (depths_[i] != depth) continue;
      if (i > begin && begins_statement(i, body.begin)) {
        shorten_one({begin, i}, inner, names);
        begin = i;
        inner = ScriptToken::npos;
      }
      if (text(i) == "{" && (braces_[i] == Brace::Block || braces_[i] == Brace::Class)) inner = i;
    }
    shorten_one({begin, body.end}, inner, names);
  }

  void shorten_one(Range statement, std::size_t brace, const Names& names) {
    const bool has = brace != ScriptToken::npos;
    shorten(statement,
            has ? Range{brace + 1, tokens_[brace].mate} : Range{statement.end, statement.end},
            names);
  }

  // Whether a statement surely begins at i, or in a class a method.
  bool begins_statement(std::size_t i, std::size_t body) const {
    if (before(i) == ";") return true;
    if (before(i) != "}" || tokens_[i - 1].kind != Kind::Mark || !is_word(i) ||
        !tokens_[i].line_before)
      return false;
    if (body > 0 && braces_[body - 1] == Brace::Class && text(body - 1) == "{") return true;
    static constexpr std::array<std::string_view, 11> kFirst = {
        "const", "let", "function", "class", "export", "import",
        "if",    "for", "return",   "try",   "throw"};
    return std::ranges::find(kFirst, text(i)) != kFirst.end();
  }

  // Adds names for what is declared in `all`, but not inside of one statement of the body. The most
  // used names become the shortest, where that is shorter.
  void choose(Range all, Range body, Names& names) const {
    struct Uses {
      std::string_view name;
      std::size_t first = 0, plain = 0, joined = 0;
    };
    std::map<std::string_view, Uses> uses;
    const std::size_t depth = body.begin < body.end ? depths_[body.begin] : kDeep;
    for (std::size_t i = all.begin; i < all.end; ++i) {
      const bool inside = i >= body.begin && i < body.end;
      if (scopes_[i] == kUndeclared || (inside && scopes_[i] != depth)) continue;
      if (!names.contains(text(i)) && !outside_.contains(text(i)))
        uses.try_emplace(text(i), Uses{.name = text(i), .first = i});
    }
    // What is used in here and stands for something outside must be no other name in here.
    std::set<std::string_view> taken;
    for (std::size_t i = all.begin; i < all.end; ++i) {
      if (roles_[i] == Role::None) continue;
      const auto use = uses.find(text(i));
      const auto chosen = names.find(text(i));
      if (use != uses.end()) {
        ++(roles_[i] == Role::Name ? use->second.plain : use->second.joined);
      } else {
        taken.insert(chosen != names.end() ? chosen->second : text(i));
      }
    }
    std::vector<Uses> order;
    for (const auto& [name, use] : uses) {
      // What stays must not be given to another name: first see what does.
      const bool stays = name.size() < 2 || use.plain * (name.size() - 1) <= use.joined * 3;
      if (stays && taken.insert(name).second)
        names.emplace(name, name);
      else
        order.push_back(use);
    }
    std::ranges::sort(order, [](const Uses& a, const Uses& b) {
      const std::size_t all_a = a.plain + a.joined, all_b = b.plain + b.joined;
      return all_a != all_b ? all_a > all_b : a.first < b.first;
    });
    std::size_t next = 0;
    for (const Uses& use : order) {
      std::string name;
      do name = nth_name(next++);
      while (taken.contains(name) || is_script_keyword(name));
      names.emplace(use.name, name);
    }
  }

  // a ... z, A ... Z, aa, ba ...
  static std::string nth_name(std::size_t n) {
    static constexpr std::string_view kLetters =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    std::string name(1, kLetters[n % kLetters.size()]);
    for (n /= kLetters.size(); n > 0; n /= kLetters.size()) name += kLetters[--n % kLetters.size()];
    return name;
  }

  static constexpr std::size_t kUndeclared = ScriptToken::npos;
  static constexpr std::size_t kDeep = kUndeclared - 1;

  const std::vector<ScriptToken>& tokens_;
  std::vector<std::string> texts_;
  std::vector<Role> roles_;
  std::vector<Brace> braces_;
  std::vector<std::size_t> depths_;  // brackets around
  std::vector<std::size_t>
      scopes_;  // of what is declared here: the depth of the statement, or kDeep
  std::set<std::string_view> outside_;  // global or exported: they stay
  std::set<std::string_view> declared_;
  std::set<std::string_view> exported_;
  bool unknown_ = false;
};

}  // namespace

std::vector<std::string> shortened_names(const std::vector<ScriptToken>& tokens) {
  return Namer(tokens).run();
}

}  // namespace broadsheet::text
