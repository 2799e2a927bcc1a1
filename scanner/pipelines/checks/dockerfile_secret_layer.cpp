// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <set>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/check.h"
#include "scanner/pipelines/facts/credential_files.h"
#include "scanner/pipelines/facts/credential_literal.h"
#include "scanner/pipelines/finding_builder.h"
#include "scanner/pipelines/platform.h"

namespace keyhound {
namespace {

bool is_of_image(const Definition& definition) { return definition.platform->id == "dockerfile"; }

// A file that is made to hold credentials. The repository itself is none in an image: what a
// checkout leaves in it is another check's.
bool is_credential_file(std::string_view path) {
  const std::string pattern = below_work_tree(path);
  const bool is_repository = pattern == ".git" || pattern.starts_with(".git/");
  return !is_repository && credential_file(pattern) == CredentialFile::kSure;
}

bool has_kept_secret(const Definition& definition, const Binding& binding) {
  return std::any_of(binding.references.begin(), binding.references.end(),
                     [&](FactIndex index) { return is_kept_secret(definition.references[index]); });
}

// "TOKEN" of "$TOKEN" and "${TOKEN}".
std::string_view only_variable(std::string_view value) {
  if (!value.starts_with('$')) return {};
  value.remove_prefix(1);
  if (value.starts_with('{') && value.ends_with('}')) value = value.substr(1, value.size() - 2);
  const bool is_name =
      std::all_of(value.begin(), value.end(), [](char c) { return is_alnum_ascii(c) || c == '_'; });
  return is_name ? value : std::string_view();
}

class LayerCheck {
 public:
  LayerCheck(const CheckContext& context, std::vector<PipelineFinding>& findings)
      : definition_(context.definition), findings_(findings) {}

  void run() {
    for (const Binding& binding : definition_.bindings) {
      const bool is_argument = binding.kind == BindingKind::kBuildArgument;
      if (is_argument || binding.kind == BindingKind::kImageEnvironment)
        read_binding(binding, is_argument);
    }
    for (const Artifact& artifact : definition_.artifacts)
      if (artifact.sink == FileSink::kImageLayer) read_copy(artifact);
    if (!is_of_image(definition_)) return;
    for (const Script& script : definition_.scripts) read_script(script);
    read_credentials();
  }

 private:
  void read_binding(const Binding& binding, bool is_argument) {
    if (binding.is_encrypted) return;
    const std::string where = in_scope(definition_, binding.scope);
    if (has_kept_secret(definition_, binding)) {
      std::vector<FactIndex> kept;
      for (const FactIndex index : binding.references)
        if (is_kept_secret(definition_.references[index])) kept.push_back(index);
      add(binding, Level::kWarning,
          names_of(definition_, kept) + " becomes the build argument '" + binding.name +
              "', which stays in the image's history" + where);
      return;
    }
    if (!is_credential_name(binding.name)) return;
    const std::string subject =
        std::string(is_argument ? "the build argument '" : "the image's variable '") +
        binding.name + "'";
    if (binding.is_literal) {
      const LiteralKind kind = judge_literal(binding.name, binding.value.text);
      if (kind != LiteralKind::kOther)
        return add(binding, kind == LiteralKind::kCredential ? Level::kError : Level::kNote,
                   subject + " has a literal value, which stays in the image" + where);
    }
    if (!is_of_image(definition_)) return;
    const bool is_empty = binding.value.text.empty();
    if (is_argument) {
      // A default that is a word or a flag does not tell what is handed in at the build.
      if (is_harmless_default(binding)) return;
      arguments_.insert({binding.scope.job, binding.name});
      add(binding, Level::kWarning, subject + " stays in the image's history" + where);
    } else if (!binding.is_literal && !is_empty) {
      const std::string_view source = only_variable(binding.value.text);
      if (source.empty() || is_told(binding.scope, source)) return;
      add(binding, Level::kWarning,
          subject + " takes the value of a build argument into the image" + where);
    }
  }

  static bool is_harmless_default(const Binding& binding) {
    if (binding.value.text.empty()) return false;
    const std::string value = to_lower_ascii(binding.value.text);
    return value == "true" || value == "false" || value.find('/') != std::string::npos ||
           std::all_of(value.begin(), value.end(), is_digit_ascii);
  }

  [[nodiscard]] bool is_told(Scope scope, std::string_view name) const {
    return arguments_.contains({scope.job, name}) || arguments_.contains({kNoFact, name});
  }

  void read_copy(const Artifact& artifact) {
    for (const SourceText& path : artifact.paths) {
      if (!is_credential_file(path.text)) continue;
      PipelineFinding& finding = add_in(artifact, path.whole, Level::kWarning,
                                        artifact.name + " takes '" + path.text +
                                            "', a file of credentials, into a layer of the image");
      finding.subject = path.text;
    }
  }

  // What was found in a command otherwise: `RUN curl -u user:password …`, a URL with a password.
  void read_credentials() {
    if (definition_.credentials.empty()) return;
    std::map<std::uint32_t, const Script*> commands;  // by where they begin
    for (const Script& script : definition_.scripts)
      commands.emplace(script.text.whole.begin, &script);
    for (const EmbeddedCredential& one : definition_.credentials) {
      const auto behind = commands.upper_bound(one.range.begin);
      if (behind == commands.begin()) continue;
      const Script& script = *std::prev(behind)->second;
      const bool is_inside = one.range.end <= script.text.whole.end;
      if (!is_inside || !places_.insert(one.range.begin).second) continue;
      PipelineFinding& finding =
          add_in(script, one.range, Level::kError,
                 one.title + " in a command, which stays in the image's history");
      finding.subject = one.title;
      finding.is_literal = true;
    }
  }

  // RUN TOKEN=… command
  void read_script(const Script& script) {
    for (const ScriptCommand& command : script.commands.commands) {
      for (const ScriptAssignment& one : command.assignments) {
        if (!one.value.expansions.empty() || one.value.has_substitution) continue;
        if (!is_credential_name(one.name)) continue;
        if (judge_literal(one.name, one.value.text) != LiteralKind::kCredential) continue;
        PipelineFinding finding =
            finding_at(script, one.value.range, one.name, Level::kError,
                       "'" + one.name +
                           "' has a literal value in a command, which stays in the image's "
                           "history" +
                           in_scope(definition_, script.scope));
        finding.is_literal = true;
        places_.insert(finding.range.begin);
        findings_.push_back(std::move(finding));
      }
    }
  }

  // In an artifact or a script.
  template <class Fact>
  PipelineFinding& add_in(const Fact& fact, TextRange range, Level level,
                          const std::string& message) {
    PipelineFinding& finding = findings_.emplace_back();
    finding.level = level;
    finding.range = range;
    finding.key_path = fact.key_path;
    finding.scope = fact.scope;
    finding.message = message + in_scope(definition_, fact.scope);
    return finding;
  }

  void add(const Binding& binding, Level level, std::string message) {
    if (!places_.insert(binding.value.whole.begin).second) return;
    findings_.push_back(finding_at(binding, level, std::move(message)));
  }

  const Definition& definition_;
  std::vector<PipelineFinding>& findings_;
  std::set<std::uint32_t> places_;
  std::set<std::pair<FactIndex, std::string_view>> arguments_;  // that were told
};

void run(const CheckContext& context, std::vector<PipelineFinding>& findings) {
  LayerCheck(context, findings).run();
}

}  // namespace

extern const Check kDockerfileSecretLayerCheck;
const Check kDockerfileSecretLayerCheck = {
    .info = {.id = "dockerfile-secret-layer",
             .number = "P19",
             .title = "Credential in an image's layers or history",
             .description =
                 "Build arguments, variables and copied files stay in the image or in its history. "
                 "Everybody who can pull it reads them, also when a later layer removes them.",
             .remedy = "Hand it in as a build secret: RUN --mount=type=secret,id=NAME, and docker "
                       "build --secret id=NAME. Replace what is in images already.",
             .level = Level::kWarning,
             .weaknesses = "CWE-538 CWE-798 CICD-SEC-6 NHI2",
             .reference = "https://docs.docker.com/reference/build-checks/"
                          "secrets-used-in-arg-or-env/"},
    .run = run,
};

}  // namespace keyhound
