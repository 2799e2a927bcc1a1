// SPDX-License-Identifier: Apache-2.0
#include "scanner/ci/ci_run.h"

namespace keyhound {

std::string_view to_string(CiEvent event) {
  switch (event) {
    case CiEvent::kPullRequest:
      return "pull request";
    case CiEvent::kMergeQueue:
      return "merge queue";
    case CiEvent::kPush:
      return "push";
    case CiEvent::kTag:
      return "tag";
    case CiEvent::kSchedule:
      return "schedule";
    case CiEvent::kManual:
      return "manual run";
    case CiEvent::kOther:
      break;
  }
  return "run";
}

bool is_zero_id(std::string_view id) {
  return !id.empty() && id.find_first_not_of('0') == std::string_view::npos;
}

std::string branch_of_ref(std::string_view ref) {
  constexpr std::string_view kHeads = "refs/heads/";
  if (ref.starts_with(kHeads)) ref.remove_prefix(kHeads.size());
  return std::string(ref);
}

}  // namespace keyhound
