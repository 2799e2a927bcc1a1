// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/json/reference_json.h"

#include "scanner/base/text_encode.h"
#include "scanner/report/json/finding_json.h"

namespace keyhound {
Json reference_json(const Reference& reference) {
  Json object = Json::object();
  add_text(object, "secret_ref", reference.secret_ref);
  add_text(object, "name", reference.name);
  add_text(object, "platform", reference.platform);
  add_position(object, reference.location);
  add_text(object, "job", reference.job);
  add_text(object, "step", reference.step);
  add_text(object, "environment", reference.environment);
  Json permissions = Json::array();
  for (const std::string& one : reference.permissions) permissions.push_back(to_valid_utf8(one));
  if (!permissions.empty()) object["permissions"] = std::move(permissions);
  if (reference.is_fork_triggered) object["fork_triggered"] = true;
  add_text(object, "repository", reference.repository);
  return object;
}

Json suppression_json(const Suppression& suppression) {
  Json object = {{"kind", to_valid_utf8(suppression.kind)}};
  add_text(object, "rule_id", suppression.rule_id);
  add_text(object, "exception", suppression.exception_id);
  add_text(object, "reason", suppression.reason);
  add_position(object, suppression.location);
  add_text(object, "repository", suppression.repository);
  return object;
}

}  // namespace keyhound
