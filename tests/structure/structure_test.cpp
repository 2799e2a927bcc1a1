// SPDX-License-Identifier: Apache-2.0
// The structure of the source tree is law: module edges, library fences, file lengths, and a test
// for each source. The law's text is the module table in CMakeLists.txt.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace keyhound::testing {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostLines = 400;

const fs::path& root() {
  static const fs::path path = KEYHOUND_SOURCE_DIR;
  return path;
}

std::string read(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

std::vector<fs::path> sources_below(const std::string& folder) {
  std::vector<fs::path> found;
  if (!fs::exists(root() / folder)) return found;
  for (const auto& entry : fs::recursive_directory_iterator(root() / folder)) {
    const auto extension = entry.path().extension();
    if (extension == ".h" || extension == ".cpp")
      found.push_back(fs::relative(entry.path(), root()));
  }
  std::sort(found.begin(), found.end());
  return found;
}

struct Module {
  std::string folder;
  std::set<std::string> uses;
};

// The lines keyhound_module(NAME FOLDER USES ... LIBRARIES ...) of the top CMakeLists.txt.
std::map<std::string, Module> module_table() {
  static const std::regex kLine(R"(keyhound_module\((\w+)\s+(\S+)\s+USES([^)]*)\))");
  const std::string text = read(root() / "CMakeLists.txt");
  std::map<std::string, Module> table;
  for (std::sregex_iterator i(text.begin(), text.end(), kLine), end; i != end; ++i) {
    Module module{(*i)[2].str(), {(*i)[1].str()}};
    std::istringstream words((*i)[3].str());
    for (std::string word; words >> word && word != "LIBRARIES";) module.uses.insert(word);
    table[(*i)[1].str()] = std::move(module);
  }
  return table;
}

// The module whose folder holds `path`; empty: none.
std::string module_of(const std::map<std::string, Module>& table, const std::string& path) {
  for (const auto& [name, module] : table) {
    if (path.rfind(module.folder + "/", 0) == 0) return name;
  }
  return {};
}

std::vector<std::string> includes_of(const std::string& text) {
  static const std::regex kInclude(R"re((?:^|\n)\s*#\s*include\s*[<"]([^>"]+)[>"])re");
  std::vector<std::string> names;
  for (std::sregex_iterator i(text.begin(), text.end(), kInclude), end; i != end; ++i) {
    names.push_back((*i)[1].str());
  }
  return names;
}

std::vector<fs::path> product_sources() {
  auto sources = sources_below("scanner");
  const auto policies = sources_below("policies");
  sources.insert(sources.end(), policies.begin(), policies.end());
  return sources;
}

}  // namespace

TEST_CASE("The module table names every folder of the scanner and only modules above") {
  const auto table = module_table();
  REQUIRE(table.size() >= 13);
  for (const auto& entry : fs::directory_iterator(root() / "scanner")) {
    if (!entry.is_directory() || fs::is_empty(entry.path())) continue;
    const std::string probe = "scanner/" + entry.path().filename().string() + "/x.h";
    CAPTURE(probe);
    CHECK_FALSE(module_of(table, probe).empty());
  }
  for (const auto& [name, module] : table) {
    for (const std::string& used : module.uses) {
      CAPTURE(name);
      CAPTURE(used);
      REQUIRE(table.count(used) == 1);
      CHECK((used == name || table.at(used).uses.count(name) == 0));
    }
  }
}

TEST_CASE("Every include follows an edge of the module table") {
  const auto table = module_table();
  for (const fs::path& source : product_sources()) {
    const std::string from = module_of(table, source.string());
    CAPTURE(source.string());
    REQUIRE_FALSE(from.empty());
    for (const std::string& include : includes_of(read(root() / source))) {
      const std::string to = module_of(table, include);
      CAPTURE(include);
      if (!to.empty()) CHECK(table.at(from).uses.count(to) == 1);
      CHECK(include.rfind("tests/", 0) != 0);
      CHECK(include.rfind("../", 0) != 0);
    }
  }
}

TEST_CASE("Each fenced library is included in its own module only") {
  const std::vector<std::pair<std::string, std::string>> fences = {
      {"hs.h", "scanner/engine/"}, {"hs/", "scanner/engine/"},       {"re2/", "scanner/engine/"},
      {"git2", "scanner/git/"},    {"yaml.h", "scanner/yaml/"},      {"toml++/", "scanner/rules/"},
      {"tbb/", "scanner/scan/"},   {"nlohmann/", "scanner/report/"}, {"sodium", "scanner/base/"},
      {"CLI/", "scanner/cli/"}};
  for (const fs::path& source : product_sources()) {
    for (const std::string& include : includes_of(read(root() / source))) {
      for (const auto& [library, home] : fences) {
        if (include.rfind(library, 0) != 0) continue;
        CAPTURE(include);
        CAPTURE(source.string());
        CHECK(source.string().rfind(home, 0) == 0);
      }
    }
  }
}

TEST_CASE("Libraries behind a fence do not show in public headers") {
  for (const fs::path& source : product_sources()) {
    if (source.extension() != ".h") continue;
    const std::string name = source.filename().string();
    const bool is_private =
        name == "git_handles.h" || name == "hyperscan.h" || name == "re2_regex.h";
    for (const std::string& include : includes_of(read(root() / source))) {
      CAPTURE(source.string());
      CAPTURE(include);
      const bool is_fenced = include.rfind("git2", 0) == 0 || include.rfind("hs", 0) == 0 ||
                             include.rfind("re2/", 0) == 0;
      CHECK((is_private || !is_fenced));
    }
  }
}

TEST_CASE("No source file is longer than 400 lines, and each begins with its licence") {
  auto sources = product_sources();
  const auto tests = sources_below("tests");
  sources.insert(sources.end(), tests.begin(), tests.end());
  for (const fs::path& source : sources) {
    const std::string text = read(root() / source);
    CAPTURE(source.string());
    CHECK(static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) <= kMostLines);
    CHECK(text.rfind("// SPDX-License-Identifier: Apache-2.0\n", 0) == 0);
  }
}

TEST_CASE("Each source has a test beside it: of its name, or one that includes its header") {
  std::set<std::string> test_names;
  std::set<std::string> tested_headers;
  for (const fs::path& test : sources_below("tests")) {
    test_names.insert(test.string());
    for (const std::string& include : includes_of(read(root() / test)))
      tested_headers.insert(include);
  }
  for (const fs::path& source : product_sources()) {
    if (source.extension() != ".cpp" || source.filename() == "main.cpp") continue;
    const fs::path stem = fs::path(source).replace_extension();
    const std::string header = stem.string() + ".h";
    const std::string own_test = "tests/" + stem.string() + "_test.cpp";
    CAPTURE(source.string());
    CHECK((test_names.count(own_test) == 1 || tested_headers.count(header) == 1));
  }
}

TEST_CASE("The default rules hold no placeholder that was expanded by mistake") {
  // A literal token of a known prefix would be a real-looking secret in the repository.
  static const std::regex kToken(R"((ghp_|gho_|glpat-|npm_|sk_live_|xoxb-)[0-9A-Za-z]{20,})");
  for (const auto& entry : fs::directory_iterator(root() / "rules")) {
    if (entry.path().extension() != ".toml") continue;
    CAPTURE(entry.path().string());
    std::istringstream lines(read(entry.path()));
    for (std::string line; std::getline(lines, line);) {
      std::smatch match;
      const bool is_filler =
          line.find("xxxx") != std::string::npos || line.find("0000") != std::string::npos;
      CAPTURE(line);
      CHECK((is_filler || !std::regex_search(line, match, kToken)));
    }
  }
}

}  // namespace keyhound::testing
