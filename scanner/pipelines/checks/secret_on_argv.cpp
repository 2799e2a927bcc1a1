// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <span>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/check.h"
#include "scanner/pipelines/facts/credential_literal.h"
#include "scanner/pipelines/facts/script_uses.h"
#include "scanner/pipelines/facts/secret_writes.h"
#include "scanner/pipelines/finding_builder.h"
#include "scanner/pipelines/scripts/command_name.h"
#include "scanner/pipelines/scripts/script_options.h"

namespace keyhound {
namespace {

// An option of a program whose value is a credential, and what is to be done instead.
struct CredentialOption {
  std::string_view program;  // may end with `*`
  std::string_view operand;  // that must be among the words: "login"; empty: none
  std::string_view option;   // as in script_options.h
  std::string_view remedy;
  Level level = Level::kWarning;
};

constexpr std::string_view kFromStdin =
    "Hand it over through standard input: echo \"$PASSWORD\" | docker login --password-stdin ...";
constexpr std::string_view kFromNetrc =
    "Write it to a file that only the job can read, and use --netrc-file or --config.";
constexpr std::string_view kFromVariable =
    "Hand it over in a variable of the environment that the program reads.";
constexpr std::string_view kFromFile = "Hand it over in a file, or through standard input.";

constexpr std::array<CredentialOption, 30> kOptions = {{
    {"docker", "login", "-p", kFromStdin},
    {"podman", "login", "-p", kFromStdin},
    {"buildah", "login", "-p", kFromStdin},
    {"nerdctl", "login", "-p", kFromStdin},
    {"skopeo", "login", "-p", kFromStdin},
    {"crane", "login", "-p", kFromStdin},
    {"oras", "login", "-p", kFromStdin},
    {"helm", "login", "-p", kFromStdin},
    {"docker", "build", "--build-arg",
     "Use a secret mount: RUN --mount=type=secret,id=...; a build argument stays in the image."},
    {"buildah", "", "--build-arg",
     "Use a secret mount: RUN --mount=type=secret,id=...; a build argument stays in the image."},
    {"podman", "build", "--build-arg",
     "Use a secret mount: RUN --mount=type=secret,id=...; a build argument stays in the image."},
    {"mysql*", "", "-p", "Use MYSQL_PWD or an option file: --defaults-extra-file."},
    {"mariadb*", "", "-p", "Use MYSQL_PWD or an option file: --defaults-extra-file."},
    {"sshpass", "", "-p", "Use -e, which reads the variable SSHPASS, or a key."},
    {"curl", "", "-u", kFromNetrc},
    {"curl", "", "--user", kFromNetrc},
    {"curl", "", "-U", kFromNetrc},
    {"curl", "", "--proxy-user", kFromNetrc},
    {"curl", "", "-H", "Read the header from a file or from standard input: -H @-.", Level::kNote},
    {"curl", "", "--header", "Read the header from a file or from standard input: -H @-.",
     Level::kNote},
    {"wget", "", "--header", "Use a wgetrc file.", Level::kNote},
    {"az", "", "-p", kFromVariable},
    {"twine", "", "-p", "Use the variable TWINE_PASSWORD."},
    {"kubectl", "secret", "--from-literal", "Use --from-env-file or --from-file=KEY=/dev/stdin."},
    {"security", "", "-p", kFromFile},
    {"security", "", "-P", kFromFile},
    {"zip", "", "-P", kFromFile},
    {"unzip", "", "-P", kFromFile},
    {"7z*", "", "-p", kFromFile},
    {"nuget", "", "-ApiKey", kFromVariable},
}};

// Options that mean a credential in any program: --password, --client-secret, --api-key.
bool is_credential_option(std::string_view word) {
  if (!word.starts_with("--")) return false;
  const std::string_view name = word.substr(2, word.find('=') - 2);
  return name == "pass" || name == "passwd" || name == "passphrase" || is_credential_name(name);
}

bool is_program(std::string_view pattern, std::string_view name) {
  return pattern.ends_with('*') ? name.starts_with(pattern.substr(0, pattern.size() - 1))
                                : name == pattern;
}

bool has_operand(const ScriptCommand& command, std::string_view operand) {
  return operand.empty() ||
         std::any_of(command.words.begin(), command.words.end(),
                     [&](const ScriptWord& word) { return word.text == operand; });
}

// Programs of the shell itself, which start no process.
bool is_builtin(std::string_view name) {
  constexpr std::array<std::string_view, 14> kBuiltins = {
      "[",      "[[",   "declare",  "echo", "eval", "export",  "local",
      "printf", "read", "readonly", "set",  "test", "typeset", "unset"};
  return std::find(kBuiltins.begin(), kBuiltins.end(), name) != kBuiltins.end();
}

class ArgumentCheck {
 public:
  ArgumentCheck(const Definition& definition, const Script& script,
                std::vector<PipelineFinding>& findings)
      : definition_(definition), script_(script), findings_(findings) {}

  void run() {
    if (script_.uses.empty()) return;
    for (const ScriptCommand& command : script_.commands.commands) visit(command);
  }

 private:
  void visit(const ScriptCommand& command) {
    const bool has_uses =
        std::any_of(command.words.begin(), command.words.end(), [&](const ScriptWord& word) {
          return !word.expansions.empty() && !uses_in(script_, word).empty();
        });
    if (!has_uses) return;
    const std::string& name = command.program;
    if (name.empty() || is_builtin(name)) return;
    for (const CredentialOption& row : kOptions) {
      if (!is_program(row.program, name) || !has_operand(command, row.operand)) continue;
      visit_option(command, name, row);
    }
    visit_names(command, name);
  }

  void visit_option(const ScriptCommand& command, const std::string& name,
                    const CredentialOption& row) {
    const bool bundles = name == "curl";
    const auto found = find_options(command, std::span(&row.option, 1),
                                    bundles ? ScriptOptionBundles::kYes : ScriptOptionBundles::kNo);
    for (const ScriptOption& option : found)
      tell(option.value, name, std::string(row.option), row.level, row.remedy);
  }

  // --password VALUE and --password=VALUE, of whatever program.
  void visit_names(const ScriptCommand& command, const std::string& name) {
    for (std::size_t i = command_word(command) + 1; i < command.words.size(); ++i) {
      const ScriptWord& word = command.words[i];
      if (word.text == "--") return;
      if (!is_credential_option(word.text)) continue;
      const std::size_t equals = word.text.find('=');
      const std::string option = word.text.substr(0, equals);
      if (equals != std::string::npos) {
        tell(part_of(word, equals + 1), name, option, Level::kWarning, {});
      } else if (i + 1 < command.words.size() && !command.words[i + 1].text.starts_with("--")) {
        tell(command.words[++i], name, option, Level::kWarning, {});
      }
    }
  }

  void tell(const ScriptWord& value, const std::string& name, const std::string& option,
            Level level, std::string_view remedy) {
    const auto uses = telling_uses(definition_, uses_in(script_, value));
    if (uses.empty()) return;
    const Level weight = level_of_uses(definition_, uses, level, Level::kNote);
    // The token of the run in a header: that is how it is used everywhere, and it ends with the
    // run.
    const bool is_token = definition_.references[uses.front()->reference].is_platform_token;
    if (is_token && level == Level::kNote) return;
    const std::string names = names_of(definition_, uses);
    PipelineFinding finding = finding_at(script_, value.range, names, weight,
                                         names + " is on the command line of " + name + " (" +
                                             option + ")" + in_scope(definition_, script_.scope));
    finding.remedy = std::string(remedy);
    findings_.push_back(std::move(finding));
  }

  const Definition& definition_;
  const Script& script_;
  std::vector<PipelineFinding>& findings_;
};

void run(const CheckContext& context, std::vector<PipelineFinding>& findings) {
  for (const Script& script : context.definition.scripts)
    ArgumentCheck(context.definition, script, findings).run();
}

}  // namespace

extern const Check kSecretOnArgvCheck;
const Check kSecretOnArgvCheck = {
    .info = {.id = "secret-on-argv",
             .number = "P10",
             .title = "A secret is an argument of a command",
             .description =
                 "Every process of the machine can read the arguments of the others, and tools "
                 "write them to logs, histories and error reports.",
             .remedy = "Hand it over through standard input, a variable of the environment that "
                       "the program reads, or a file.",
             .level = Level::kWarning,
             .weaknesses = "CWE-214 CICD-SEC-6",
             .reference = "https://docs.docker.com/reference/cli/docker/login/"},
    .run = run,
};

}  // namespace keyhound
