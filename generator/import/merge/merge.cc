#include "import/merge/merge.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "base/hash.h"
#include "base/log.h"
#include "content/digest_json.h"
#include "import/merge/merge_entry.h"
#include "import/merge/source_priority.h"
#include "import/merge/text_equivalence.h"
#include "json/extra_members.h"
#include "json/tree.h"
#include "json/writer.h"

namespace broadsheet::importer {
namespace {

constexpr const char* kOtherPapers = "other_papers";

class Merger {
 public:
  Merger(std::vector<Found> found, Diagnostics& problems) : problems_(problems) {
    for (Found& one : found) sources_.push_back(source_of(std::move(one)));
    // The standing digest first among equals; the path makes the rest independent of arguments.
    std::sort(sources_.begin(), sources_.end(), [](const Source& a, const Source& b) {
      const auto key = [](const Source& source) {
        return std::make_tuple(source.rank(Matter::Text), !source.found.standing,
                               std::cref(source.found.digest.path));
      };
      return key(a) < key(b);
    });
  }

  MergedDay run() {
    assert(!sources_.empty());
    MergedDay merged{.digest = Digest{.date = sources_.front().found.digest.date},
                     .prompt_text = {}};
    merge_papers();
    order_papers(merged.digest);
    merge_usage(merged.digest);
    merge_prompt(merged);
    merge_rest(merged.digest);
    derive_status(merged.digest);
    merged.conflicts = conflicts_;
    return merged;
  }

 private:
  std::vector<const Source*> by(Matter matter) const {
    std::vector<const Source*> ordered;
    for (const Source& source : sources_) {
      if (source.rank(matter) != kNothing) ordered.push_back(&source);
    }
    std::stable_sort(ordered.begin(), ordered.end(), [matter](const Source* a, const Source* b) {
      return a->rank(matter) < b->rank(matter);
    });
    return ordered;
  }

  Location paper_place(const Source& source, const ArxivId& id) const {
    const auto line = source.found.lines.find(id);
    return {source.found.digest.path, line == source.found.lines.end() ? 0 : line->second, 0};
  }
  Location header_place(const Source& source) const {
    return {source.found.digest.path, source.found.header_line, 0};
  }

  void conflict(const Location& other, std::string message, const Location& kept,
                std::string note) {
    ++conflicts_;
    problems_.warning(other, std::move(message));
    problems_.note(kept, std::move(note));
  }

  /// The best list with papers; one without decides only when all are empty, or when a run here or
  /// a person found nothing.
  const Source* deciding_list() const {
    const Source* empty = nullptr;
    for (const Source& source : sources_) {
      if (!source.is_list()) continue;
      const bool sure = source.is_own() && !source.is_vain();
      if (sure || source.lists_papers()) return &source;
      if (empty == nullptr) empty = &source;
    }
    return empty;
  }

  void merge_papers() {
    list_ = deciding_list();
    std::map<const Source*, std::set<ArxivId>> others_of;
    bool decided = false;  // whether the deciding list was passed
    for (const Source& source : sources_) {
      for (const Entry& entry : source.found.digest.papers) {
        const auto known = papers_.find(entry.id);
        if (known != papers_.end()) {
          merge_one(known->second, source, entry);
        } else if (!decided || entry.spotlight.kind != SpotlightKind::None) {
          papers_.emplace(entry.id, entry);
          owners_.emplace(entry.id, &source);
        } else {
          others_of[&source].insert(entry.id);
          others_.emplace(entry.id, entry);
        }
      }
      decided = decided || &source == list_;
    }
    for (const Source& source : sources_) {
      if (source.is_list() && &source != list_) compare_lists(*list_, source, others_of[&source]);
    }
  }

  void merge_one(Entry& into, const Source& source, const Entry& entry) {
    const Source& owner = *owners_.at(entry.id);
    merge_entry(into, entry,
                [&](const std::string& field, const std::string& kept, const std::string& other) {
                  conflict(paper_place(source, entry.id),
                           "the " + field + " of " + entry.id.str() +
                               (field == "authors" ? " are " : " is ") + other + " here",
                           paper_place(owner, entry.id), "kept is " + kept);
                });
  }

  static std::string papers_text(std::size_t count) {
    return counted(count, "paper") + (count == 1 ? " is" : " are");
  }

  static std::string some_of(const std::set<ArxivId>& ids) {
    constexpr std::size_t kShown = 5;
    std::string text;
    std::size_t count = 0;
    for (const ArxivId& id : ids) {
      if (++count > kShown) break;
      text += (count == 1 ? "" : ", ") + id.str();
    }
    return ids.size() > kShown ? text + " and " + std::to_string(ids.size() - kShown) + " more"
                               : text;
  }

  void compare_lists(const Source& list, const Source& source, const std::set<ArxivId>& others) {
    std::set<ArxivId> missing;
    std::set<ArxivId> there;
    for (const Entry& entry : source.found.digest.papers) there.insert(entry.id);
    for (const Entry& entry : list.found.digest.papers) {
      if (there.count(entry.id) == 0 &&
          papers_.at(entry.id).spotlight.kind == SpotlightKind::None) {
        missing.insert(entry.id);
      }
    }
    if (!others.empty()) {
      conflict({source.found.digest.path, 0, 0},
               papers_text(others.size()) + " listed here only: " + some_of(others),
               {list.found.digest.path, 0, 0}, "this list is kept; the others stand in 'extra'");
    }
    if (!missing.empty()) {
      conflict({source.found.digest.path, 0, 0},
               papers_text(missing.size()) + " not listed here: " + some_of(missing),
               {list.found.digest.path, 0, 0}, "this list is kept");
    }
  }

  void order_papers(Digest& digest) {
    std::vector<ArxivId> order;
    const auto add_all = [&](const Source& source, bool spotlighted) {
      for (const Entry& entry : source.found.digest.papers) {
        const auto paper = papers_.find(entry.id);
        if (paper == papers_.end()) continue;
        if ((paper->second.spotlight.kind != SpotlightKind::None) == spotlighted)
          order.push_back(entry.id);
      }
    };
    // Our own digests stand as they were written.
    for (const Source& source : sources_) {
      if (source.rank(Matter::Order) != kOwn) continue;
      for (const Entry& entry : source.found.digest.papers) order.push_back(entry.id);
    }
    // The hotspot file knows the order of the spotlighted ones, else the digest that had them.
    for (const Source& source : sources_) {
      if (!source.is_list()) add_all(source, true);
    }
    for (const Source& source : sources_) add_all(source, true);
    for (const Source* source : by(Matter::Order)) add_all(*source, false);
    for (const Source& source : sources_) add_all(source, false);

    for (const ArxivId& id : order) {
      const auto paper = papers_.find(id);
      if (paper == papers_.end()) continue;
      paper->second.extra_json = json::object_of(json::members_of(paper->second.extra_json));
      digest.papers.push_back(std::move(paper->second));
      papers_.erase(paper);
    }
  }

  template <typename Value, typename Show>
  void take(std::optional<Value>& into, const std::optional<Value>& from, const Source*& owner,
            const Source& source, const std::string& name, const Show& show) {
    if (!from) return;
    if (!into) {
      into = from;
      owner = &source;
    } else if (*into != *from) {
      conflict(header_place(source), name + " is " + show(*from) + " here", header_place(*owner),
               "kept is " + show(*into));
    }
  }

  void take_cost(std::optional<double>& into, const std::optional<double>& from,
                 const Source*& owner, const Source& source, const std::string& name) {
    if (into && from && same_cost(*into, *from)) {
      if (decimals(*from) > decimals(*into)) {
        into = from;
        owner = &source;
      }
      return;
    }
    take(into, from, owner, source, name,
         [](double cost) { return "$" + json::json_number(cost); });
  }

  void merge_usage(Digest& digest) {
    std::array<const Source*, 9> owners{};
    const auto whole = [](std::int64_t count) { return std::to_string(count); };
    const Source* model_owner = nullptr;
    for (const Source* source : by(Matter::Usage)) {
      const Digest& from = source->found.digest;
      if (digest.model.empty()) {
        digest.model = from.model;
        model_owner = source;
      } else if (!from.model.empty() && from.model != digest.model) {
        conflict(header_place(*source), "the model is '" + from.model + "' here",
                 header_place(*model_owner), "kept is '" + digest.model + "'");
      }
      Usage& usage = digest.usage;
      take(usage.prompt_tokens, from.usage.prompt_tokens, owners[0], *source, "prompt tokens",
           whole);
      take(usage.completion_tokens, from.usage.completion_tokens, owners[1], *source,
           "completion tokens", whole);
      take(usage.cached_tokens, from.usage.cached_tokens, owners[2], *source, "cached tokens",
           whole);
      take_cost(usage.prompt_cost, from.usage.prompt_cost, owners[3], *source, "the prompt's cost");
      take_cost(usage.completion_cost, from.usage.completion_cost, owners[4], *source,
                "the completion's cost");
      take_cost(usage.cached_cost, from.usage.cached_cost, owners[5], *source, "the cached cost");
      take(digest.counts.announced, from.counts.announced, owners[6], *source, "announced papers",
           whole);
      take(digest.counts.scanned, from.counts.scanned, owners[7], *source, "scanned papers", whole);
      take(digest.counts.selected, from.counts.selected, owners[8], *source, "selected papers",
           whole);
    }
    count_list(digest);
  }

  /// Pages that do not state how many papers they list still show it.
  void count_list(Digest& digest) {
    if (digest.counts.selected || list_ == nullptr || list_->is_own()) return;
    const std::vector<Entry>& papers = list_->found.digest.papers;
    digest.counts.selected = std::count_if(papers.begin(), papers.end(), [](const Entry& entry) {
      return entry.spotlight.kind == SpotlightKind::None;
    });
  }

  void merge_prompt(MergedDay& merged) {
    const Source* owner = nullptr;
    for (const Source* source : by(Matter::Prompt)) {
      const Found& found = source->found;
      const std::string name = !found.prompt_text.empty() && found.digest.prompt.empty()
                                   ? hash_hex(found.prompt_text)
                                   : found.digest.prompt;
      if (name.empty()) continue;
      if (owner == nullptr) {
        owner = source;
        merged.digest.prompt = name;
        merged.prompt_text = found.prompt_text;
      } else if (name == merged.digest.prompt) {
        if (merged.prompt_text.empty()) merged.prompt_text = found.prompt_text;
      } else if (found.kind == owner->found.kind) {
        conflict({found.digest.path, 0, 0}, "the prompt is another one here",
                 {owner->found.digest.path, 0, 0}, "this prompt is kept");
      }
    }
  }

  void merge_rest(Digest& digest) {
    std::map<std::string, std::string> extra;
    std::set<SourceKind> kinds;
    for (const Source& source : sources_) {
      const Digest& from = source.found.digest;
      kinds.insert(source.kinds.begin(), source.kinds.end());
      std::map<std::string, std::string> members = json::members_of(from.extra_json);
      add_others(members);
      members.erase(kImportedFrom);
      extra.merge(members);
      digest.sample = digest.sample || from.sample;
      if (digest.unanswered.empty()) digest.unanswered = from.unanswered;
      if (digest.verdicts.empty()) digest.verdicts = from.verdicts;
    }
    if (kinds != std::set<SourceKind>{SourceKind::OurDigest}) {
      std::string names;
      for (const SourceKind kind : kinds) {
        names += (names.empty() ? "" : ",") + json::quoted_json(std::string(source_name(kind)));
      }
      extra[kImportedFrom] = "[" + names + "]";
    }
    if (!others_.empty()) {
      std::string list;
      for (const auto& [id, entry] : others_)
        list += (list.empty() ? "" : ",") + content::to_json_line(entry);
      extra[kOtherPapers] = "[" + list + "]";
    }
    digest.extra_json = json::object_of(extra);
  }

  /// Papers that an earlier import kept aside join the ones of this import.
  void add_others(std::map<std::string, std::string>& members) {
    const auto kept = members.find(kOtherPapers);
    if (kept == members.end()) return;
    const std::string text = R"({"format":1,"date":"2000-01-01","papers":)" + kept->second + "}";
    Diagnostics unused;
    if (const std::optional<Digest> digest = content::parse_digest(text, {}, unused)) {
      for (const Entry& entry : digest->papers) others_.insert_or_assign(entry.id, entry);
      members.erase(kept);
    }
  }

  /// What a day that was imported is, by its figures.
  static std::pair<DayStatus, std::string> derived(const Digest& digest) {
    const bool silent = digest.usage.total_tokens() == 0;
    const std::int64_t scanned = digest.counts.scanned.value_or(0);
    if (silent && scanned > 0 && digest.papers.empty()) {
      return {DayStatus::Failed, "the scorer was down: it used 0 tokens while " +
                                     counted(static_cast<std::size_t>(scanned), "paper") +
                                     (scanned == 1 ? " was scanned" : " were scanned")};
    }
    return {DayStatus::Complete, {}};
  }

  void derive_status(Digest& digest) {
    std::tie(digest.status, digest.status_reason) = derived(digest);
    for (const Source& source : sources_) {
      if (source.found.kind != SourceKind::OurDigest) continue;
      // A status that its own figures do not explain was set by someone who knew more.
      const Digest& from = source.found.digest;
      if (source.is_vain() && !digest.papers.empty()) return;
      if (source.is_own() || derived(from) != std::make_pair(from.status, from.status_reason)) {
        digest.status = from.status;
        digest.status_reason = from.status_reason;
      }
      return;
    }
  }

  Diagnostics& problems_;
  std::vector<Source> sources_;   ///< best text first
  const Source* list_ = nullptr;  ///< it decides which papers are on the day
  std::map<ArxivId, Entry> papers_;
  std::map<ArxivId, const Source*> owners_;  ///< who gave the paper
  std::map<ArxivId, Entry> others_;          ///< papers that only a lesser list names
  std::size_t conflicts_ = 0;
};

}  // namespace

MergedDay merge_day(std::vector<Found> sources, Diagnostics& problems) {
  return Merger(std::move(sources), problems).run();
}

}  // namespace broadsheet::importer
