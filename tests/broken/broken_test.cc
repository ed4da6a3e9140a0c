// Each folder beside this file is a project that must be refused: expected.txt is all of stderr.
// The file `command` holds the arguments when they are not "build", `exit` the exit code when it is
// not 1. UPDATE_GOLDENS=1 writes expected.txt anew.

#include <sys/wait.h>

#include <cstdlib>
#include <string>

#include "support/catch.h"
#include "support/temp_dir.h"
#include "support/tree.h"

using namespace broadsheet;

namespace {

std::string first_line(const fs::path& path, const std::string& otherwise) {
  const std::string text = read_file_if_exists(path).value_or(otherwise);
  return text.substr(0, text.find('\n'));
}

}  // namespace

TEST_CASE("each broken project is refused with the right words, and its site stays") {
  for (const fs::path& broken : test::cases_in("broken")) {
    CAPTURE(broken.filename());
    const test::TempDir folder;
    const fs::path project = folder / "project";
    fs::copy(broken, project, fs::copy_options::recursive);
    for (const char* ours : {"expected.txt", "command", "exit"}) fs::remove(project / ours);
    write_file_atomically(project / "site" / "index.html", "the last good site");

    const std::string command = "cd '" + project.string() + "' && '" BROADSHEET_BINARY "' " +
                                first_line(broken / "command", "build") + " >../stdout 2>../stderr";
    const int status = std::system(command.c_str());
    REQUIRE(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == std::stoi(first_line(broken / "exit", "1")));

    const std::string said = read_file(folder / "stderr");
    if (test::update_goldens()) write_file_atomically(broken / "expected.txt", said);
    CHECK(said == read_file_if_exists(broken / "expected.txt").value_or(""));
    CHECK(test::read_tree(project / "site") == test::Tree{{"index.html", "the last good site"}});
  }
}
