// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "scanner/pipelines/check.h"
#include "scanner/pipelines/facts/static_credentials.h"
#include "scanner/pipelines/finding_builder.h"
#include "scanner/pipelines/platform.h"

namespace keyhound {
namespace {

bool has(std::string_view text, std::string_view word) {
  return text.find(word) != std::string_view::npos;
}

// Stores that speak AWS's or a registry's protocol, but issue no short-lived keys.
bool is_other_provider(std::string_view text, StaticCredential credential) {
  const auto has_any = [&](std::initializer_list<std::string_view> marks) {
    return std::any_of(marks.begin(), marks.end(),
                       [&](std::string_view mark) { return has(text, mark); });
  };
  switch (credential) {
    case StaticCredential::kAws:
      return has_any({"ENDPOINT_URL", "endpoint-url", "endpoint_url", "S3_ENDPOINT", "AWS_ENDPOINT",
                      "r2.cloudflarestorage", "digitaloceanspaces"});
    case StaticCredential::kPypi:
      return has_any({"TWINE_REPOSITORY_URL", "repository-url:", "repository_url:",
                      "UV_PUBLISH_URL", "--repository-url"}) &&
             !has(text, "pypi.");
    default:
      return false;
  }
}

// Packages that a job publishes; keys of registries are for reading private ones, too.
bool is_publishing(std::string_view text, StaticCredential credential) {
  if (credential == StaticCredential::kNpm)
    return has(text, "npm publish") || has(text, "npm-publish");
  if (credential == StaticCredential::kNuget) return has(text, "nuget push");
  return true;
}

class KeyFinder {
 public:
  KeyFinder(const Definition& definition, std::vector<PipelineFinding>& findings)
      : definition_(definition), findings_(findings) {
    for (const Job& job : definition.jobs) is_federated_ = is_federated_ || job.has_federation;
  }

  void check(const SecretReference& reference) {
    // The tools' own names are sure, whatever they sound like: GCP_SA_KEY.
    if (reference.kind != "secret" || reference.is_platform_token) return;
    const StaticCredential credential = credential_of(reference);
    if (!has_federation(definition_.platform->id, credential) || is_job_federated(reference.scope))
      return;
    if (is_other(credential)) return;
    // One finding for a key of a job, however often it is named there.
    if (!seen_.emplace(reference.scope.job, reference.id).second) return;
    PipelineFinding finding =
        finding_at(reference, Level::kNote,
                   "'" + name_of(reference) + "' is a long-lived key of " +
                       std::string(name_of(credential)) + in_scope(definition_, reference.scope) +
                       ", which issues short-lived ones to pipelines");
    finding.remedy = federation_remedy(definition_.platform->id, credential);
    findings_.push_back(std::move(finding));
  }

 private:
  StaticCredential credential_of(const SecretReference& reference) const {
    const Step* step = step_of(definition_, reference.scope);
    if (step != nullptr && reference.sink == SecretSink::kInput) {
      const StaticCredential input = static_input(action_name(step->uses), reference.bound_as);
      if (input != StaticCredential::kNone) return input;
    }
    const StaticCredential bound = static_credential(reference.bound_as);
    return bound != StaticCredential::kNone ? bound : static_credential(reference.id);
  }

  bool is_job_federated(Scope scope) const {
    const Job* job = job_of(definition_, scope);
    return job != nullptr ? job->has_federation : is_federated_;
  }

  // What the text says about a provider, once for each.
  bool is_other(StaticCredential credential) {
    auto [known, is_new] = others_.try_emplace(credential, false);
    if (is_new)
      known->second = is_other_provider(definition_.text, credential) ||
                      !is_publishing(definition_.text, credential);
    return known->second;
  }

  const Definition& definition_;
  std::vector<PipelineFinding>& findings_;
  bool is_federated_ = false;
  std::set<std::pair<FactIndex, std::string_view>> seen_;
  std::map<StaticCredential, bool> others_;
};

void run(const CheckContext& context, std::vector<PipelineFinding>& findings) {
  KeyFinder finder(context.definition, findings);
  for (const SecretReference& reference : context.definition.references) finder.check(reference);
}

}  // namespace

extern const Check kStaticCloudCredentialCheck;
const Check kStaticCloudCredentialCheck = {
    .info = {.id = "static-cloud-credential",
             .number = "P17",
             .title = "Long-lived key where short-lived ones are to be had",
             .description =
                 "The pipeline uses a stored key of a provider that would issue a key for minutes "
                 "to this very job. A stored key works for whoever has it until somebody rotates "
                 "it.",
             .remedy = "Let the job prove who it is (OpenID Connect), and revoke the key.",
             .level = Level::kNote,
             .weaknesses = "CWE-324 CICD-SEC-6 NHI7",
             .reference = "https://docs.github.com/en/actions/concepts/security/openid-connect"},
    .run = run,
};

}  // namespace keyhound
