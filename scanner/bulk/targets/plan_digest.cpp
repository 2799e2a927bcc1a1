// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <vector>

#include "scanner/base/hash.h"
#include "scanner/base/text_encode.h"
#include "scanner/bulk/targets/plan.h"

namespace keyhound {

std::string plan_digest(const std::vector<Target>& targets) {
  std::vector<std::string> lines;
  lines.reserve(targets.size());
  for (const Target& target : targets) lines.push_back(target.name + '\0' + target.excluded + '\0');
  std::sort(lines.begin(), lines.end());
  std::string text;
  for (const std::string& line : lines) text += line;
  return "sha256:" + to_hex(sha256(text));
}

}  // namespace keyhound
