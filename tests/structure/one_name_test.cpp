// SPDX-License-Identifier: Apache-2.0
// Two types, or two functions, of one name and signature in one program are one to the linker,
// which takes either of them without a word.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <string>

#include "tests/support/build_places.h"

namespace keyhound::testing {
namespace {

namespace fs = std::filesystem;

// What headers define or declare at the level of the namespace, without indentation: where.
std::map<std::string, std::string> names_in_headers(const std::regex& form) {
  std::map<std::string, std::string> places;
  for (const char* folder : {"scanner", "policies"}) {
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(kSourceDir) / folder)) {
      if (entry.path().extension() != ".h") continue;
      std::ifstream file(entry.path());
      const std::string place = entry.path().lexically_relative(kSourceDir).string();
      for (std::string line; std::getline(file, line);) {
        std::smatch found;
        if (!std::regex_search(line, found, form)) continue;
        const std::string name = found[1].str();
        const auto [known, is_new] = places.emplace(name, place);
        CAPTURE(name);
        CAPTURE(known->second);
        CAPTURE(place);
        CHECK((is_new || known->second == place));
      }
    }
  }
  return places;
}

}  // namespace

TEST_CASE("No two headers define a type of one name") {
  const std::regex type(R"(^(?:struct|class|enum class) (\w+)(?: final)?(?: : [^;]*)? \{)");
  CHECK(names_in_headers(type).size() > 500);
}

TEST_CASE("No two headers declare a function of one name and parameters on one line") {
  const std::regex function(R"(^(?:\w[\w:<>,*& ]* )[*&]?(\w+\([^()]*\));)");
  CHECK(names_in_headers(function).size() > 500);
}

}  // namespace keyhound::testing
