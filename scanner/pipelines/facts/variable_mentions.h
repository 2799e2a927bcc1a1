// SPDX-License-Identifier: Apache-2.0
// VariableMentions: which steps of a definition speak of a variable of their environment: scripts
// that read it, and expressions that name it (`env.X`). What programs read without a word of it
// cannot be known. Immutable; borrows the definition.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/pipelines/facts/definition.h"

namespace keyhound {

class VariableMentions {
 public:
  explicit VariableMentions(const Definition& definition);

  // The steps in `scope` that mention the binding's variable where they see that binding: each
  // once, in order.
  [[nodiscard]] std::vector<FactIndex> of(const Binding& binding) const;

 private:
  void add_scripts();
  void add_expressions();

  const Definition* definition_;
  std::map<FactIndex, std::set<FactIndex>> by_reference_;  // steps
  std::map<std::string, std::set<std::pair<FactIndex, FactIndex>>, std::less<>> by_name_;
};

}  // namespace keyhound
