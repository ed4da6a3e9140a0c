#pragma once
// Where the files of a site go.

#include <map>
#include <string>
#include <string_view>

namespace broadsheet {

/// Takes finished files. Paths are relative to the site's root, '/'-separated, unique in one build.
class OutputSink {
 public:
  virtual ~OutputSink() = default;
  virtual void write(std::string_view path, std::string_view bytes) = 0;
};

/// Keeps the files in memory: tests, golden sites, preview.
class MemoryOutput : public OutputSink {
 public:
  void write(std::string_view path, std::string_view bytes) override;
  const std::map<std::string, std::string>& files() const { return files_; }

 private:
  std::map<std::string, std::string> files_;
};

}  // namespace broadsheet
