// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/finding_detail.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

#include "scanner/model/liveness_effect.h"
#include "scanner/store/sql_value.h"

namespace keyhound {
namespace {

using Json = nlohmann::json;

std::string clean(std::string_view text) { return std::get<std::string>(storable(text)); }

void put(Json& object, const char* name, std::string_view text) {
  if (!text.empty()) object[name] = clean(text);
}

void put(Json& object, const char* name, const std::vector<std::string>& texts) {
  if (texts.empty()) return;
  Json& list = object[name] = Json::array();
  for (const std::string& text : texts) list.push_back(clean(text));
}

void put(Json& object, const char* name, const std::optional<Timestamp>& time) {
  if (time) object[name] = format_timestamp(*time);
}

std::string text_of_json(const Json& json) { return json.empty() ? std::string() : json.dump(); }

// Members of a stored object; what is missing is empty.
class Members {
 public:
  explicit Members(Json object) : object_(std::move(object)) {}
  static Members of_text(std::string_view text) {
    return Members(text.empty() ? Json(Json::object()) : Json::parse(text, nullptr, false));
  }

  [[nodiscard]] bool is_read() const { return object_.is_object(); }
  [[nodiscard]] const Json& json() const { return object_; }
  [[nodiscard]] std::string text(const char* name) const {
    const auto found = object_.find(name);
    return found != object_.end() && found->is_string() ? found->get<std::string>() : std::string();
  }
  [[nodiscard]] std::vector<std::string> texts(const char* name) const {
    std::vector<std::string> all;
    const auto found = object_.find(name);
    if (found == object_.end() || !found->is_array()) return all;
    for (const Json& one : *found)
      if (one.is_string()) all.push_back(one.get<std::string>());
    return all;
  }
  [[nodiscard]] bool flag(const char* name, bool fallback) const {
    const auto found = object_.find(name);
    return found != object_.end() && found->is_boolean() ? found->get<bool>() : fallback;
  }
  [[nodiscard]] std::optional<Timestamp> time(const char* name) const {
    const Result<Timestamp> time = parse_timestamp(text(name));
    return time ? std::optional(*time) : std::nullopt;
  }
  [[nodiscard]] std::uint64_t number(const char* name) const {
    const auto found = object_.find(name);
    return found != object_.end() && found->is_number_unsigned() ? found->get<std::uint64_t>() : 0;
  }
  [[nodiscard]] std::optional<Members> object(const char* name) const {
    const auto found = object_.find(name);
    if (found == object_.end() || !found->is_object()) return std::nullopt;
    return Members(*found);
  }

 private:
  Json object_;
};

Json liveness_detail(const Liveness& liveness) {
  Json object = {{"state", to_string(liveness.state)}};
  put(object, "at", liveness.at);
  put(object, "source", liveness.source);
  put(object, "verifier", liveness.verifier);
  put(object, "host", liveness.host);
  if (liveness.status > 0) object["status"] = static_cast<std::uint64_t>(liveness.status);
  put(object, "reason", liveness.reason);
  return object;
}

Liveness liveness_in(const Members& members) {
  return {parse_liveness_state(members.text("state")).value_or(LivenessState::kUnchecked),
          members.time("at"),
          members.text("source"),
          members.text("verifier"),
          members.text("host"),
          static_cast<int>(std::min<std::uint64_t>(members.number("status"), 999)),
          members.text("reason")};
}

tl::unexpected<Error> corrupt() {
  return fail(ErrorKind::kCorrupt, "the store holds a detail that keyhound did not write");
}

}  // namespace

std::string identity_text(const Finding& finding) {
  Json object = Json::object();
  for (const auto& [name, value] : finding.identity) object[clean(name)] = clean(value);
  return text_of_json(object);
}

std::string tags_text(const Finding& finding) {
  Json object = Json::object();
  put(object, "tags", finding.tags);
  return object.empty() ? std::string() : object["tags"].dump();
}

std::string finding_detail(const Finding& finding) {
  Json object = Json::object();
  put(object, "also_matched", finding.also_matched);
  put(object, "previous_fingerprints", finding.previous_fingerprints);
  if (is_told(finding.liveness)) object["liveness"] = liveness_detail(finding.liveness);
  if (finding.accepted) {
    Json& accepted = object["accepted"] = Json::object();
    put(accepted, "verdict", finding.accepted->verdict);
    put(accepted, "reason", finding.accepted->reason);
    put(accepted, "until", finding.accepted->until);
    put(accepted, "path", finding.accepted->path);
  }
  return text_of_json(object);
}

std::string pipeline_text(const PipelinePlace& place) {
  Json object = Json::object();
  put(object, "platform", place.platform);
  put(object, "job", place.job);
  put(object, "step", place.step);
  put(object, "key_path", place.key_path);
  put(object, "exposure", place.exposure);
  put(object, "environment", place.environment);
  put(object, "triggers", place.triggers);
  return text_of_json(object);
}

std::string reference_detail(const Reference& reference) {
  Json object = Json::object();
  put(object, "field", reference.field);
  put(object, "bound_as", reference.bound_as);
  put(object, "sink", reference.sink);
  put(object, "key_path", reference.key_path);
  put(object, "runner", reference.runner);
  put(object, "triggers", reference.triggers);
  put(object, "permissions", reference.permissions);
  put(object, "confidence", to_string(reference.confidence));
  put(object, "part", to_string(reference.location.part));
  object["start_column"] = reference.location.start.column;
  object["end_line"] = reference.location.end.line;
  object["end_column"] = reference.location.end.column;
  if (reference.is_fork_triggered) object["fork_triggered"] = true;
  return text_of_json(object);
}

std::string suppression_detail(const Suppression& suppression) {
  Json object = Json::object();
  put(object, "exception", suppression.exception_id);
  if (!suppression.is_used) object["used"] = false;
  object["start_column"] = suppression.location.start.column;
  object["end_line"] = suppression.location.end.line;
  object["end_column"] = suppression.location.end.column;
  return text_of_json(object);
}

Status read_identity_text(std::string_view text, Finding& into) {
  const Members members = Members::of_text(text);
  if (!members.is_read()) return corrupt();
  for (const auto& [name, value] : members.json().items())
    if (value.is_string()) into.identity.emplace_back(name, value.get<std::string>());
  return {};
}

Status read_tags_text(std::string_view text, Finding& into) {
  const Members members =
      Members::of_text(text.empty() ? std::string() : R"({"tags":)" + std::string(text) + "}");
  if (!members.is_read()) return corrupt();
  into.tags = members.texts("tags");
  for (const std::string& tag : into.tags)
    if (tag == kDocumentationTag) into.is_documentation = true;
  return {};
}

Status read_finding_detail(std::string_view text, Finding& into) {
  const Members members = Members::of_text(text);
  if (!members.is_read()) return corrupt();
  into.also_matched = members.texts("also_matched");
  into.previous_fingerprints = members.texts("previous_fingerprints");
  if (const auto liveness = members.object("liveness")) {
    into.liveness = liveness_in(*liveness);
  }
  if (const auto accepted = members.object("accepted")) {
    into.accepted = Acceptance{accepted->text("verdict"), accepted->text("reason"),
                               accepted->time("until"), accepted->text("path")};
  }
  return {};
}

Result<PipelinePlace> read_pipeline_text(std::string_view text) {
  const Members members = Members::of_text(text);
  if (!members.is_read()) return corrupt();
  return PipelinePlace{members.text("platform"), members.text("job"),
                       members.text("step"),     members.text("key_path"),
                       members.text("exposure"), members.text("environment"),
                       members.texts("triggers")};
}

Status read_reference_detail(std::string_view text, Reference& into) {
  const Members members = Members::of_text(text);
  if (!members.is_read()) return corrupt();
  into.field = members.text("field");
  into.bound_as = members.text("bound_as");
  into.sink = members.text("sink");
  into.key_path = members.text("key_path");
  into.runner = members.text("runner");
  into.triggers = members.texts("triggers");
  into.permissions = members.texts("permissions");
  into.confidence = parse_confidence(members.text("confidence")).value_or(Confidence::kHigh);
  into.location.start.column = members.number("start_column");
  into.location.end = {members.number("end_line"), members.number("end_column")};
  into.is_fork_triggered = members.flag("fork_triggered", false);
  return {};
}

Status read_suppression_detail(std::string_view text, Suppression& into) {
  const Members members = Members::of_text(text);
  if (!members.is_read()) return corrupt();
  into.exception_id = members.text("exception");
  into.is_used = members.flag("used", true);
  into.location.start.column = members.number("start_column");
  into.location.end = {members.number("end_line"), members.number("end_column")};
  return {};
}

}  // namespace keyhound
