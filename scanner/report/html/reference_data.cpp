// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/html/reference_data.h"

#include <algorithm>
#include <unordered_map>

#include "scanner/base/text_encode.h"
#include "scanner/report/html/page_text.h"
#include "scanner/report/occurrence_text.h"

namespace keyhound {
namespace {

constexpr std::string_view kSubjectPrefix = "reference:";
constexpr std::string_view kUnregisteredPolicy = "REF1001";

struct RegistryMatch {
  bool is_unregistered = false;
  std::string credential;
  std::string owner;
};

// By the subject's name without its line: a policy asks about the first reference of a secret in a
// file only, and what it says is true of the others.
using Matches = std::unordered_map<std::string, RegistryMatch>;

Matches matches_of(const Assessment& assessment) {
  Matches matches;
  for (const AssessedVerdict& one : assessment.verdicts) {
    const AssessedSubject& subject = assessment.subjects[one.subject];
    if (!subject.id.starts_with(kSubjectPrefix)) continue;
    const std::string name = subject.id.substr(0, subject.id.rfind(':'));
    RegistryMatch& match = matches[name];
    if (match.credential.empty()) match.credential = subject.credential;
    if (match.owner.empty()) match.owner = subject.owner;
    if (one.verdict->policy_id == kUnregisteredPolicy && one.verdict->outcome == Outcome::kFail)
      match.is_unregistered = true;
  }
  return matches;
}

std::string subject_name(const Reference& reference) {
  const std::string& name = reference.secret_ref.empty() ? reference.name : reference.secret_ref;
  return std::string(kSubjectPrefix) + name + "@" + reference.location.path;
}

void add_match(Json& object, const Matches& matches, const Reference& reference) {
  const auto found = matches.find(subject_name(reference));
  if (found == matches.end()) return;
  const RegistryMatch& match = found->second;
  if (match.credential.empty() && !match.is_unregistered) return;
  object["registered"] = !match.credential.empty();
  add_shown(object, "credential", match.credential);
  add_shown(object, "owner", match.owner);
}

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : ", ") + text;
  return all;
}

Json reference_data(const Reference& reference) {
  Json object = Json::object();
  add_shown(object, "name", reference.name);
  add_shown(object, "platform", reference.platform);
  add_shown(object, "store", reference.store);
  add_shown(object, "kind", reference.kind);
  add_shown(object, "sink", reference.sink);
  add_shown(object, "path", reference.location.path);
  add_shown(object, "place", describe_place(reference.location, ""));
  add_shown(object, "job", reference.job);
  add_shown(object, "step", reference.step);
  add_shown(object, "environment", reference.environment);
  add_shown(object, "triggers", joined(reference.triggers));
  add_shown(object, "repository", reference.repository);
  if (reference.is_fork_triggered) object["fork"] = true;
  if (reference.resolution != Resolution::kExact)
    object["resolution"] = to_string(reference.resolution);
  return object;
}

}  // namespace

Json references_data(const ScanResult& result) {
  const Matches matches = result.assessment ? matches_of(*result.assessment) : Matches{};
  Json list = Json::array();
  for (const Reference& reference : *result.references) {
    Json object = reference_data(reference);
    add_match(object, matches, reference);
    list.push_back(std::move(object));
  }
  return list;
}

}  // namespace keyhound
