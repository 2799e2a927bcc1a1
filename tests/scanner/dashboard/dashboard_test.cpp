// SPDX-License-Identifier: Apache-2.0
#include "scanner/dashboard/dashboard.h"

#include <filesystem>
#include <map>

#include "tests/scanner/dashboard/board_of_questions.h"

using namespace keyhound;
using namespace keyhound::testing;

namespace {

namespace fs = std::filesystem;

// Every file below the folder with its content.
std::map<std::string, std::string> files_below(const std::string& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file())
      files[fs::relative(entry.path(), folder).string()] = read_whole_file(entry.path());
  return files;
}

DashboardSummary write(const TempDir& temp, const std::string& name) {
  Store store = Store::open(temp / "store.db", StoreAccess::kRead).value();
  DashboardOptions options;
  options.folder = temp / name;
  options.now = kBoardNow;
  const auto summary = write_dashboard(store.database(), options);
  REQUIRE_MESSAGE(summary.has_value(), summary.error().message);
  return *summary;
}

}  // namespace

TEST_CASE("The same store and time give the same bytes") {
  const TempDir temp;
  fill_question_store(temp / "store.db");
  const DashboardSummary summary = write(temp, "one");
  write(temp, "two");
  const auto files = files_below(temp / "one");
  CHECK(files == files_below(temp / "two"));
  CHECK(summary.repositories == 4);
  CHECK(summary.findings == 6);
  CHECK(files.size() == summary.files + 1);  // the mark
}

TEST_CASE("Pages name files that are there") {
  const TempDir temp;
  fill_question_store(temp / "store.db");
  write(temp, "board");
  const auto files = files_below(temp / "board");
  std::size_t named = 0;
  for (const auto& [name, text] : files) {
    if (!name.ends_with(".html")) continue;
    CAPTURE(name);
    for (std::size_t at = text.find("\"files-"); at != std::string::npos;
         at = text.find("\"files-", at + 1)) {
      const std::string file = text.substr(at + 1, text.find('"', at + 1) - at - 1);
      CAPTURE(file);
      if (!has_text(file, "/")) continue;  // the folder itself
      CHECK(files.count(file) == 1);
      ++named;
    }
  }
  CHECK(named > 30);
}

TEST_CASE("No file of a dashboard holds what acts on a terminal or turns text") {
  const TempDir temp;
  fill_question_store(temp / "store.db");
  write(temp, "board");
  for (const auto& [name, text] : files_below(temp / "board")) {
    CAPTURE(name);
    CHECK_FALSE(has_text(text, "\x1b"));
    CHECK_FALSE(has_text(text, "\u202e"));
  }
}
