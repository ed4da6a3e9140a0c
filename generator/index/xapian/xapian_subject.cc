// Part of the door to Xapian.
#include "index/xapian/xapian_subject.h"

#include <map>
#include <numeric>
#include <string>

#include "index/paper_vectors.h"
#include "index/xapian/xapian_database.h"
#include "query/subject.h"

namespace broadsheet::index {

std::vector<std::size_t> subject_order(const Xapian::Database& database,
                                       std::span<const SubjectHit> hits) {
  std::map<std::uint32_t, std::string> blocks;
  std::vector<std::vector<std::int8_t>> vectors;
  for (const SubjectHit& hit : hits) {
    const auto [block, is_new] = blocks.try_emplace(hit.document / kVectorsTogether);
    if (is_new) block->second = database.get_metadata(kVectorsKey + std::to_string(block->first));
    vectors.push_back(unpack_vector(block->second, hit.document % kVectorsTogether));
    if (vectors.back().empty()) {
      std::vector<std::size_t> same(hits.size());
      std::iota(same.begin(), same.end(), std::size_t{0});
      return same;
    }
  }
  std::vector<query::SubjectCandidate> candidates;
  for (std::size_t i = 0; i < hits.size(); ++i) {
    candidates.push_back({.rank = hits[i].rank, .all = hits[i].all, .vector = vectors[i]});
  }
  return query::order_by_subject(candidates);
}

}  // namespace broadsheet::index
