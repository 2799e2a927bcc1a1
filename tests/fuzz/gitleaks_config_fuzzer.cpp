// SPDX-License-Identifier: Apache-2.0
// A .gitleaks.toml, .gitleaksignore or baseline may hold anything. What is read of a configuration
// becomes a rule file that is read back with the same regexes.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "scanner/base/check.h"
#include "scanner/engine/pattern.h"
#include "scanner/migration/detect_secrets_waivers.h"
#include "scanner/migration/gitleaks_waivers.h"
#include "scanner/migration/migrated_files.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace keyhound;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const RegexCheck check = [](std::string_view regex) -> Status {
    KEYHOUND_TRY_STATUS(Pattern::compile(regex));
    return {};
  };
  static_cast<void>(read_gitleaks_ignore(text, "fuzz"));
  static_cast<void>(read_gitleaks_report(text, "fuzz"));
  static_cast<void>(read_detect_secrets_baseline(text, "fuzz", check));
  const auto config = parse_gitleaks_config(text, "fuzz.toml", check);
  if (!config) return 0;
  const GitleaksRules rules =
      translate_gitleaks(*config, [](std::string_view) { return std::vector<std::string>{"jwt"}; });
  MigrationSources sources;
  sources.gitleaks = &rules;
  for (const MigratedFile& file : write_migration(sources).files) {
    if (file.name != kOwnRulesFile) continue;
    const auto read = parse_rule_file(file.content, file.name);
    KEYHOUND_CHECK(read && !read->rules.empty());
  }
  return 0;
}
