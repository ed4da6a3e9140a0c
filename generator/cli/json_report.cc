#include "cli/json_report.h"

#include <vector>

#include "app/project.h"
#include "base/error.h"
#include "base/log.h"
#include "json/writer.h"

namespace broadsheet::cli {

JsonReport::JsonReport(CLI::App& sub) : command_(sub.get_name()) {
  for (const CLI::App* above = sub.get_parent(); above != nullptr && above->get_parent() != nullptr;
       above = above->get_parent()) {
    command_ = above->get_name() + " " + command_;  // "theme check"
  }
  sub.add_flag("--json", *wanted_,
               "for programs: {command, code, error, problems: [...], results: [{kind, ...}]}");
}

int JsonReport::run(const std::function<int(app::Results)>& work) const {
  if (!*wanted_) return work(nullptr);
  set_output(Output::None);
  json::List results, list;
  std::vector<Problem> problems;
  app::collect_problems(&problems);
  std::string error;
  int code = 0;
  try {
    code = work(&results);
  } catch (const Error& e) {
    warn(e.what());
    error = e.what();
    code = exit_code(e.kind());
  }
  app::collect_problems(nullptr);
  for (const Problem& problem : problems) {
    if (error.empty() && code != 0 && problem.severity == Severity::Error) {
      error = problem.where.str() + ": " + problem.message;
    }
    list.emplace_back(app::object_of(problem));
  }
  print_json(std::move(json::Writer().value(json::Object{{"command", command_},
                                                         {"code", code},
                                                         {"error", error},
                                                         {"problems", std::move(list)},
                                                         {"results", std::move(results)}}))
                 .finish());
  return code;
}

}  // namespace broadsheet::cli
