// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/json/reference_json.h"

#include "scanner/base/text_encode.h"
#include "scanner/report/json/finding_json.h"

namespace keyhound {
namespace {

void add_texts(Json& object, const char* key, const std::vector<std::string>& texts) {
  Json list = Json::array();
  for (const std::string& one : texts) list.push_back(to_valid_utf8(one));
  if (!list.empty()) object[key] = std::move(list);
}

}  // namespace

Json pipeline_json(const PipelinePlace& place) {
  Json object = Json::object();
  add_text(object, "platform", place.platform);
  add_text(object, "job", place.job);
  add_text(object, "step", place.step);
  add_text(object, "key_path", place.key_path);
  add_text(object, "exposure", place.exposure);
  add_text(object, "environment", place.environment);
  add_texts(object, "triggers", place.triggers);
  return object;
}

Json reference_json(const Reference& reference) {
  constexpr std::size_t kMostMembers = 28;
  Json object = Json::object();
  object.get_ref<Json::object_t&>().reserve(kMostMembers);  // there may be thousands of them
  add_text(object, "secret_ref", reference.secret_ref);
  add_text(object, "name", reference.name);
  add_text(object, "platform", reference.platform);
  add_text(object, "store", reference.store);
  add_text(object, "kind", reference.kind);
  add_text(object, "id", reference.id);
  add_text(object, "field", reference.field);
  add_text(object, "bound_as", reference.bound_as);
  add_text(object, "sink", reference.sink);
  add_text(object, "key_path", reference.key_path);
  add_position(object, reference.location);
  add_text(object, "job", reference.job);
  add_text(object, "step", reference.step);
  add_text(object, "environment", reference.environment);
  add_text(object, "runner", reference.runner);
  add_texts(object, "triggers", reference.triggers);
  add_texts(object, "permissions", reference.permissions);
  if (reference.is_fork_triggered) object["fork_triggered"] = true;
  object["confidence"] = to_string(reference.confidence);
  object["resolution"] = to_string(reference.resolution);
  add_text(object, "repository", reference.repository);
  return object;
}

Json suppression_json(const Suppression& suppression) {
  Json object = {{"kind", to_valid_utf8(suppression.kind)}};
  add_text(object, "rule_id", suppression.rule_id);
  add_text(object, "exception", suppression.exception_id);
  add_text(object, "reason", suppression.reason);
  if (suppression.until) object["until"] = format_timestamp(*suppression.until);
  if (!suppression.is_used) object["used"] = false;
  add_position(object, suppression.location);
  add_text(object, "repository", suppression.repository);
  return object;
}

}  // namespace keyhound
