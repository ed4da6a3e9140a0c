#include "scoring/llm/batch_queue.h"

#include <algorithm>
#include <utility>

namespace broadsheet::scoring {

BatchQueue::BatchQueue(const Papers& papers, std::size_t size)
    : papers_(papers.begin(), papers.end()), size_(std::max<std::size_t>(1, size)) {}

Papers BatchQueue::take() {
  const std::lock_guard lock(mutex_);
  Papers batch;
  if (closed_) return batch;
  if (!halves_.empty()) {
    batch = std::move(halves_.front());
    halves_.pop_front();
    return batch;
  }
  while (!papers_.empty() && batch.size() < size_) {
    batch.push_back(papers_.front());
    papers_.pop_front();
  }
  return batch;
}

void BatchQueue::split(const Papers& batch) {
  const std::lock_guard lock(mutex_);
  const auto middle = batch.begin() + static_cast<std::ptrdiff_t>(batch.size() / 2);
  halves_.emplace_back(batch.begin(), middle);
  halves_.emplace_back(middle, batch.end());
}

void BatchQueue::limit_size(std::size_t size) {
  const std::lock_guard lock(mutex_);
  size_ = std::max<std::size_t>(1, std::min(size_, size));
}

void BatchQueue::close() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
}

std::size_t BatchQueue::size() const {
  const std::lock_guard lock(mutex_);
  return size_;
}

}  // namespace broadsheet::scoring
