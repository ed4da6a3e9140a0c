#pragma once
// Papers that wait to be sent to the model, in batches.

#include <cstddef>
#include <deque>
#include <mutex>
#include <span>
#include <vector>

#include "model/announcement.h"

namespace broadsheet::scoring {

using Papers = std::vector<const Announced*>;

/// Thread-safe.
class BatchQueue {
 public:
  /// @param size  papers in a batch, at least 1
  BatchQueue(const Papers& papers, std::size_t size);

  /// The next batch; empty if none is left or the queue was closed.
  Papers take();
  /// Puts a batch of two papers or more back, as two halves.
  void split(const Papers& batch);
  /// Limits the size of later batches.
  void limit_size(std::size_t size);
  /// Later calls of take() return nothing.
  void close();

  std::size_t size() const;  ///< of later batches

 private:
  mutable std::mutex mutex_;
  std::deque<const Announced*> papers_;
  std::deque<Papers> halves_;  // taken first, as they are
  std::size_t size_;
  bool closed_ = false;
};

}  // namespace broadsheet::scoring
