#include "query/bm25.h"

#include <cmath>

namespace broadsheet::query {

double rarity(double n, double N) {
  double t = (N - n + 0.5) / (n + 0.5);
  if (t < 2) t = t * 0.5 + 1;
  return std::log(t);
}

double rank_key(double rank) { return std::floor(rank * 1e9 + 0.5); }

}  // namespace broadsheet::query
