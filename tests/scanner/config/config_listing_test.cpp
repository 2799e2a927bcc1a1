// SPDX-License-Identifier: Apache-2.0
#include "scanner/config/config_listing.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "scanner/config/config_key.h"
#include "scanner/config/config_reader.h"

namespace keyhound {

TEST_CASE("The listing has every key, with what says it or what counts where nothing does") {
  const auto file = parse_configuration(
      "[rules]\ndisable = ['a\"b']\nseverity = {c = 'low'}\n[scan]\nstrict = true\n"
      "[[allowlists]]\nuntil = 2027-01-31\nregexes = ['x\\d']\n",
      "k.toml");
  REQUIRE(file);
  Configuration configuration = file->configuration;
  configuration.sources.push_back({"k.toml", "", "", ""});
  const std::vector<ConfigRow> rows = list_configuration(configuration);
  const auto row = [&](const std::string& key) {
    const auto found = std::find_if(rows.begin(), rows.end(),
                                    [&](const ConfigRow& one) { return one.key == key; });
    return found == rows.end() ? "no row" : found->value + " @ " + found->origin;
  };
  CHECK(row("rules.disable") == "\"a\\\"b\" @ k.toml:2:12");
  CHECK(row("rules.severity.c") == "\"low\" @ k.toml:3:13");
  CHECK(row("scan.strict") == "true @ k.toml:5:1");
  CHECK(row("scan.fail_on") == "low @ ");
  CHECK(row("paths.exclude") == " @ ");
  CHECK(row("allowlists[0].until") == "2027-01-31T00:00:00Z @ k.toml:7:1");
  CHECK(row("allowlists[0].regexes") == "\"x\\\\d\" @ k.toml:8:12");
  for (const ConfigSection& section : config_sections()) {
    if (section.name.empty()) continue;
    for (const auto& key : section.keys) {
      const std::string name = std::string(section.name) + "." + std::string(key.info.name);
      CAPTURE(name);
      CHECK(std::any_of(rows.begin(), rows.end(), [&name](const ConfigRow& one) {
        return one.key == name || one.key.rfind(name + ".", 0) == 0;
      }));
    }
  }
}

}  // namespace keyhound
