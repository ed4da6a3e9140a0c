// Part of the door to Xapian.
#include "index/xapian/composite_source.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

namespace broadsheet::index {
namespace {

using Weights = std::vector<std::pair<Xapian::docid, double>>;  // rising

// A list of papers with their weights, in memory.
class WeightedPapers : public Xapian::PostingSource {
 public:
  explicit WeightedPapers(Weights weights) : weights_(std::move(weights)) {}

  Xapian::doccount get_termfreq_min() const override { return size(); }
  Xapian::doccount get_termfreq_est() const override { return size(); }
  Xapian::doccount get_termfreq_max() const override { return size(); }
  double get_weight() const override { return weights_[next_ - 1].second; }
  Xapian::docid get_docid() const override { return weights_[next_ - 1].first; }
  bool at_end() const override { return next_ > weights_.size(); }
  void next(double) override { ++next_; }
  void skip_to(Xapian::docid id, double) override {
    if (next_ == 0) next_ = 1;
    while (!at_end() && get_docid() < id) ++next_;
  }
  Xapian::PostingSource* clone() const override { return new WeightedPapers(weights_); }
  void init(const Xapian::Database&) override {
    next_ = 0;
    double most = 0;
    for (const auto& [id, weight] : weights_) most = std::max(most, weight);
    set_maxweight(most);
  }

 private:
  Xapian::doccount size() const { return static_cast<Xapian::doccount>(weights_.size()); }

  Weights weights_;
  std::size_t next_ = 0;  // one past the current one
};

// The greatest wdf of the forms in each paper that has one.
std::map<Xapian::docid, Xapian::termcount> greatest_wdf(
    const Xapian::Database& database, const std::vector<query::FormCount>& forms) {
  std::map<Xapian::docid, Xapian::termcount> papers;
  for (const query::FormCount& form : forms) {
    for (auto at = database.postlist_begin(form.form); at != database.postlist_end(form.form);
         ++at) {
      Xapian::termcount& wdf = papers[*at];
      wdf = std::max(wdf, at.get_wdf());
    }
  }
  return papers;
}

}  // namespace

Xapian::Query weighed_query(const Xapian::Database& database, const query::Composite& composite) {
  std::map<Xapian::docid, Xapian::termcount> papers =
      greatest_wdf(database, composite.words.front());
  for (std::size_t i = 1; i < composite.words.size(); ++i) {
    const auto others = greatest_wdf(database, composite.words[i]);
    for (auto at = papers.begin(); at != papers.end();) {
      const auto other = others.find(at->first);
      if (other == others.end()) {
        at = papers.erase(at);
      } else {
        at->second = std::min(at->second, other->second);
        ++at;
      }
    }
  }
  Weights weights;
  for (const auto& [id, wdf] : papers) {
    weights.emplace_back(id, 2 * composite.weight * wdf / (1.0 + wdf));
  }
  return Xapian::Query((new WeightedPapers(std::move(weights)))->release());
}

}  // namespace broadsheet::index
