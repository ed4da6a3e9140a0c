#include "cli/json_report.h"

#include "base/error.h"
#include "base/log.h"
#include "json/writer.h"

namespace broadsheet::cli {

JsonReport::JsonReport(CLI::App& sub) : command_(sub.get_name()) {
  for (const CLI::App* above = sub.get_parent(); above != nullptr && above->get_parent() != nullptr;
       above = above->get_parent()) {
    command_ = above->get_name() + " " + command_;  // "theme check"
  }
  sub.add_flag("--json", *wanted_, "for programs: {command, code, error, results: [{kind, ...}]}");
}

int JsonReport::run(const std::function<int(app::Results)>& work) const {
  if (!*wanted_) return work(nullptr);
  set_output(Output::None);
  json::List results;
  std::string error;
  int code = 0;
  try {
    code = work(&results);
  } catch (const Error& e) {
    warn(e.what());
    error = e.what();
    code = exit_code(e.kind());
  }
  print_json(std::move(json::Writer().value(json::Object{{"command", command_},
                                                         {"code", code},
                                                         {"error", error},
                                                         {"results", std::move(results)}}))
                 .finish());
  return code;
}

}  // namespace broadsheet::cli
