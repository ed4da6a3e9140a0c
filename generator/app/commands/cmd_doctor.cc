#include "app/commands/cmd_doctor.h"

#include <algorithm>

#include "app/doctor/findings.h"
#include "base/log.h"
#include "json/writer.h"

namespace broadsheet::app {
namespace {

std::size_t count(const Findings& findings, Health health) {
  return static_cast<std::size_t>(std::count_if(
      findings.begin(), findings.end(), [&](const auto& one) { return one.health == health; }));
}

std::string json_text(const Findings& findings) {
  json::List list;
  for (const Finding& finding : findings) {
    list.push_back(json::Object{{"check", finding.check},
                                {"status", name_of(finding.health)},
                                {"message", finding.message},
                                {"advice", finding.advice}});
  }
  return std::move(json::Writer().value(json::Object{{"errors", count(findings, Health::Error)},
                                                     {"warnings", count(findings, Health::Warning)},
                                                     {"checks", list}}))
      .finish();
}

void print_findings(const Findings& findings) {
  for (const Finding& finding : findings) {
    std::string line(name_of(finding.health));
    line.resize(9, ' ');
    line += finding.check + ": " + finding.message + "\n";
    if (!finding.advice.empty()) line += "         " + finding.advice + "\n";
    const bool wrong = finding.health == Health::Error || finding.health == Health::Warning;
    wrong ? print_result(line) : print(line);
  }
  print(counted(count(findings, Health::Error), "error") + ", " +
        counted(count(findings, Health::Warning), "warning") +
        "; 'broadsheet check' looks at the "
        "content\n");
}

}  // namespace

int run_doctor(const fs::path& root, const DoctorOptions& options,
               const net::Environment& environment) {
  Diagnostics problems;
  const Project project = open_project(root, problems);
  Findings findings;
  const bool good_settings = problems.errors() == 0;
  for (const Problem& problem : problems.problems()) {
    if (problem.severity != Severity::Error) continue;
    findings.push_back({.check = "settings", .health = Health::Error, .message = problem.str()});
  }
  if (good_settings) {
    findings.push_back({.check = "settings", .message = display_path(project.places.config())});
    const Findings machine = check_machine(project, environment);
    findings.insert(findings.end(), machine.begin(), machine.end());
    if (options.offline) {
      findings.push_back({.check = "network", .health = Health::Skipped, .message = "--offline"});
    } else {
      const Findings network = check_network(project, environment);
      findings.insert(findings.end(), network.begin(), network.end());
    }
  }
  options.json ? print_json(json_text(findings)) : print_findings(findings);
  if (!good_settings) return 2;
  if (count(findings, Health::Error) == 0) return 0;
  const bool only_network = std::all_of(findings.begin(), findings.end(), [](const auto& one) {
    return one.health != Health::Error || one.network;
  });
  return only_network ? 3 : 1;
}

}  // namespace broadsheet::app
