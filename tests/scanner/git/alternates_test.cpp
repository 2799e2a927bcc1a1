// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/alternates.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "tests/support/temp_dir.h"

namespace keyhound::testing {
namespace {

struct Directories {
  TempDir root;
  std::vector<Diagnostic> diagnostics;

  std::string make(const std::string& name, const std::string& alternates) {
    root.write_file(name + "/info/alternates", alternates);
    return root / name;
  }
  std::vector<std::string> found(const std::string& name) {
    std::vector<std::string> names;
    for (const std::string& directory : object_directories(root / name, diagnostics))
      names.push_back(std::filesystem::path(directory).filename().string());
    return names;
  }
};

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("Alternates are followed, relative and absolute, and each is named once") {
  Directories all;
  const std::string b = all.make("b", "../c\n../a\n");
  all.make("c", "");
  all.make("a", "# a comment\n\n" + b + "\n../c\n" + b);
  CHECK(all.found("a") == Names{"a", "b", "c"});
  CHECK(all.found("c") == Names{"c"});
  CHECK(all.diagnostics.empty());
}

TEST_CASE("Alternates in a circle end") {
  Directories all;
  all.make("a", "../b\n");
  all.make("b", "../a\n../b\n");
  CHECK(all.found("a") == Names{"a", "b"});
  CHECK(all.diagnostics.empty());
}

TEST_CASE("An alternate that does not exist is told, and the others are used") {
  Directories all;
  all.make("a", "../gone\n../b\n");
  all.make("b", "");
  CHECK(all.found("a") == Names{"a", "b"});
  REQUIRE(all.diagnostics.size() == 1);
  CHECK(all.diagnostics[0].kind == "missing-alternate");
  CHECK(all.diagnostics[0].message.find("gone") != std::string::npos);
  CHECK(all.diagnostics[0].incomplete);
}

TEST_CASE("Alternates nested more than five deep are told and not used") {
  Directories all;
  for (int i = 0; i < 7; ++i) all.make(std::to_string(i), "../" + std::to_string(i + 1) + "\n");
  all.make("7", "");
  CHECK(all.found("0") == Names{"0", "1", "2", "3", "4", "5"});
  REQUIRE(all.diagnostics.size() == 1);
  CHECK(all.diagnostics[0].kind == "missing-alternate");
}

}  // namespace keyhound::testing
