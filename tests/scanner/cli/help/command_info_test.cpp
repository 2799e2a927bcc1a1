// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/help/command_info.h"

#include <doctest/doctest.h>

#include <CLI/CLI.hpp>
namespace keyhound {

using Words = std::vector<std::string>;

TEST_CASE("The values of an option are what its description lists at the end") {
  CHECK(listed_values("Colours: auto, always, never") == Words{"auto", "always", "never"});
  CHECK(listed_values("text, json (default: text)") == Words{"text", "json"});
  CHECK(listed_values("json, csv, in-toto (signed)") == Words{"json", "csv", "in-toto"});
  CHECK(listed_values("What it is:\nvault (metadata)\ncsv (a table)") == Words{"vault", "csv"});
}

TEST_CASE("A description that lists no words names no values") {
  CHECK(listed_values("Two commits, A..B").empty());
  CHECK(listed_values("Repository (default: the one here)").empty());
  CHECK(listed_values("key=value, several or again; or a JSON object").empty());
  CHECK(listed_values("File to write").empty());
  CHECK(listed_values("").empty());
  CHECK(listed_values("Lines:\n(none)").empty());
}

TEST_CASE("A command is described with its arguments, options, subcommands and examples") {
  CLI::App app("Does it all", "tool");
  std::string text;
  std::vector<std::string> paths;
  bool is_loud = false;
  app.add_option("path", paths, "Files to read")->type_name("PATH")->required();
  app.add_option("--how,-w", text, "How: well, badly")->type_name("MANNER")->capture_default_str();
  app.add_option("--by", text, "Time")->type_name("day|week");
  app.add_option("--where", text, "Where")->type_name("DIR");
  app.add_flag("--loud", is_loud, "Say more");
  app.add_subcommand("sub", "Does a part")->footer("Examples:\n  tool sub   a part of it\nEnd.");

  const CommandInfo info = describe_command(app);
  CHECK(info.path == "tool");
  REQUIRE(info.arguments.size() == 1);
  CHECK(info.arguments[0].value == "PATH");
  CHECK((info.arguments[0].kind == ValueKind::kFile));
  CHECK(info.arguments[0].is_repeatable);
  CHECK(info.arguments[0].is_required);
  REQUIRE(info.options.size() == 5);
  CHECK(info.options[0].name == "--help");
  CHECK((info.options[0].kind == ValueKind::kNone));
  CHECK(info.options[1].names == Words{"-w", "--how"});
  CHECK(info.options[1].choices == Words{"well", "badly"});
  CHECK(info.options[2].choices == Words{"day", "week"});
  CHECK((info.options[3].kind == ValueKind::kDirectory));
  CHECK(info.options[4].value.empty());
  CHECK((info.options[4].kind == ValueKind::kNone));
  REQUIRE(info.subcommands.size() == 1);
  CHECK(info.subcommands[0].path == "tool sub");
  CHECK(info.subcommands[0].examples == Words{"tool sub   a part of it"});
}

}  // namespace keyhound
