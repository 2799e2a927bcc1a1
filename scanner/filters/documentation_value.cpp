// SPDX-License-Identifier: Apache-2.0
#include "scanner/filters/documentation_value.h"

#include <algorithm>

namespace keyhound {

Result<DocumentationValues> DocumentationValues::compile(const std::vector<std::string>& regexes,
                                                         const PatternCompiler& compiler) {
  DocumentationValues values;
  if (regexes.empty()) return values;
  std::string all;
  for (const std::string& regex : regexes) {
    if (regex.empty()) {
      return fail(ErrorKind::kConfiguration, "an empty documentation value is every value");
    }
    all += (all.empty() ? "(?:" : "|(?:") + regex + ")";
  }
  // One automaton for all of them. When it does not compile, the regex at fault tells why.
  auto test = compiler(all);
  if (!test) {
    for (const std::string& regex : regexes) {
      if (auto one = compiler(regex); !one) return fail(one.error());
    }
    return fail(test.error());
  }
  values.tests_.push_back(std::move(*test));
  return values;
}

bool DocumentationValues::contains(std::string_view secret) const {
  return std::any_of(tests_.begin(), tests_.end(),
                     [secret](const TextTest& test) { return test(secret); });
}

}  // namespace keyhound
