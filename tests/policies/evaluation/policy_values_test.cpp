// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/policy_values.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

// What `read` makes of a YAML text, and the problem it tells.
template <class T>
std::pair<T, std::string> read_text(void (*read)(ReadContext&, const YamlNode&, T&),
                                    const std::string& yaml, T start) {
  const auto document = YamlDocument::parse(yaml);
  REQUIRE(document);
  std::vector<RegistryProblem> problems;
  ReadContext context("f.yaml", *document, problems);
  read(context, *document->roots().front(), start);
  return {start, problems.empty() ? "" : to_string(problems.front())};
}

}  // namespace

TEST_CASE("Flags, levels and scores are read, and what is none leaves the value as it was") {
  CHECK(read_text(read_flag, "true", false).first);
  CHECK(read_text(read_flag, "maybe", true).first);
  CHECK(read_text(read_flag, "maybe", true).second.find("must be one of true, false") !=
        std::string::npos);
  CHECK(read_text(read_level, "warning", Level::kNote).first == Level::kWarning);
  CHECK(read_text(read_level, "fatal", Level::kNote).first == Level::kNote);
  CHECK(read_text(read_score, "9.5", 1.0).first == 9.5);
  for (const char* wrong : {"11", "-1", "nan", "1x", "''"}) {
    CAPTURE(wrong);
    CHECK(read_text(read_score, wrong, 1.0).first == 1.0);
    CHECK(read_text(read_score, wrong, 1.0).second ==
          "f.yaml:1:1: expected a score from 0.0 to 10.0");
  }
}

TEST_CASE("Parameters are a mapping; nothing is none, a list is a mistake") {
  CHECK(read_text(read_parameters, "{a: 1, b: P1D}", {}).first.size() == 2);
  CHECK(read_text(read_parameters, "~", {}).second.empty());
  CHECK(read_text(read_parameters, "[a]", {}).second ==
        "f.yaml:1:1: expected a mapping of parameters");
}

}  // namespace keyhound
