// SPDX-License-Identifier: Apache-2.0
#include "policies/importers/import_run.h"

#include "tests/policies/importers/imports.h"

namespace keyhound {

TEST_CASE("An import tells its files, their digests and the rows, for the ledger") {
  const std::string ignore = "a:jwt:1\nb:jwt:2\n";
  const ImportedRegistry import =
      testing::imported("gitleaks", {{"one", ignore}, {"two", "c:jwt:1\n"}});
  REQUIRE(import.files.size() == 2);
  CHECK(import.files[0].name == "one");
  CHECK(import.files[0].digest == make_import_file("x", ignore).digest);
  CHECK(import.files[0].digest.size() == 71);
  CHECK(import.digest.starts_with("sha256:"));
  CHECK(import.digest != import.files[0].digest);
  CHECK(import.rows == 3);
  CHECK(import.format == "gitleaks");
}

TEST_CASE("The same files give the same bytes, in whatever order their entries stand") {
  const auto written = [](const std::string& text) {
    const std::string yaml =
        write_import(testing::imported("gitleaks", {{"in", text}}), testing::import_options());
    return yaml.substr(yaml.find("credentials:"));
  };
  CHECK(written("a:jwt:1\nb:jwt:2\n") == written("b:jwt:2\na:jwt:1\n"));
}

TEST_CASE("The written file names its inputs, also hostile ones, and loads") {
  for (const std::string& name : testing::hostile_names()) {
    CAPTURE(name);
    testing::loaded(testing::imported("gitleaks", {{name, "a:jwt:1\n"}}));
  }
}

TEST_CASE("A map of columns is refused where there are none") {
  ImportOptions options = testing::import_options();
  options.columns = {{"id", "a"}};
  const auto import = testing::try_import("gitleaks", {{"in", "a:jwt:1\n"}}, options);
  REQUIRE_FALSE(import);
  CHECK(import.error().kind == ErrorKind::kUsage);
}

TEST_CASE("Problems are told together, up to a bound") {
  std::string text;
  for (int i = 0; i < 150; ++i) text += "broken\n";
  const auto import = testing::try_import("gitleaks", {{"in", text}});
  REQUIRE_FALSE(import);
  CHECK(import.error().kind == ErrorKind::kConfiguration);
  CHECK(import.error().message.find("in:100:1:") != std::string::npos);
  CHECK(import.error().message.find("in:101:1:") == std::string::npos);
  CHECK(import.error().message.find("\nand 50 more") != std::string::npos);
}

TEST_CASE("A large baseline is imported in a moment") {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += "dir/f" + std::to_string(i) + ".env:jwt:1\n";
  const ImportedRegistry import = testing::imported("gitleaks", {{"in", text}});
  CHECK(import.document.credentials.size() == 20'000);
}

}  // namespace keyhound
