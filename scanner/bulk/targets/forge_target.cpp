// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/targets/forge_target.h"

#include <fmt/format.h>

#include "scanner/base/ascii.h"
#include "scanner/bulk/targets/json_record.h"
#include "scanner/bulk/targets/target_text.h"

namespace keyhound {

Result<Target> target_of_clone_url(const JsonRecord& record, std::string_view name) {
  KEYHOUND_TRY(const std::string url, record.required_text(name));
  auto read = read_target_text(url);
  if (!read) return fail(ErrorKind::kCorrupt, fmt::format("'{}': {}", name, read.error().message));
  Target target = std::move(read->target);
  if (target.kind != TargetKind::kUrl) {
    return fail(ErrorKind::kCorrupt, fmt::format("'{}' is no URL", name));
  }
  target.provider.clear();
  KEYHOUND_TRY(const auto id, record.number("id"));
  if (id) target.provider_id = std::to_string(*id);
  return target;
}

std::string percent_encoded(std::string_view text) {
  std::string encoded;
  for (const char c : text) {
    if (is_alnum_ascii(c) || c == '-' || c == '.' || c == '_' || c == '~') {
      encoded += c;
    } else {
      encoded += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return encoded;
}

}  // namespace keyhound
