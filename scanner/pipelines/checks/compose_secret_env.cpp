// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/check.h"
#include "scanner/pipelines/facts/literal_bindings.h"
#include "scanner/pipelines/finding_builder.h"
#include "scanner/pipelines/platform.h"

namespace keyhound {
namespace {

// Build arguments are the image's.
bool is_wanted(const Definition&, const Binding& binding) {
  return binding.kind == BindingKind::kEnvironment;
}

// Whether a word of the path says that nobody runs the file for others: dev, tests, ci.
bool is_for_development(std::string_view path) {
  constexpr std::array<std::string_view, 16> kWords = {
      "dev",  "devel", "development", "test",     "tests",  "testing",     "ci",    "e2e",
      "demo", "local", "example",     "examples", "sample", "integration", "debug", "gitpod"};
  std::string word;
  for (std::size_t i = 0; i <= path.size(); ++i) {
    if (i < path.size() && is_alnum_ascii(path[i])) {
      word += to_lower_ascii(path[i]);
      continue;
    }
    if (std::find(kWords.begin(), kWords.end(), word) != kWords.end()) return true;
    word.clear();
  }
  return false;
}

void run(const CheckContext& context, std::vector<PipelineFinding>& findings) {
  const Definition& definition = context.definition;
  if (definition.platform->id != "docker-compose") return;
  const bool is_development = is_for_development(definition.path);
  for (const CredentialBinding& one : credential_bindings(definition, is_wanted)) {
    const bool is_mild = is_development || one.kind == LiteralKind::kThrowAway;
    const Job* service = job_of(definition, one.binding->scope);
    findings.push_back(
        finding_at(*one.binding, is_mild ? Level::kNote : Level::kWarning,
                   "'" + one.binding->name + "' has a literal value" +
                       (service == nullptr ? std::string() : " for the service " + service->id)));
  }
}

}  // namespace

extern const Check kComposeSecretEnvCheck;
const Check kComposeSecretEnvCheck = {
    .info = {.id = "compose-secret-env",
             .number = "P30",
             .title = "Literal credential for a service",
             .description =
                 "The environment of a Compose service holds a credential in plain text: in the "
                 "repository, and for everybody who may inspect the container.",
             .remedy = "Replace it, and hand it in as a secret (secrets: and a _FILE variable), or "
                       "take it from the environment of docker compose: ${NAME:?}.",
             .level = Level::kWarning,
             .weaknesses = "CWE-798 CWE-312 CICD-SEC-6 NHI2",
             .reference = "https://docs.docker.com/compose/how-tos/use-secrets/"},
    .run = run,
};

}  // namespace keyhound
