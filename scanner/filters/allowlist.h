// SPDX-License-Identifier: Apache-2.0
// AllowlistFilter: decides whether configuration drops a match. Regexes are compiled by the
// caller's PatternCompiler, since RE2 stays inside engine/. Immutable, thread-safe.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/model/rule.h"

namespace keyhound {

using TextTest = std::function<bool(std::string_view)>;
using PatternCompiler = std::function<Result<TextTest>(std::string_view regex)>;

// What an allowlist looks at. Views live for the call.
struct AllowlistSubject {
  std::string_view secret;
  std::string_view match;
  std::string_view line;  // the whole lines that the match stands on
  std::string_view path;
  std::string_view commit;  // hex id; empty: none
};

class AllowlistFilter {
 public:
  // kConfiguration for a regex that does not compile, and for an allowlist without any criterion
  // or with an empty one, which would drop everything.
  static Result<AllowlistFilter> compile(const std::vector<Allowlist>& allowlists,
                                         const PatternCompiler& compiler);

  [[nodiscard]] bool allows(const AllowlistSubject& subject) const;
  // Which of the allowlists it was compiled from does.
  [[nodiscard]] std::optional<std::size_t> first_allowing(const AllowlistSubject& subject) const;
  [[nodiscard]] bool empty() const { return entries_.empty(); }
  // Whether some criterion looks at commits, so that it must be asked for each occurrence.
  [[nodiscard]] bool looks_at_commits() const;
  // Whether some criterion looks at paths or commits: at where a text stands.
  [[nodiscard]] bool looks_at_origin() const;

 private:
  struct Entry {
    Allowlist::Condition condition;
    Allowlist::Target target;
    std::vector<TextTest> regexes;
    std::vector<TextTest> paths;
    std::vector<std::string> stopwords;  // lower case
    std::vector<std::string> commits;
  };
  static bool entry_allows(const Entry& entry, const AllowlistSubject& subject);
  std::vector<Entry> entries_;
};

}  // namespace keyhound
