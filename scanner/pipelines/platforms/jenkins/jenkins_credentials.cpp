// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platforms/jenkins/jenkins_credentials.h"

#include <algorithm>
#include <array>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/platforms/jenkins/jenkins_texts.h"

namespace keyhound {
namespace {

constexpr int kValueDepth = 16;

// Arguments that name the variable of a secret, of a file's place, or of something public.
enum class VariableKind { kSecret, kFile, kPublic };
struct VariableArgument {
  std::string_view name;
  VariableKind kind;
  std::string_view field;
};
constexpr std::array<VariableArgument, 15> kVariableArguments = {{
    {"passwordVariable", VariableKind::kSecret, "password"},
    {"secretKeyVariable", VariableKind::kSecret, "secret-key"},
    {"clientSecretVariable", VariableKind::kSecret, "client-secret"},
    {"passphraseVariable", VariableKind::kSecret, "passphrase"},
    {"tokenVariable", VariableKind::kSecret, "token"},
    {"secretVariable", VariableKind::kSecret, "secret"},
    {"keyFileVariable", VariableKind::kFile, "private-key"},
    {"keystoreVariable", VariableKind::kFile, "keystore"},
    {"usernameVariable", VariableKind::kPublic, ""},
    {"aliasVariable", VariableKind::kPublic, ""},
    {"accessKeyVariable", VariableKind::kPublic, ""},
    {"clientIdVariable", VariableKind::kPublic, ""},
    {"tenantIdVariable", VariableKind::kPublic, ""},
    {"subscriptionIdVariable", VariableKind::kPublic, ""},
    {"addrVariable", VariableKind::kPublic, ""},
}};

// Bindings whose variable is the path of a file.
bool is_file_binding(std::string_view kind) {
  const std::string lower = to_lower_ascii(kind);
  return lower.find("file") != std::string::npos || lower.find("zip") != std::string::npos ||
         lower.find("dockercert") != std::string::npos;
}

// The variable of a secret that a binding has without being told.
std::string_view usual_variable(std::string_view kind) {
  if (kind.find("AmazonWebServices") != std::string_view::npos || kind == "aws" ||
      kind == "withAWS")
    return "AWS_SECRET_ACCESS_KEY";
  if (kind == "azureServicePrincipal" || kind == "AzureCredentialsBinding")
    return "AZURE_CLIENT_SECRET";
  return {};
}

bool is_id_argument(std::string_view name) {
  const std::string lower = to_lower_ascii(name);
  return lower.ends_with("credentialsid") || lower.ends_with("credentialid");
}

// A user's name is kept with a password, and is no secret.
bool is_public_field(std::string_view field) {
  const std::string lower = to_lower_ascii(field);
  return lower.ends_with("username") || lower.ends_with("user") || lower == "login" ||
         lower == "email";
}

// The entries of a map, or the named arguments of a call.
class Entries {
 public:
  Entries(const GroovyScript& script, const std::vector<GroovyEntry>& entries)
      : script_(script), entries_(entries) {}

  [[nodiscard]] const GroovyValue* find(std::string_view name) const {
    const auto found = std::find_if(entries_.begin(), entries_.end(),
                                    [&](const GroovyEntry& one) { return one.name == name; });
    return found == entries_.end() ? nullptr : &found->value;
  }
  [[nodiscard]] const std::string* text(std::string_view name) const {
    return plain_text(script_, find(name));
  }
  [[nodiscard]] const std::vector<GroovyEntry>& all() const { return entries_; }

 private:
  const GroovyScript& script_;
  const std::vector<GroovyEntry>& entries_;
};

// "vault" of "https://vault.vault.azure.net".
std::string vault_of_url(const std::string* url) {
  if (url == nullptr) return {};
  const std::size_t scheme = url->find("://");
  const std::size_t host = scheme == std::string::npos ? 0 : scheme + 3;
  return url->substr(host, url->find_first_of("./:", host) - host);
}

class SecretReader {
 public:
  SecretReader(const GroovyScript& script, const GroovyNode& node) : script_(script), node_(node) {}

  std::vector<JenkinsSecret> run() {
    const Entries named(script_, node_.named);
    for (const std::string_view key : {"keyVaultURL", "keyVaultURLOverride"})
      if (key_vault_.empty()) key_vault_ = vault_of_url(named.text(key));
    read_positional();
    const bool is_list_of_bindings = node_.method() == "withCredentials";
    read_entries(named, node_.method(), 0);
    for (const GroovyValue& value : node_.arguments) read_value(value, is_list_of_bindings, 0);
    return std::move(secrets_);
  }

 private:
  // Ids that are an argument by place.
  void read_positional() {
    const std::string_view method = node_.method();
    const auto& arguments = node_.arguments;
    if (method == "withRegistry" && arguments.size() > 1) add_id(arguments[1]);
    if ((method == "registryCredentialsId" || method == "credentialsId") && !arguments.empty())
      add_id(arguments[0]);
    if (method != "sshagent") return;
    const GroovyValue* list = node_.find("credentials");
    if (list == nullptr && !arguments.empty()) list = arguments.data();
    if (list == nullptr) return;
    if (list->kind != GroovyValueKind::kList) return add_id(*list);
    for (const GroovyValue& item : list->items) add_id(item);
  }

  void add_id(const GroovyValue& id) {
    secrets_.push_back({jenkins_credential(script_, id), {}, true});
  }

  void read_value(const GroovyValue& value, bool are_bindings, int depth) {
    if (depth > kValueDepth) return;
    if (value.kind == GroovyValueKind::kMap) {
      const Entries entries(script_, value.entries);
      const std::string* kind = entries.text("$class");
      if (kind == nullptr) kind = entries.text("class");
      read_entries(entries, kind == nullptr ? std::string_view() : *kind, depth + 1);
    } else if (value.kind == GroovyValueKind::kCall && are_bindings) {
      const GroovyNode& call = script_.nodes[value.index];
      const Entries entries(script_, call.named);
      read_entries(entries, call.method(), depth + 1);
      if (call.method() == "azureServicePrincipal" && !call.arguments.empty())
        add_bound(call.arguments[0], usual_variable(call.method()), {}, "secret", {});
    }
    for (const GroovyValue& item : value.items) read_value(item, are_bindings, depth + 1);
  }

  void read_entries(const Entries& entries, std::string_view kind, int depth) {
    if (depth > kValueDepth) return;
    bool has_id = false;
    for (const GroovyEntry& entry : entries.all()) {
      if (!has_id && is_id_argument(entry.name)) {
        read_binding(entries, kind, entry.value);
        has_id = true;
      }
      const bool are_bindings = node_.method() == "withCredentials" && entry.name == "bindings";
      read_value(entry.value, are_bindings, depth + 1);
    }
    if (node_.method() == "withAWS") read_aws(entries);
    read_vault(entries);
    read_azure(entries);
    read_item(entries);
  }

  // string(credentialsId: 'id', variable: 'NAME') and its like.
  void read_binding(const Entries& entries, std::string_view kind, const GroovyValue& id) {
    bool is_bound = false;
    for (const VariableArgument& one : kVariableArguments) {
      const GroovyValue* variable = entries.find(one.name);
      const std::string* name = plain_text(script_, variable);
      if (name == nullptr) continue;
      if (one.kind == VariableKind::kPublic) {
        JenkinsSecret secret;
        secret.reference.bound_as = *name;
        secret.variable = variable->range;
        secret.is_reference = false;
        secrets_.push_back(std::move(secret));
        continue;
      }
      add_bound(id, *name, variable->range, one.kind == VariableKind::kFile ? "file" : "secret",
                one.field);
      is_bound = true;
    }
    if (const GroovyValue* variable = entries.find("variable")) {
      if (const std::string* name = plain_text(script_, *variable)) {
        add_bound(id, *name, variable->range, is_file_binding(kind) ? "file" : "secret", {});
        is_bound = true;
      }
    }
    if (!is_bound) add_bound(id, usual_variable(kind), {}, "secret", {});
  }

  void add_bound(const GroovyValue& id, std::string_view variable, TextRange place,
                 std::string_view kind, std::string_view field) {
    JenkinsSecret secret{jenkins_credential(script_, id), place, true};
    secret.reference.kind = std::string(kind);
    secret.reference.field = std::string(field);
    secret.reference.bound_as = std::string(variable);
    if (secret.reference.name.empty()) secret.reference.name = secret.reference.bound_as;
    if (!variable.empty())
      secret.reference.sink = kind == "file" ? SecretSink::kFile : SecretSink::kEnv;
    secrets_.push_back(std::move(secret));
  }

  // withAWS(credentials: 'id', role: 'name'). https://plugins.jenkins.io/pipeline-aws/
  void read_aws(const Entries& entries) {
    if (const GroovyValue* id = entries.find("credentials"))
      add_bound(*id, usual_variable("withAWS"), {}, "secret", {});
    const GroovyValue* role = entries.find("role");
    const std::string* name = plain_text(script_, role);
    if (name == nullptr) return;
    SecretReference reference;
    reference.store = "aws-iam";
    reference.kind = "identity";
    reference.id = reference.name = *name;
    reference.sink = SecretSink::kInput;
    reference.range = role->range;
    secrets_.push_back({std::move(reference), {}, true});
  }

  // [path: 'kv/pay', secretValues: [[envVar: 'A', vaultKey: 'key']]]
  // https://plugins.jenkins.io/hashicorp-vault-plugin/
  void read_vault(const Entries& entries) {
    const GroovyValue* path = entries.find("path");
    const GroovyValue* values = entries.find("secretValues");
    if (path == nullptr || values == nullptr) return;
    for (const GroovyValue& item : values->items) {
      if (item.kind != GroovyValueKind::kMap) continue;
      const Entries value(script_, item.entries);
      SecretReference reference;
      reference.store = "vault";
      const std::string* id = plain_text(script_, *path);
      if (id != nullptr) reference.id = *id;
      if (id == nullptr) reference.resolution = Resolution::kDynamic;
      if (const std::string* key = value.text("vaultKey")) reference.field = *key;
      reference.name = reference.id.empty() ? reference.field : reference.id;
      add_fetched(std::move(reference), value.find("envVar"), path->range);
    }
  }

  // [envVariable: 'A', name: 'secret']. https://plugins.jenkins.io/azure-keyvault/
  void read_azure(const Entries& entries) {
    const std::string* name = entries.text("name");
    const GroovyValue* variable = entries.find("envVariable");
    if (name == nullptr || variable == nullptr) return;
    SecretReference reference;
    reference.store = "azure-key-vault";
    reference.name = *name;
    reference.id = to_lower_ascii(key_vault_.empty() ? *name : key_vault_ + "/" + *name);
    if (key_vault_.empty()) reference.resolution = Resolution::kPattern;
    add_fetched(std::move(reference), variable, entries.find("name")->range);
  }

  // [envVar: 'A', secretRef: 'op://vault/item/field']
  void read_item(const Entries& entries) {
    const GroovyValue* item = entries.find("secretRef");
    const std::string* text = plain_text(script_, item);
    if (text == nullptr || !text->starts_with("op://")) return;
    add_fetched(one_password_item(*text, item->range), entries.find("envVar"), item->range);
  }

  void add_fetched(SecretReference reference, const GroovyValue* variable, TextRange range) {
    const std::string* name = plain_text(script_, variable);
    if (name != nullptr) reference.bound_as = *name;
    if (is_public_field(reference.field)) reference.confidence = Confidence::kLow;
    reference.range = range;
    secrets_.push_back(
        {std::move(reference), name == nullptr ? TextRange{} : variable->range, true});
  }

  const GroovyScript& script_;
  const GroovyNode& node_;
  std::string key_vault_;
  std::vector<JenkinsSecret> secrets_;
};

}  // namespace

bool is_credential_block(const GroovyNode& node) {
  constexpr std::array<std::string_view, 11> kBlocks = {
      "withCredentials",    "withVault",      "withAWS",  "azureKeyVault",
      "withAzureKeyvault",  "withSecrets",    "sshagent", "withRegistry",
      "withDockerRegistry", "withKubeConfig", "wrap"};
  return node.block && std::find(kBlocks.begin(), kBlocks.end(), node.method()) != kBlocks.end();
}

SecretReference jenkins_credential(const GroovyScript& script, const GroovyValue& id) {
  SecretReference reference;
  reference.store = "jenkins-credentials";
  reference.sink = SecretSink::kCredentials;
  reference.range = id.range;
  const GroovyString* string = script.string_of(id);
  if (string == nullptr) {
    reference.resolution = Resolution::kDynamic;
    return reference;
  }
  reference.id = reference.name = string->value.text;
  if (!string->interpolations.empty()) reference.resolution = Resolution::kPattern;
  return reference;
}

SecretReference one_password_item(const std::string& text, TextRange range) {
  constexpr std::string_view kScheme = "op://";
  const std::string path = text.substr(kScheme.size());
  const std::size_t vault = std::min(path.find('/'), path.size());
  const std::size_t item = std::min(path.find('/', vault + 1), path.size());
  SecretReference reference;
  reference.store = "1password";
  reference.id = reference.name = path.substr(0, item);
  if (item < path.size()) reference.field = path.substr(item + 1);
  if (is_public_field(reference.field)) reference.confidence = Confidence::kLow;
  reference.range = range;
  return reference;
}

std::vector<JenkinsSecret> read_jenkins_secrets(const GroovyScript& script,
                                                const GroovyNode& node) {
  return SecretReader(script, node).run();
}

}  // namespace keyhound
