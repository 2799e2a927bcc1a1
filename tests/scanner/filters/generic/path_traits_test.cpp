// SPDX-License-Identifier: Apache-2.0
#include "scanner/filters/generic/path_traits.h"

#include <doctest/doctest.h>

#include <string>

namespace keyhound {

TEST_CASE("The language follows from the file's name") {
  struct Row {
    std::string path;
    Language language;
  };
  for (const Row& row : std::initializer_list<Row>{{"src/App.JAVA", Language::kCode},
                                                   {"a/b.yml", Language::kYaml},
                                                   {".env", Language::kProperties},
                                                   {".env.production", Language::kProperties},
                                                   {"x.properties", Language::kProperties},
                                                   {"Dockerfile", Language::kShell},
                                                   {"docker/Dockerfile.dev", Language::kShell},
                                                   {"run.sh", Language::kShell},
                                                   {"x.json", Language::kJson},
                                                   {"pom.xml", Language::kMarkup},
                                                   {"README.md", Language::kProse},
                                                   {"dump.sql", Language::kSql},
                                                   {"LICENSE", Language::kUnknown}}) {
    CAPTURE(row.path);
    CHECK(read_path(row.path).language == row.language);
  }
}

TEST_CASE("Tests, examples, documents, lock files and stores of secrets are known") {
  CHECK(read_path("src/tests/a.py").is_test);
  CHECK(read_path("conf.example.yml").is_example);
  CHECK(read_path("docs/a.py").is_document);
  CHECK(read_path("web/node_modules/x/a.js").is_vendored);
  CHECK(read_path("package-lock.json").is_lock_file);
  CHECK(read_path("config/locales/en.yml").is_translation);
  CHECK(read_path("deploy/.env").is_secret_store);
  CHECK_FALSE(read_path("").is_known);
}

TEST_CASE("Each term of a path has a name and one place") {
  CHECK(path_term_names().size() == kPathTerms);
  CHECK(path_terms(read_path("a.py"), true).language ==
        path_terms(read_path("a.py"), false).language + kLanguages);
  CHECK(path_terms(read_path("docs/a.py"), false).flags[2]);
  CHECK_FALSE(path_terms(read_path("docs/a.md"), false).flags[2]);
}

}  // namespace keyhound
