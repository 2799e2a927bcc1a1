// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/help/program_facts.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <regex>
#include <set>
#include <string>

#include "tests/support/build_places.h"
#include "tests/support/temp_dir.h"

namespace keyhound::testing {

TEST_CASE("Every variable of keyhound's own that the sources name is documented") {
  std::set<std::string> documented;
  for (const ProgramFact& fact : environment_facts()) documented.emplace(fact.name);
  // Of a platform the page names the family alone.
  static const std::regex kVariable(R"re("(KEYHOUND_[A-Z_]+|XDG_[A-Z_]+|NO_COLOR)")re");
  std::set<std::string> named;
  namespace fs = std::filesystem;
  for (const char* folder : {"scanner", "policies"}) {
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(kSourceDir) / folder)) {
      if (entry.path().extension() != ".cpp" || entry.path().stem() == "program_facts") continue;
      const std::string text = read_whole_file(entry.path());
      for (std::sregex_iterator i(text.begin(), text.end(), kVariable), end; i != end; ++i)
        named.insert((*i)[1].str());
    }
  }
  CHECK(named.size() >= 4);
  for (const std::string& name : named) {
    CAPTURE(name);
    CHECK(documented.count(name) == 1);
  }
}

TEST_CASE("Facts have a name and a sentence") {
  for (const auto facts : {exit_code_facts(), environment_facts(), file_facts()}) {
    for (const ProgramFact& fact : facts) {
      CHECK_FALSE(fact.name.empty());
      CHECK(fact.text.ends_with('.'));
    }
  }
  CHECK(exit_code_facts().size() == 4);
}

}  // namespace keyhound::testing
