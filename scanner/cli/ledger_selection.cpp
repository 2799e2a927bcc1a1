// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/ledger_selection.h"

#include <fmt/format.h>

#include <cstdio>

#include "policies/evidence/signing_key.h"
#include "scanner/base/file.h"
#include "scanner/cli/cli11.h"

namespace keyhound {
namespace {

Result<std::optional<Timestamp>> time_option(const char* name, const std::string& text) {
  if (text.empty()) return std::optional<Timestamp>();
  const auto time = parse_timestamp(text);
  if (!time) return fail(ErrorKind::kUsage, fmt::format("{}: {}", name, time.error().message));
  return std::optional<Timestamp>(*time);
}

}  // namespace

void add_ledger_selection(CLI::App& app, LedgerSelectionOptions& options) {
  app.add_option("--since", options.since, "Only events from this time on")->type_name("DATE");
  app.add_option("--until", options.until, "Only events up to this time")->type_name("DATE");
  app.add_option("--public-key", options.public_keys,
                 "Key whose heads are trusted, or a file with it (again for more)")
      ->type_name("KEY")
      ->allow_extra_args(false);
  app.add_flag("--allow-clock-back", options.allow_clock_back,
               "Take a ledger in which the clock went back");
  app.add_option("--output", options.output, "File to write (default: standard output)")
      ->type_name("FILE");
}

Result<LedgerSelection> selection_of(const LedgerSelectionOptions& options) {
  constexpr std::size_t kDateLength = 10;
  constexpr Duration kRestOfDay{24 * 60 * 60 - 1};
  LedgerSelection selection;
  for (const std::string& text : options.public_keys) {
    KEYHOUND_TRY(selection.check.keys.emplace_back(), load_public_key(text));
  }
  selection.check.clock_may_go_back = options.allow_clock_back;
  KEYHOUND_TRY(selection.since, time_option("--since", options.since));
  KEYHOUND_TRY(selection.until, time_option("--until", options.until));
  if (selection.until && options.until.size() == kDateLength)
    selection.until = *selection.until + kRestOfDay;
  if (selection.since && selection.until && *selection.until < *selection.since)
    return fail(ErrorKind::kUsage, "--until: the period ends before it begins");
  return selection;
}

Status put_report(const LedgerSelectionOptions& options, std::string_view text) {
  if (!options.output.empty()) return write_file(options.output, text);
  const bool is_written =
      std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  if (is_written) return {};
  return fail(ErrorKind::kUsage, "standard output: the report cannot be written");
}

}  // namespace keyhound
