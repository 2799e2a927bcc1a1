// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platforms/azure/azure_tasks.h"

#include <algorithm>
#include <array>
#include <optional>

#include "scanner/base/ascii.h"

namespace keyhound {
namespace {

// An input of a task that is a script; its names are in lower case.
struct ScriptInput {
  std::string_view task;
  std::string_view input;
  ScriptLanguage language;
};
constexpr std::array<ScriptInput, 11> kScriptInputs = {{
    {"bash", "script", ScriptLanguage::kPosix},
    {"shellscript", "script", ScriptLanguage::kPosix},
    {"powershell", "script", ScriptLanguage::kPowerShell},
    {"powershell", "inlinescript", ScriptLanguage::kPowerShell},
    {"powershellontargetmachines", "inlinescript", ScriptLanguage::kPowerShell},
    {"cmdline", "script", ScriptLanguage::kPosix},  // cmd.exe on Windows
    {"azurepowershell", "inline", ScriptLanguage::kPowerShell},
    {"azurecli", "inlinescript", ScriptLanguage::kPosix},  // as scripttype says
    {"ssh", "inline", ScriptLanguage::kPosix},
    {"ssh", "commands", ScriptLanguage::kPosix},
    {"pythonscript", "script", ScriptLanguage::kOther},
}};

// Inputs that name a service connection, wherever they are.
constexpr std::array<std::string_view, 22> kConnectionInputs = {"azuresubscription",
                                                                "azureconnectionname",
                                                                "azureresourcemanagerconnection",
                                                                "connectedservicename",
                                                                "connectedservicenamearm",
                                                                "containerregistryendpoint",
                                                                "endpoint",
                                                                "environmentservicename",
                                                                "environmentservicenameaws",
                                                                "externalendpoint",
                                                                "externalendpoints",
                                                                "githubconnection",
                                                                "nugetserviceconnections",
                                                                "publishfeedcredentials",
                                                                "serviceconnection",
                                                                "servicename",
                                                                "sonarcloud",
                                                                "sonarqube",
                                                                "sshendpoint",
                                                                "awscredentials",
                                                                "backendservicearm",
                                                                "dockerregistryconnection"};

bool is_connection_input(std::string_view task, std::string_view input) {
  if (input == "containerregistry") return task == "docker" || task == "dockercompose";
  return input.ends_with("serviceconnection") || input.ends_with("serviceendpoint") ||
         input.starts_with("connectedservicename") ||
         std::find(kConnectionInputs.begin(), kConnectionInputs.end(), input) !=
             kConnectionInputs.end();
}

bool is_registry_password(std::string_view input) {
  return input == "dockerpassword" || input == "registrypassword" ||
         input == "dockerregistrypassword" || input == "containerregistrypassword";
}

class InputReader {
 public:
  InputReader(AzureBuilder& builder, Scope scope, std::string_view task, const AzureMap& inputs,
              const std::string& path)
      : builder_(builder), scope_(scope), task_(task), inputs_(inputs), path_(path) {}

  void run() {
    for (const MappingEntry& entry : inputs_.entries()) read(entry);
    if (task_ == "azurekeyvault") read_vault();
    if (task_ == "publishbuildartifacts") publish({"pathtopublish"}, {"artifactname"});
    if (task_ == "publishpipelineartifact")
      publish({"targetpath", "path"}, {"artifact", "artifactname"});
    if (task_ == "cache" || task_ == "cachebeta") read_cache();
  }

 private:
  void read(const MappingEntry& entry) {
    const std::string name = to_lower_ascii(entry.name);
    const std::string place = key_path(path_, entry.name);
    if (const auto language = language_of_input(name)) {
      builder_.script(scope_, entry.value, place, *language);
    } else if (is_connection_input(task_, name)) {
      refer_all("azure-service-connections", "connection", entry);
    } else if (name.ends_with("securefile")) {
      refer_all("azure-secure-files", "file", entry);
    } else if (task_ == "azurekeyvault" && name == "secretsfilter") {
      return;  // read_vault() reads it
    } else {
      builder_.bind(
          is_registry_password(name) ? BindingKind::kRegistryPassword : BindingKind::kInput, scope_,
          entry, path_);
    }
  }

  // nullopt: it is no script.
  [[nodiscard]] std::optional<ScriptLanguage> language_of_input(std::string_view name) const {
    const auto* const found = std::find_if(
        kScriptInputs.begin(), kScriptInputs.end(),
        [&](const ScriptInput& one) { return one.task == task_ && one.input == name; });
    if (found == kScriptInputs.end()) return std::nullopt;
    if (task_ == "cmdline") return is_on_windows() ? ScriptLanguage::kBatch : found->language;
    if (task_ != "azurecli") return found->language;
    const std::string type = to_lower_ascii(text_of(input("scripttype")));
    if (type == "ps" || type == "pscore") return ScriptLanguage::kPowerShell;
    return type == "batch" ? ScriptLanguage::kBatch : found->language;
  }

  [[nodiscard]] bool is_on_windows() const {
    const auto& jobs = builder_.definition().jobs;
    return scope_.job < jobs.size() &&
           to_lower_ascii(jobs[scope_.job].runner).find("win") != std::string::npos;
  }

  [[nodiscard]] const YamlNode* input(std::string_view name) const {
    const auto& entries = inputs_.entries();
    const auto found = std::find_if(entries.begin(), entries.end(), [&](const MappingEntry& one) {
      return to_lower_ascii(one.name) == name;
    });
    return found == entries.end() ? nullptr : found->value;
  }
  [[nodiscard]] const YamlNode* input(std::initializer_list<std::string_view> names) const {
    for (const std::string_view name : names)
      if (const YamlNode* found = input(name)) return found;
    return nullptr;
  }

  // The names between the commas of a value.
  template <class Use>
  void each_name(const YamlNode& node, Use use) {
    const SourceText value = builder_.value_of(node);
    const std::string_view text = value.text;
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find_first_of(",\n", begin), text.size());
      const std::size_t first = text.find_first_not_of(" \t\r", begin);
      if (first < end) {
        const std::size_t last = text.find_last_not_of(" \t\r", end - 1) + 1;
        use(part_of(value, {static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last)}));
      }
      begin = end + 1;
    }
  }

  void refer_all(std::string_view store, std::string_view kind, const MappingEntry& entry) {
    if (!is_scalar(entry.value)) return;
    const std::string place = key_path(path_, entry.name);
    each_name(*entry.value, [&](SourceText name) {
      name.whole = name.source_of(TextRange{0, static_cast<std::uint32_t>(name.text.size())});
      builder_.refer(store, kind, name, {scope_, SecretSink::kCredentials, {}, place});
    });
  }

  // AzureKeyVault makes a variable of each secret that its filter names; * names all of the vault.
  void read_vault() {
    const YamlNode* vault = input("keyvaultname");
    const YamlNode* filter = input("secretsfilter");
    if (!is_scalar(vault)) return;
    const std::string vault_name(text_of(vault));
    const auto add = [&](std::string_view secret, TextRange range, const std::string& place) {
      SecretReference reference;
      reference.scope = scope_;
      reference.store = "azure-key-vault";
      reference.name = std::string(secret);
      reference.id = to_lower_ascii(vault_name + "/" + std::string(secret));
      reference.bound_as = secret == "*" ? std::string() : std::string(secret);
      reference.range = range;
      reference.key_path = place;
      const bool is_made = has_azure_expression(reference.id);
      if (is_made) reference.resolution = Resolution::kPattern;
      if (secret == "*") reference.resolution = Resolution::kDynamic;
      builder_.add(std::move(reference));
    };
    if (!is_scalar(filter)) {
      add("*", builder_.range_of(*vault), key_path(path_, "KeyVaultName"));
      return;
    }
    each_name(*filter, [&](const SourceText& name) {
      const auto size = static_cast<std::uint32_t>(name.text.size());
      add(name.text, name.source_of(TextRange{0, size}), key_path(path_, "SecretsFilter"));
    });
  }

  void publish(std::initializer_list<std::string_view> files,
               std::initializer_list<std::string_view> names) {
    if (const YamlNode* paths = input(files))
      add_azure_artifact(builder_, scope_, *paths, input(names), path_);
  }

  void read_cache() {
    const YamlNode* files = input("path");
    if (files == nullptr) return;
    Cache cache;
    cache.scope = scope_;
    cache.paths = builder_.paths(files);
    cache.key_path = key_path(path_, "path");
    cache.range = builder_.range_of(*files);
    builder_.definition().caches.push_back(std::move(cache));
  }

  AzureBuilder& builder_;
  Scope scope_;
  std::string_view task_;
  const AzureMap& inputs_;
  const std::string& path_;
};

}  // namespace

void add_azure_artifact(AzureBuilder& builder, Scope scope, const YamlNode& files,
                        const YamlNode* name, std::string path) {
  Artifact artifact;
  artifact.scope = scope;
  artifact.name = std::string(text_of(name));
  artifact.paths = builder.paths(&files);
  artifact.key_path = std::move(path);
  artifact.range = builder.range_of(files);
  artifact.includes_hidden = true;
  builder.definition().artifacts.push_back(std::move(artifact));
}

void read_azure_inputs(AzureBuilder& builder, Scope scope, std::string_view task,
                       const AzureMap& inputs, const std::string& path) {
  InputReader(builder, scope, task, inputs, path).run();
}

}  // namespace keyhound
