// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <set>
#include <string>
#include <vector>

#include "scanner/bulk/targets/json_record.h"
#include "scanner/bulk/targets/plan.h"
#include "scanner/bulk/targets/target_text.h"

namespace keyhound {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kFormat = "keyhound/bulk-plan/v1";
constexpr std::size_t kMostTargets = 1'000'000;
constexpr std::size_t kMostDiagnostics = 100'000;

struct TextMember {
  const char* name;
  std::string Target::*member;
};
constexpr TextMember kTexts[] = {{"name", &Target::name},
                                 {"location", &Target::location},
                                 {"provider", &Target::provider},
                                 {"provider_id", &Target::provider_id},
                                 {"organisation", &Target::organisation},
                                 {"default_branch", &Target::default_branch},
                                 {"excluded", &Target::excluded},
                                 {"excluded_message", &Target::excluded_message}};

struct FlagMember {
  const char* name;
  bool Target::*member;
};
constexpr FlagMember kFlags[] = {{"archived", &Target::is_archived},
                                 {"fork", &Target::is_fork},
                                 {"private", &Target::is_private},
                                 {"empty", &Target::is_empty},
                                 {"mirror", &Target::is_mirror}};

// What is not so, or not known, is left out: a plan of 10,000 targets stays readable.
Json target_json(const Target& target) {
  Json json;
  json["kind"] = target.kind == TargetKind::kUrl ? "url" : "path";
  for (const TextMember& text : kTexts) {
    if (!(target.*text.member).empty()) json[text.name] = target.*text.member;
  }
  for (const FlagMember& flag : kFlags) {
    if (target.*flag.member) json[flag.name] = true;
  }
  if (target.size_kib > 0) json["size_kib"] = target.size_kib;
  return json;
}

Json diagnostic_json(const Diagnostic& diagnostic) {
  return {{"kind", diagnostic.kind},
          {"subject", diagnostic.subject},
          {"message", diagnostic.message},
          {"incomplete", diagnostic.incomplete}};
}

// A plan says where git fetches from, so that its locations are read as those of a list are.
Status check_location(const Target& target) {
  KEYHOUND_TRY(const TargetText read, read_target_text(target.location));
  if (read.had_credentials) return fail(ErrorKind::kCorrupt, "'location' holds a credential");
  if (read.target.kind != target.kind) {
    return fail(ErrorKind::kCorrupt, "'location' and 'kind' do not fit");
  }
  return {};
}

Result<Target> read_target(const nlohmann::json& json) {
  KEYHOUND_TRY(const JsonRecord record, JsonRecord::of(json));
  Target target;
  for (const TextMember& text : kTexts) {
    KEYHOUND_TRY(target.*text.member, record.text(text.name));
  }
  for (const FlagMember& flag : kFlags) {
    KEYHOUND_TRY(target.*flag.member, record.flag(flag.name));
  }
  KEYHOUND_TRY(const std::string kind, record.required_text("kind"));
  if (kind != "url" && kind != "path") return fail(ErrorKind::kCorrupt, "'kind' is unknown");
  target.kind = kind == "url" ? TargetKind::kUrl : TargetKind::kPath;
  KEYHOUND_TRY(const auto size, record.number("size_kib"));
  target.size_kib = size.value_or(0);
  if (target.name.empty()) return fail(ErrorKind::kCorrupt, "'name' is missing");
  KEYHOUND_TRY_STATUS(check_location(target));
  return target;
}

Result<Diagnostic> read_diagnostic(const nlohmann::json& json) {
  KEYHOUND_TRY(const JsonRecord record, JsonRecord::of(json));
  Diagnostic diagnostic;
  KEYHOUND_TRY(diagnostic.kind, record.text("kind"));
  KEYHOUND_TRY(diagnostic.subject, record.text("subject"));
  KEYHOUND_TRY(diagnostic.message, record.text("message"));
  KEYHOUND_TRY(diagnostic.incomplete, record.flag("incomplete"));
  return diagnostic;
}

template <class T>
Result<std::vector<T>> read_items(const nlohmann::json& plan, const char* name, std::size_t most,
                                  Result<T> (*read)(const nlohmann::json&)) {
  const auto items = plan.find(name);
  if (items == plan.end() || !items->is_array()) {
    return fail(ErrorKind::kCorrupt, fmt::format("'{}' is missing, or no list", name));
  }
  if (items->size() > most) {
    return fail(ErrorKind::kCorrupt, fmt::format("'{}' has more than {} entries", name, most));
  }
  std::vector<T> values;
  for (const nlohmann::json& item : *items) {
    auto value = read(item);
    if (!value) {
      return fail(ErrorKind::kCorrupt,
                  fmt::format("{}[{}]: {}", name, values.size(), value.error().message));
    }
    values.push_back(std::move(*value));
  }
  return values;
}

Result<Plan> read_document(const nlohmann::json& json) {
  KEYHOUND_TRY(const JsonRecord record, JsonRecord::of(json));
  KEYHOUND_TRY(const std::string format, record.text("format"));
  if (format != kFormat) {
    return fail(ErrorKind::kCorrupt,
                fmt::format("this is no plan of 'bulk plan --format json' ({})", kFormat));
  }
  Plan plan;
  KEYHOUND_TRY(plan.complete, record.flag("complete"));
  KEYHOUND_TRY(plan.targets, read_items<Target>(json, "targets", kMostTargets, read_target));
  KEYHOUND_TRY(plan.diagnostics,
               read_items<Diagnostic>(json, "diagnostics", kMostDiagnostics, read_diagnostic));
  std::set<std::string_view> names;
  for (const Target& target : plan.targets) {
    if (!names.insert(target.name).second) {
      return fail(ErrorKind::kCorrupt, "two targets have one name");
    }
  }
  plan.digest = plan_digest(plan.targets);
  return plan;
}

}  // namespace

std::string write_plan(const Plan& plan) {
  Json targets = Json::array();
  for (const Target& target : plan.targets) targets.push_back(target_json(target));
  Json diagnostics = Json::array();
  for (const Diagnostic& diagnostic : plan.diagnostics) {
    diagnostics.push_back(diagnostic_json(diagnostic));
  }
  const Json document = {{"format", kFormat},
                         {"digest", plan.digest},
                         {"complete", plan.complete},
                         {"targets", std::move(targets)},
                         {"diagnostics", std::move(diagnostics)}};
  return document.dump(1, ' ', true, Json::error_handler_t::replace) + "\n";
}

Result<Plan> read_plan(std::string_view json, const std::string& file) {
  const auto value = parse_outside_json(json);
  if (!value) return fail(value.error().within(file));
  auto plan = read_document(*value);
  if (!plan) return fail(plan.error().within(file));
  return plan;
}

}  // namespace keyhound
