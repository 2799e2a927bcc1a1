// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "scanner/pipelines/check.h"
#include "scanner/pipelines/facts/kept_token.h"
#include "scanner/pipelines/finding_builder.h"
#include "scanner/pipelines/platform.h"

namespace keyhound {
namespace {

// Somebody else's code that can change: not the platform's, not the repository's, not pinned.
bool is_foreign_and_unpinned(const Step& step) {
  const std::string action = action_name(step.uses);
  const std::string_view revision = action_revision(step.uses);
  constexpr std::string_view kNear[] = {"actions/", "github/", "./", "$/", "docker://"};
  return action.find('/') != std::string::npos && !revision.empty() &&
         !is_pinned_revision(revision) &&
         std::none_of(std::begin(kNear), std::end(kNear),
                      [&](std::string_view owner) { return action.starts_with(owner); });
}

// What a job does with a token that one of its steps left. The last step that does so, plus one.
struct JobUse {
  FactIndex steps_end = 0;
  FactIndex foreign_end = 0;
  FactIndex untrusted_end = 0;
  FactIndex upload_end = 0;
};

using JobUses = std::map<FactIndex, JobUse>;

JobUses uses_of_jobs(const Definition& definition) {
  const bool is_outside =
      std::any_of(definition.triggers.begin(), definition.triggers.end(),
                  [](const Trigger& trigger) { return trigger.is_outside && trigger.has_secrets; });
  JobUses jobs;
  FactIndex end = 0;
  for (const Step& step : definition.steps) {
    JobUse& job = jobs[step.job];
    job.steps_end = ++end;
    if (is_foreign_and_unpinned(step)) job.foreign_end = end;
    const Job* owner = job_of(definition, {step.job, end - 1});
    const bool is_guarded = step.is_guarded || (owner != nullptr && owner->is_guarded);
    if (is_outside && step.checks_out_untrusted && !is_guarded) job.untrusted_end = end;
  }
  const KeptTokens tokens(definition);
  for (const Artifact& artifact : definition.artifacts) {
    if (!takes_kept_token(artifact, tokens)) continue;
    JobUse& job = jobs[artifact.scope.job];
    job.upload_end = std::max(
        job.upload_end, artifact.scope.step == kNoFact ? job.steps_end : artifact.scope.step + 1);
  }
  return jobs;
}

// Why it matters here more than usual; empty: it does not.
std::string_view reason_of(const JobUse& job, const Step& step, FactIndex end) {
  if (job.untrusted_end >= end) return "the code of whoever caused the run";
  if (!keeps_token_in_work_tree(step)) return {};
  if (job.upload_end > end) return "an artifact that takes the whole work tree";
  return job.foreign_end > end ? "an action that its owner can change" : std::string_view();
}

std::size_t steps_behind(const Definition& definition, const JobUse& job, FactIndex index) {
  // The steps of a job follow one another.
  return job.steps_end - index - 1 <= definition.steps.size() ? job.steps_end - index - 1 : 0;
}

void run(const CheckContext& context, std::vector<PipelineFinding>& findings) {
  const Definition& definition = context.definition;
  const JobUses jobs = uses_of_jobs(definition);
  FactIndex index = 0;
  for (const Step& step : definition.steps) {
    const FactIndex at = index++;
    // Who writes `persist-credentials: true` on GitHub wants it; on Azure nothing else keeps it.
    const bool is_default = step.persists_range.empty();
    const bool is_wanted = !is_default && definition.platform->id == "github-actions";
    if (!step.is_checkout || !step.persists_credentials || is_wanted) continue;
    const JobUse& job = jobs.at(step.job);
    const std::string_view reason = reason_of(job, step, at + 1);
    const std::size_t behind = steps_behind(definition, job, at);
    if (reason.empty() && (!context.strict || behind == 0)) continue;
    const Level level = reason.empty() ? Level::kNote : Level::kWarning;
    findings.push_back(finding_at(
        step, at, level,
        fmt::format("the checkout leaves the job's token on disk for {}{}",
                    reason.empty() ? fmt::format("{} later step{}", behind, behind == 1 ? "" : "s")
                                   : std::string(reason),
                    in_scope(definition, {step.job, kNoFact}))));
  }
}

}  // namespace

extern const Check kCheckoutPersistsCredentialsCheck;
const Check kCheckoutPersistsCredentialsCheck = {
    .info = {.id = "checkout-persists-credentials",
             .number = "P25",
             .title = "A checkout leaves its token behind",
             .description =
                 "A checkout keeps the token that it used where every later step of the job finds "
                 "it: actions, scripts of dependencies, artifacts of the work tree.",
             .remedy = "Set `persist-credentials: false`, and give the token to the steps that "
                       "push.",
             .level = Level::kNote,
             .strict_only = true,
             .weaknesses = "CWE-522 CICD-SEC-6",
             .reference = "https://github.com/actions/checkout#usage"},
    .run = run,
};

}  // namespace keyhound
