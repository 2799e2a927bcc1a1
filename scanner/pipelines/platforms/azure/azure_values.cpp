// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platforms/azure/azure_values.h"

#include <algorithm>
#include <array>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/expressions/azure_macros.h"
#include "scanner/pipelines/facts/credential_literal.h"
#include "scanner/pipelines/facts/later_values.h"

namespace keyhound {
namespace {

SecretReference stored(std::string_view name) {
  SecretReference reference;
  reference.store = "azure-variables";
  reference.name = std::string(name);
  reference.id = to_lower_ascii(name);
  return reference;
}

SecretReference token(std::string_view name) {
  SecretReference reference = stored(name);
  reference.kind = "platform-token";
  reference.is_platform_token = true;
  return reference;
}

SecretReference vault_secret(const AzureNames& names, std::string_view name) {
  const auto own = names.vault_secrets.find(to_lower_ascii(name));
  const bool is_named = own != names.vault_secrets.end();
  const std::string vault = is_named ? own->second : names.open_vault;
  SecretReference reference;
  reference.store = "azure-key-vault";
  reference.name = std::string(name);
  reference.id = to_lower_ascii(vault + "/" + std::string(name));
  reference.confidence = is_named ? Confidence::kHigh : Confidence::kMedium;
  if (has_azure_expression(vault)) reference.resolution = Resolution::kPattern;
  return reference;
}

// What whoever runs the pipeline or takes in the template hands in. By its name alone only some of
// it is a secret (pipelines/handed_secrets.h asks the callers).
SecretReference parameter(std::string_view name) {
  SecretReference reference;
  reference.store = "azure-parameters";
  reference.kind = "input";
  reference.name = std::string(name);
  reference.id = to_lower_ascii(name);
  reference.confidence = is_credential_name(name) ? Confidence::kMedium : Confidence::kLow;
  return reference;
}

// $(get_token) calls a function of the script.
bool is_like_command(std::string_view name) {
  constexpr std::array<std::string_view, 9> kVerbs = {
      "get", "generate", "fetch", "create", "read", "print", "make", "load", "mint"};
  return std::any_of(kVerbs.begin(), kVerbs.end(), [&](std::string_view verb) {
    return name.size() > verb.size() && name.starts_with(verb) &&
           !is_lower_ascii(name[verb.size()]);
  });
}

// Reads the expressions of one value.
class ValueReader {
 public:
  ValueReader(AzureBuilder& builder, const SourceText& value, const ValuePlace& place)
      : builder_(builder), value_(value), place_(place) {}

  ValueReading run() {
    for (const AzureExpression& expression : find_azure_expressions(value_.text)) {
      reading_.is_literal = false;
      if (is_of_shell(expression)) continue;
      TemplateRange& range = reading_.templates.emplace_back();
      range.range = expression.whole;
      for (const AzureName& name : expression.names) read_name(name, range);
      note_dependencies(expression.inside, range);
    }
    return std::move(reading_);
  }

 private:
  // $(pwd): Azure leaves it as it is where there is no such variable.
  [[nodiscard]] bool is_of_shell(const AzureExpression& expression) const {
    if (expression.syntax != AzureSyntax::kMacro || place_.sink != SecretSink::kScript)
      return false;
    const std::string& name = expression.names.front().name;
    const AzureNameKind kind = kind_of(builder_.names(), name);
    return kind == AzureNameKind::kUnknown ||
           (kind == AzureNameKind::kStored && is_like_command(name));
  }

  // dependencies.JOB.outputs['STEP.NAME'], stageDependencies.STAGE.JOB.outputs['STEP.NAME']
  void note_dependencies(TextRange inside, TemplateRange& range) const {
    constexpr std::string_view kOutputs = ".outputs['";
    const std::string text =
        to_lower_ascii(std::string_view(value_.text).substr(inside.begin, inside.size()));
    if (text.find("ependencies.") == std::string::npos) return;
    for (std::size_t at = text.find(kOutputs); at != std::string::npos;
         at = text.find(kOutputs, at + 1)) {
      const std::size_t name = at + kOutputs.size();
      const std::size_t end = text.find('\'', name);
      const std::size_t job = text.rfind('.', at - 1);
      if (end == std::string::npos || job == std::string::npos || at == 0) return;
      range.variables.push_back(
          needed_variable(text.substr(job + 1, at - job - 1), text.substr(name, end - name)));
    }
  }

  void read_name(const AzureName& name, TemplateRange& range) {
    if (name.name.empty()) return;
    if (name.is_parameter) return add(parameter(name.name), name, range);

    const AzureNames& names = builder_.names();
    switch (kind_of(names, name.name)) {
      case AzureNameKind::kDefined:
        range.variables.push_back(names.variables.at(to_lower_ascii(name.name)));
        break;
      case AzureNameKind::kToken:
        add(token(name.name), name, range);
        break;
      case AzureNameKind::kVaultSecret:
        add(vault_secret(names, name.name), name, range);
        break;
      case AzureNameKind::kStored:
        add(stored(name.name), name, range);
        break;
      case AzureNameKind::kUnknown:
        // Processes see plain variables anyway: whoever maps one to itself has a secret.
        if (place_.sink == SecretSink::kEnv && place_.bound_as == name.name)
          add(stored(name.name), name, range, Confidence::kLow);
        break;
      case AzureNameKind::kMade:  // facts/later_values.h knows what it holds
        range.variables.push_back(to_lower_ascii(name.name));
        break;
      case AzureNameKind::kPredefined:
        break;
    }
  }

  void add(SecretReference reference, const AzureName& name, TemplateRange& range,
           Confidence most = Confidence::kHigh) {
    reference.confidence = std::min(reference.confidence, most);
    reference.scope = place_.scope;
    reference.sink = place_.sink;
    reference.bound_as = place_.bound_as;
    reference.key_path = place_.key_path;
    reference.range = value_.source_of(name.range);
    // A template does not know the variables of the pipeline that takes it in.
    const bool is_template = builder_.definition().form == "template";
    if (is_template && reference.kind == "secret" && reference.store == "azure-variables")
      reference.confidence = std::min(reference.confidence, Confidence::kMedium);
    range.references.push_back(builder_.add(std::move(reference)));
  }

  AzureBuilder& builder_;
  const SourceText& value_;
  const ValuePlace& place_;
  ValueReading reading_;
};

ValueReading read_azure_value(DefinitionBuilder& builder, const SourceText& value,
                              const ValuePlace& place) {
  return ValueReader(static_cast<AzureBuilder&>(builder), value, place).run();
}

}  // namespace

AzureBuilder::AzureBuilder(const DefinitionSource& source, Definition& into)
    : DefinitionBuilder(source, read_azure_value, into), names_(read_azure_names(source)) {}

bool has_azure_expression(std::string_view text) { return !find_azure_expressions(text).empty(); }

void AzureBuilder::refer(std::string_view store, std::string_view kind, const SourceText& value,
                         const ValuePlace& place) {
  if (value.text.empty()) return;
  const auto expressions = find_azure_expressions(value.text);
  const bool is_whole =
      expressions.size() == 1 && expressions.front().whole.size() == value.text.size();
  if (is_whole && expressions.front().syntax == AzureSyntax::kTemplate) return;
  SecretReference reference;
  reference.scope = place.scope;
  reference.store = std::string(store);
  reference.kind = std::string(kind);
  reference.id = value.text;
  reference.name = value.text;
  reference.bound_as = std::string(place.bound_as);
  reference.sink = place.sink;
  reference.range = value.whole;
  reference.key_path = std::string(place.key_path);
  if (!expressions.empty()) reference.resolution = Resolution::kPattern;
  add(std::move(reference));
}

}  // namespace keyhound
