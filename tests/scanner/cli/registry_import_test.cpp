// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/registry_import.h"

#include <doctest/doctest.h>

#include <CLI/CLI.hpp>
#include <string>

namespace keyhound {

TEST_CASE("The import command names every format and needs one with a file") {
  CLI::App app("test");
  add_registry_import(app);
  const CLI::App* import = app.get_subcommand("import");
  REQUIRE(import != nullptr);
  const std::string help = import->help();
  for (const char* word :
       {"aws", "backstage", "codeowners", "csv", "detect-secrets", "github-alerts", "gitlab-report",
        "gitleaks", "hr-leavers", "trufflehog", "vault", "--map", "--expires", "--registry"}) {
    CAPTURE(word);
    CHECK(help.find(word) != std::string::npos);
  }
  CHECK_THROWS_AS(app.parse(std::string("import gitleaks")), CLI::ParseError);
  CHECK_NOTHROW(app.parse(std::string("import gitleaks some-file")));
  // An option takes one value, and leaves the files alone.
  CHECK_NOTHROW(app.parse(std::string("import csv --map id=a --map title=b --registry r file")));
  CHECK(app.get_subcommand("import")->get_option("files")->results().size() == 1);
}

}  // namespace keyhound
