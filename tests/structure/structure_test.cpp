// SPDX-License-Identifier: Apache-2.0
// The structure of the source tree is law: module edges, library fences, private headers, file
// lengths, and a test for each source. The law's text is the module table in CMakeLists.txt.
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

#include "tests/support/build_places.h"

namespace keyhound::testing {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostLines = 400;
constexpr const char* kCommands = "scanner/cli/commands";
constexpr const char* kChecks = "scanner/pipelines/checks";
constexpr const char* kDoctorChecks = "scanner/cli/doctor/checks";

const fs::path& root() {
  static const fs::path path = testing::kSourceDir;
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

struct Fence {
  std::string library;             // how its includes begin
  std::vector<std::string> homes;  // where they may stand
};

const std::vector<Fence>& fences() {
  static const std::vector<Fence> kFences = {
      {"hs.h", {"scanner/engine/"}},
      {"hs/", {"scanner/engine/"}},
      {"re2/", {"scanner/engine/"}},
      {"git2", {"scanner/git/"}},
      {"yaml.h", {"scanner/yaml/"}},
      {"toml++/", {"scanner/rules/"}},
      {"tbb/", {"scanner/scan/"}},
      {"nlohmann/",
       {"scanner/report/", "scanner/ci/", "scanner/migration/", "scanner/store/", "scanner/bulk/",
        "scanner/dashboard/", "scanner/verify/", "policies/"}},
      {"curl/", {"scanner/http/"}},
      {"sqlite3.h", {"scanner/store/"}},
      {"pqxx", {"scanner/store/"}},
      {"sodium", {"scanner/base/"}},
      {"openssl/",
       {"scanner/base/", "scanner/decode/", "scanner/git/", "scanner/probes/", "scanner/verify/"}},
      {"libpq-fe.h", {"scanner/probes/"}},
      {"libssh/", {"scanner/probes/"}},
      {"libdeflate", {"scanner/git/"}},
      {"zlib.h", {"scanner/filters/", "scanner/git/"}},
      {"archive.h", {"scanner/decode/"}},
      {"archive_entry.h", {"scanner/decode/"}},
      {"CLI/", {"scanner/cli/cli11.h"}}};  // without its objects
  return kFences;
}

// The fence that an include belongs to; nullptr: none.
const Fence* fence_of(const std::string& include) {
  for (const Fence& fence : fences()) {
    if (include.rfind(fence.library, 0) == 0) return &fence;
  }
  return nullptr;
}

// The folder that a header keeps to itself: the first comment of such a header begins with
// "Private to <folder>:", from scanner/ or from the root. Empty: every module may include it.
std::string private_folder_of(const std::string& header) {
  static const std::regex kMarker(R"(^[^\n]*\n// Private to (?:scanner/)?([\w/]+?)/?:)");
  std::smatch match;
  if (!std::regex_search(header, match, kMarker)) return {};
  const std::string folder = match[1].str() + "/";
  return folder.rfind("policies/", 0) == 0 ? folder : "scanner/" + folder;
}

// The texts of all tests, and of what they share.
std::string all_test_text() {
  std::string text;
  for (const fs::path& test : sources_below("tests")) {
    if (test.string().rfind("tests/structure/", 0) != 0) text += read(root() / test);
  }
  return text;
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

TEST_CASE("Each fenced library is included in its own module only, and each fence has a library") {
  std::set<std::string> used;
  for (const fs::path& source : product_sources()) {
    for (const std::string& include : includes_of(read(root() / source))) {
      const Fence* fence = fence_of(include);
      if (fence == nullptr) continue;
      used.insert(fence->library);
      CAPTURE(include);
      CAPTURE(source.string());
      CHECK(std::any_of(fence->homes.begin(), fence->homes.end(), [&](const std::string& home) {
        return source.string().rfind(home, 0) == 0;
      }));
    }
  }
  for (const char* library :
       {"hs/", "re2/", "git2", "zlib.h", "libdeflate", "openssl/", "sodium", "archive.h"}) {
    CAPTURE(library);
    CHECK(used.count(library) == 1);
  }
}

TEST_CASE("Only headers that say so are private, and they stay in their folder") {
  std::set<std::string> private_headers;
  for (const fs::path& source : product_sources()) {
    if (source.extension() != ".h") continue;
    const std::string text = read(root() / source);
    const std::string folder = private_folder_of(text);
    CAPTURE(source.string());
    if (folder.empty()) {
      // A marker that is not understood would silently be none.
      CHECK(text.find("Private to") == std::string::npos);
    } else {
      private_headers.insert(source.string());
      CHECK(source.string().rfind(folder, 0) == 0);
    }
  }
  CHECK(private_headers.size() >= 5);
  for (const fs::path& source : product_sources()) {
    for (const std::string& include : includes_of(read(root() / source))) {
      if (private_headers.count(include) == 0) continue;
      CAPTURE(source.string());
      CAPTURE(include);
      CHECK(source.string().rfind(private_folder_of(read(root() / include)), 0) == 0);
    }
  }
}

TEST_CASE("A header that includes a fenced library says that it is private") {
  for (const fs::path& source : product_sources()) {
    if (source.extension() != ".h") continue;
    const std::string text = read(root() / source);
    for (const std::string& include : includes_of(text)) {
      CAPTURE(source.string());
      CAPTURE(include);
      CHECK((fence_of(include) == nullptr || !private_folder_of(text).empty()));
    }
  }
}

TEST_CASE("No header brings a fenced library into another module, however far away") {
  const auto table = module_table();
  std::map<std::string, std::vector<std::string>> includes;
  for (const fs::path& source : product_sources())
    includes[source.string()] = includes_of(read(root() / source));
  for (const auto& [source, direct] : includes) {
    const std::string own = module_of(table, source);
    std::vector<std::string> reached;
    for (const std::string& include : direct) {
      if (fence_of(include) == nullptr) reached.push_back(include);
    }
    std::set<std::string> seen(reached.begin(), reached.end());
    while (!reached.empty()) {
      const std::string header = reached.back();
      reached.pop_back();
      if (includes.count(header) == 0 || module_of(table, header) == own) continue;
      for (const std::string& include : includes.at(header)) {
        CAPTURE(source);
        CAPTURE(header);
        CAPTURE(include);
        CHECK(fence_of(include) == nullptr);
        if (seen.insert(include).second) reached.push_back(include);
      }
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
    if (source.parent_path() == kCommands) continue;      // run by name, see below
    if (source.parent_path() == kChecks) continue;        // have fixtures, see below
    if (source.parent_path() == kDoctorChecks) continue;  // asked for by id, see below
    const fs::path stem = fs::path(source).replace_extension();
    const std::string header = stem.string() + ".h";
    const std::string own_test = "tests/" + stem.string() + "_test.cpp";
    CAPTURE(source.string());
    CHECK((test_names.count(own_test) == 1 || tested_headers.count(header) == 1));
  }
}

TEST_CASE("Each check of pipelines has fixtures in a folder of its name") {
  std::size_t checks = 0;
  for (const fs::path& source : sources_below(kChecks)) {
    CAPTURE(source.string());
    std::string name = source.stem().string();
    std::replace(name.begin(), name.end(), '_', '-');  // secret_printed.cpp is "secret-printed"
    CHECK(fs::exists(root() / "fixtures/pipelines" / name));
    ++checks;
  }
  CHECK(checks >= 2);
}

TEST_CASE("The answer of each of the doctor's checks is asked for by its id") {
  const std::string tests = all_test_text();
  std::size_t checks = 0;
  for (const fs::path& source : sources_below(kDoctorChecks)) {
    CAPTURE(source.string());
    std::string name = source.stem().string();
    std::replace(name.begin(), name.end(), '_', '-');  // clone_depth.cpp holds "clone-depth"
    CHECK(read(root() / source).find("DoctorCheck{\"" + name + "\"") != std::string::npos);
    CHECK(tests.find("says(\"" + name + "\"") != std::string::npos);
    ++checks;
  }
  CHECK(checks >= 12);
}

TEST_CASE("Each command is run by its name, by the program or in-process") {
  const std::string tests = all_test_text();
  std::size_t commands = 0;
  for (const fs::path& source : sources_below(kCommands)) {
    static const std::regex kFile(R"((\w+)_command)");
    const std::string stem = source.stem().string();
    std::smatch name;
    CAPTURE(source.string());
    REQUIRE(std::regex_match(stem, name, kFile));
    const std::string quoted = "\"" + name[1].str() + "\"";
    const std::regex run(R"(\b(?:keyhound|project\.run)\(\s*\{\s*)" + quoted +
                         R"(|"keyhound",\s*)" + quoted);
    CHECK(std::regex_search(tests, run));
    ++commands;
  }
  CHECK(commands >= 4);
}

TEST_CASE("Each report format is asked for by its name, on a command line") {
  const std::string tests = all_test_text() + read(root() / "tests/schemas/validate_reports.py");
  std::size_t formats = 0;
  for (const fs::path& source : sources_below("scanner/report/formats")) {
    CAPTURE(source.string());
    std::string name = source.stem().string();
    std::replace(name.begin(), name.end(), '_', '-');  // sarif_github.cpp holds "sarif-github"
    CHECK(std::regex_search(tests, std::regex(R"("--format",\s*")" + name + "\"")));
    ++formats;
  }
  CHECK(formats >= 3);
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
