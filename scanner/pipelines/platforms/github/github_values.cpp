// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platforms/github/github_values.h"

#include <fmt/format.h>

#include <algorithm>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/expressions/github_fences.h"
#include "scanner/pipelines/expressions/github_references.h"
#include "scanner/pipelines/facts/credential_literal.h"
#include "scanner/pipelines/facts/later_values.h"
#include "scanner/pipelines/facts/step_outputs.h"
#include "scanner/pipelines/line_index.h"
#include "scanner/pipelines/platforms/github/github_flow.h"

namespace keyhound {
namespace {

constexpr std::string_view kJobToken = "GITHUB_TOKEN";

bool is_called(const GithubReference& reference, std::string_view function) {
  return std::any_of(reference.calls.begin(), reference.calls.end(),
                     [&](const GithubEnclosingCall& call) { return call.function == function; });
}

SecretReference secret(const GithubReference& found) {
  SecretReference reference;
  reference.store = "github-secrets";
  if (found.is_unnamed()) {
    reference.name = "secrets";
    reference.is_whole_store = true;
    // A name that is made at run time, too: what of it is fixed, `secrets` does not tell.
    reference.resolution = Resolution::kDynamic;
    return reference;
  }
  reference.name = found.path.front();
  reference.id = to_upper_ascii(reference.name);
  reference.is_derived = is_called(found, "fromjson");
  if (reference.id == kJobToken) {
    reference.kind = "platform-token";
    reference.is_platform_token = true;
  }
  return reference;
}

SecretReference job_token() {
  SecretReference reference;
  reference.store = "github-secrets";
  reference.kind = "platform-token";
  reference.name = kJobToken;
  reference.id = kJobToken;
  reference.is_platform_token = true;
  return reference;
}

SecretReference variable(const GithubReference& found) {
  SecretReference reference;
  reference.store = "github-variables";
  reference.kind = "variable";
  reference.name = found.path.front();
  reference.id = to_upper_ascii(reference.name);
  reference.confidence = Confidence::kLow;
  return reference;
}

// What whoever calls the action hands in. By its name alone only some of it is a secret
// (pipelines/handed_secrets.h asks the callers).
SecretReference input(const GithubReference& found) {
  SecretReference reference;
  reference.store = "action-inputs";
  reference.kind = "input";
  reference.name = found.path.front();
  reference.id = to_lower_ascii(reference.name);
  reference.confidence = is_credential_name(reference.id) ? Confidence::kMedium : Confidence::kLow;
  return reference;
}

std::optional<SecretReference> reference_of(const GithubReference& found,
                                            const Definition& definition) {
  if (found.context == "secrets") return secret(found);
  if (found.path.empty()) return std::nullopt;
  const std::string first = to_lower_ascii(found.path.front());
  if (found.context == "github" && first == "token") return job_token();
  if (found.context == "vars") return variable(found);
  if (found.context == "inputs" && definition.form == "action") return input(found);
  return std::nullopt;
}

// What a run knows under a name of the definition's own.
void note_variable(const GithubReference& found, TemplateRange& range) {
  if (found.context == "env" && !found.path.empty()) range.variables.push_back(found.path.front());
  if (found.path.size() != 3 || to_lower_ascii(found.path[1]) != "outputs") return;
  if (found.context == "steps")
    range.variables.push_back(output_variable(found.path[0], found.path[2]));
  if (found.context == "needs")
    range.variables.push_back(needed_variable(found.path[0], found.path[2]));
}

// DefinitionBuilder::ReadValue of a GithubBuilder.
ValueReading read_github_value(DefinitionBuilder& builder, const SourceText& value,
                               const ValuePlace& place) {
  ValueReading reading;
  for (const ExpressionFence& fence : find_github_fences(value.text)) {
    reading.is_literal = false;
    TemplateRange& range = reading.templates.emplace_back();
    range.range = fence.whole;
    const std::string_view inside =
        std::string_view(value.text).substr(fence.inside.begin, fence.inside.size());
    const auto expression = parse_github_expression(inside);
    if (!expression && expression.error().kind == ErrorKind::kLimit)
      static_cast<GithubBuilder&>(builder).refuse(
          value.source_of(TextRange{fence.whole.begin, fence.whole.end}));
    if (!expression || !fence.closed) continue;  // GitHub refuses it when the workflow runs
    const std::vector<bool> flow = find_github_flow(*expression);
    for (const GithubReference& found : find_github_references(*expression)) {
      const bool is_shown = flow[found.node];
      if (is_shown) note_variable(found, range);
      auto reference = reference_of(found, builder.definition());
      if (!reference) continue;
      reference->is_tested = !is_shown;
      reference->scope = place.scope;
      reference->sink = place.sink;
      reference->bound_as = place.bound_as;
      reference->key_path = place.key_path;
      reference->range = value.source_of(
          TextRange{fence.inside.begin + found.range.begin, fence.inside.begin + found.range.end});
      const FactIndex index = builder.add(std::move(*reference));
      if (is_shown) range.references.push_back(index);
    }
  }
  return reading;
}

}  // namespace

GithubBuilder::GithubBuilder(const DefinitionSource& source, Definition& into)
    : DefinitionBuilder(source, read_github_value, into) {}

void GithubBuilder::tell_refused(std::vector<Diagnostic>& diagnostics) const {
  if (refused_.empty()) return;
  const SourcePosition at = LineIndex(text()).position(refused_.front().begin);
  diagnostics.push_back(
      {"expression-limit", std::string(source().path),
       fmt::format("{}:{}: this expression{} longer or nested deeper than GitHub allows: not read; "
                   "its text was scanned. Write it shorter",
                   at.line, at.column,
                   refused_.size() == 1 ? std::string(" is")
                                        : fmt::format(" and {} more are", refused_.size() - 1)),
       true});
}

}  // namespace keyhound
