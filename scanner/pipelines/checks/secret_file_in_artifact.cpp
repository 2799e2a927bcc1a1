// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "scanner/pipelines/check.h"
#include "scanner/pipelines/facts/credential_files.h"
#include "scanner/pipelines/facts/kept_token.h"
#include "scanner/pipelines/finding_builder.h"

namespace keyhound {
namespace {

std::string artifact_name(const Artifact& artifact) {
  return artifact.name.empty() ? std::string("the artifact") : "the artifact " + artifact.name;
}

PipelineFinding finding_of(const Artifact& artifact, TextRange range, std::string subject,
                           Level level, std::string message) {
  PipelineFinding finding;
  finding.level = level;
  finding.range = range.empty() ? artifact.range : range;
  finding.subject = std::move(subject);
  finding.key_path = artifact.key_path;
  finding.scope = artifact.scope;
  finding.message = std::move(message);
  return finding;
}

void check_paths(const Definition& definition, const Artifact& artifact,
                 std::vector<PipelineFinding>& findings) {
  std::set<std::string_view> left_out;
  for (const SourceText& path : artifact.paths)
    if (path.text.starts_with('!')) left_out.insert(std::string_view(path.text).substr(1));
  for (const SourceText& path : artifact.paths) {
    if (path.text.starts_with('!') || left_out.contains(path.text)) continue;
    const std::string pattern = below_work_tree(path.text);
    if (!artifact.includes_hidden && is_hidden_file(pattern)) continue;
    const CredentialFile kind = credential_file(pattern);
    if (kind == CredentialFile::kNone) continue;
    const bool is_sure = kind == CredentialFile::kSure;
    findings.push_back(finding_of(artifact, path.whole, path.text,
                                  is_sure ? Level::kError : Level::kWarning,
                                  fmt::format("{} {} {}{}", artifact_name(artifact),
                                              is_sure ? "includes the credential file"
                                                      : "includes what may hold credentials,",
                                              path.text, in_scope(definition, artifact.scope))));
  }
}

void run(const CheckContext& context, std::vector<PipelineFinding>& findings) {
  const Definition& definition = context.definition;
  const KeptTokens tokens(definition);
  for (const Artifact& artifact : definition.artifacts) {
    if (artifact.sink != FileSink::kArtifact) continue;
    check_paths(definition, artifact, findings);
    if (!takes_kept_token(artifact, tokens)) continue;
    PipelineFinding finding = finding_of(
        artifact, artifact.range, ".git/config", Level::kError,
        artifact_name(artifact) + " includes .git/config with the token of the checkout" +
            in_scope(definition, artifact.scope));
    const Step& checkout =
        definition.steps[tokens.in_work_tree(artifact.scope.job, artifact.scope.step)];
    finding.related.push_back(checkout.uses_range.empty() ? checkout.range : checkout.uses_range);
    finding.remedy =
        "Name the files that the artifact is for, and let the checkout keep no credentials.";
    findings.push_back(std::move(finding));
  }
}

}  // namespace

extern const Check kSecretFileInArtifactCheck;
const Check kSecretFileInArtifactCheck = {
    .info = {.id = "secret-file-in-artifact",
             .number = "P13",
             .title = "An artifact includes a credential file",
             .description =
                 "A file that is made to hold credentials leaves the job as part of an artifact, "
                 "which everybody who can read the repository can download, often for months.",
             .remedy = "Name the files that the artifact is for, and leave the credential file "
                       "out. Rotate what it held if the job ran.",
             .level = Level::kError,
             .weaknesses = "CWE-538 CICD-SEC-6 NHI2",
             .reference = "https://docs.github.com/en/actions/reference/security/secure-use"},
    .run = run,
};

}  // namespace keyhound
