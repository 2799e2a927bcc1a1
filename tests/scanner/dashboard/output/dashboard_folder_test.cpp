// SPDX-License-Identifier: Apache-2.0
#include "scanner/dashboard/output/dashboard_folder.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <set>

#include "tests/support/temp_dir.h"

using namespace keyhound;
using namespace keyhound::testing;

namespace {

namespace fs = std::filesystem;

std::string write(const std::string& path, const std::string& data, bool force = false) {
  auto folder = DashboardFolder::open(path, force);
  REQUIRE_MESSAGE(folder.has_value(), folder.error().message);
  REQUIRE(folder->add_file("a.js", data).has_value());
  const auto files = folder->seal();
  REQUIRE(files.has_value());
  REQUIRE(folder->add_page("index.html", *files).has_value());
  REQUIRE(folder->finish().has_value());
  CHECK(folder->files() == 2);
  CHECK(folder->bytes() == data.size() + files->size());
  return *files;
}

std::set<std::string> names_in(const std::string& path) {
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(path)) names.insert(entry.path().filename());
  return names;
}

}  // namespace

TEST_CASE("A dashboard replaces the one before, whose data goes") {
  const TempDir temp;
  const std::string path = temp / "site/board";
  const std::string first = write(path, "one");
  CHECK(names_in(path) == std::set<std::string>{"index.html", "keyhound-dashboard.json", first});
  const std::string second = write(path, "two");
  CHECK(first != second);
  CHECK(names_in(path) == std::set<std::string>{"index.html", "keyhound-dashboard.json", second});
  CHECK(temp.read_file("site/board/" + second + "/a.js") == "two");
}

TEST_CASE("The same content has the same name, and what was changed in it is made good") {
  const TempDir temp;
  const std::string first = write(temp / "board", "one");
  temp.write_file("board/" + first + "/a.js", "changed");
  CHECK(write(temp / "board", "one") == first);
  CHECK(temp.read_file("board/" + first + "/a.js") == "one");
}

TEST_CASE("A folder of something else is refused, and with force its files stay") {
  const TempDir temp;
  temp.write_file("other/notes.txt", "mine");
  temp.write_file("other/files-mine/x", "mine");
  const auto refused = DashboardFolder::open(temp / "other", false);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().kind == ErrorKind::kUsage);
  CHECK(refused.error().message.find("--force") != std::string::npos);
  CHECK(names_in(temp / "other").size() == 2);
  write(temp / "other", "one", true);
  CHECK(temp.read_file("other/notes.txt") == "mine");
  CHECK(temp.read_file("other/files-mine/x") == "mine");
}

TEST_CASE("A file in the place of the folder is refused") {
  const TempDir temp;
  temp.write_file("board", "a file");
  const auto refused = DashboardFolder::open(temp / "board", true);
  REQUIRE_FALSE(refused.has_value());
  CHECK(temp.read_file("board") == "a file");
}

TEST_CASE("What is not finished leaves the old pages and nothing of the new") {
  const TempDir temp;
  const std::string first = write(temp / "board", "one");
  {
    auto folder = DashboardFolder::open(temp / "board", false);
    REQUIRE(folder.has_value());
    REQUIRE(folder->add_file("a.js", "two").has_value());
  }
  CHECK(names_in(temp / "board") ==
        std::set<std::string>{"index.html", "keyhound-dashboard.json", first});
  CHECK(temp.read_file("board/" + first + "/a.js") == "one");
}

TEST_CASE("What a killed run left behind is known as a dashboard, and goes with the next") {
  const TempDir temp;
  temp.write_file("board/keyhound-dashboard.json", "{\"kind\": \"keyhound-dashboard\"}");
  temp.write_file("board/.files-new-99/a.js", "x");
  write(temp / "board", "one");
  CHECK_FALSE(temp.exists("board/.files-new-99"));
}
