// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/assessment_lookup.h"

namespace keyhound {

namespace {

// By a linear search: a registry has some hundred exceptions, and there are some dozen policies.
template <class List>
auto find_by_id(const List& list, std::string_view id) -> decltype(&list.front()) {
  for (const auto& one : list) {
    if (one.id == id) return &one;
  }
  return nullptr;
}

}  // namespace

const ExceptionSummary* find_exception(const Assessment& assessment, std::string_view id) {
  return find_by_id(assessment.exceptions, id);
}

const PolicyInfo* find_policy_info(const ScanResult& result, std::string_view id) {
  return result.policies == nullptr ? nullptr : find_by_id(*result.policies, id);
}

}  // namespace keyhound
