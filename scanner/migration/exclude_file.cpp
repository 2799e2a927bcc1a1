// SPDX-License-Identifier: Apache-2.0
#include "scanner/migration/exclude_file.h"

#include <fmt/format.h>

#include "scanner/base/text_encode.h"
#include "scanner/migration/regex_text.h"
#include "scanner/migration/text_lines.h"

namespace keyhound {

ForeignWaivers read_exclude_file(std::string_view text, const std::string& origin,
                                 const RegexCheck& check) {
  ForeignWaivers read;
  Allowlist list;
  list.description = "paths that trufflehog leaves out";
  for_each_line(text, [&](std::string_view line, std::size_t number) {
    const std::size_t begin = line.find_first_not_of(" \t");
    if (begin == std::string_view::npos || line[begin] == '#') return;
    const std::string regex = re2_syntax(line);
    const Status compiles =
        is_valid_utf8(line) ? check(regex) : Status(fail(ErrorKind::kConfiguration, "not UTF-8"));
    if (compiles) {
      list.paths.push_back(regex);
      return;
    }
    read.notes.push_back({MigrationNote::Kind::kNoEquivalent, fmt::format("{}:{}", origin, number),
                          "the regex does not compile: " + compiles.error().message,
                          "correct the line or take it out"});
  });
  if (!list.paths.empty()) read.allowlists.push_back(std::move(list));
  return read;
}

}  // namespace keyhound
