// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/bulk/passed_option.h"

#include <doctest/doctest.h>

#include <CLI/CLI.hpp>

namespace keyhound {

TEST_CASE("What is given is handed on under the name that it has there") {
  CLI::App original;
  std::vector<std::string> list;
  bool flag = false;
  std::string value = "sample";
  original.add_option("--list", list, "A list")->type_name("NAME");
  original.add_flag("--flag", flag, "A flag");
  original.add_option("--value", value, "A value")->capture_default_str()->type_name("TEXT");

  CLI::App app;
  std::vector<std::string> arguments;
  add_passed_option(app, *original.get_option("--list"), {}, arguments);
  add_passed_option(app, *original.get_option("--flag"), {"--other-flag", nullptr}, arguments);
  const CLI::Option* const passed =
      add_passed_option(app, *original.get_option("--value"), {}, arguments);
  CHECK(passed->get_default_str() == "sample");
  CHECK(passed->get_type_name() == "TEXT");
  app.parse("--list a --list --b --other-flag --value=c=d");
  CHECK(arguments == std::vector<std::string>{"--list=a", "--list=--b", "--flag", "--value=c=d"});
}

}  // namespace keyhound
