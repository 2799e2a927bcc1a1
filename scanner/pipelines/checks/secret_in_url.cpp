// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <set>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/check.h"
#include "scanner/pipelines/facts/credential_literal.h"
#include "scanner/pipelines/facts/script_uses.h"
#include "scanner/pipelines/facts/secret_writes.h"
#include "scanner/pipelines/finding_builder.h"
#include "scanner/pipelines/scripts/script_urls.h"

namespace keyhound {
namespace {

bool is_credential_parameter(std::string_view name) {
  constexpr std::array<std::string_view, 6> kNames = {"key", "auth", "pwd", "pat", "sig", "pass"};
  const std::string lower = to_lower_ascii(name);
  return is_credential_name(lower) ||
         std::find(kNames.begin(), kNames.end(), lower) != kNames.end();
}

// A login name is often kept as a secret, too; it is none.
bool is_login_name(const SecretReference& reference) {
  const std::string lower = to_lower_ascii(reference.name);
  return lower.find("user") != std::string::npos || lower.find("login") != std::string::npos ||
         lower.find("account") != std::string::npos || lower.find("email") != std::string::npos;
}

// The platform's own host, for which its own token is made.
bool is_own_host(const ScriptWord& host) {
  const std::string text = to_lower_ascii(host.text);
  for (const std::string_view own :
       {"github.com", "api.github.com", "dev.azure.com", "gitlab.com"}) {
    if (text == own) return true;
  }
  return text.find("ci_server") != std::string::npos || text.find("ci_api") != std::string::npos ||
         text.find("ci_repository") != std::string::npos ||
         text.find("ci_registry") != std::string::npos ||
         text.find("github_server") != std::string::npos ||
         text.find("github.server_url") != std::string::npos;
}

// A variable that only its name tells to be a credential.
bool has_credential_variable(const ScriptWord& word) {
  return std::any_of(word.expansions.begin(), word.expansions.end(),
                     [](const ScriptExpansion& expansion) {
                       return !expansion.is_opaque() && expansion.shows_value() &&
                              is_credential_name(expansion.name);
                     });
}

// Longer words with several URLs nobody writes, and each URL in one reaches to the word's end.
bool is_too_long(std::string_view word) {
  constexpr std::size_t kMostBytes = std::size_t{16} << 10U;
  if (word.size() <= kMostBytes) return false;
  return word.find("://") != word.rfind("://");
}

bool has_expansions(const ScriptCommand& command) {
  return std::any_of(command.words.begin(), command.words.end(),
                     [](const ScriptWord& word) { return !word.expansions.empty(); }) ||
         std::any_of(command.assignments.begin(), command.assignments.end(),
                     [](const ScriptAssignment& one) { return !one.value.expansions.empty(); });
}

class UrlCheck {
 public:
  UrlCheck(const Definition& definition, const Script& script,
           std::vector<PipelineFinding>& findings)
      : definition_(definition), script_(script), findings_(findings) {}

  void run() {
    if (script_.language == ScriptLanguage::kOther) return;
    for (const ScriptCommand& command : script_.commands.commands) {
      if (!has_expansions(command)) continue;
      // What echo and here-documents hold goes to a file, a pipe or the log, which is another
      // check's; no process and no git configuration sees it.
      const auto words = written_words(script_, command);
      const std::set<const ScriptWord*> written(words.begin(), words.end());
      // The words of `export A=b` are its assignments.
      const bool is_declaring = !command.words.empty() && !command.assignments.empty() &&
                                command.words.front().range.begin == command.range.begin;
      for (const ScriptWord& word : command.words)
        if (!is_declaring && !written.contains(&word)) visit(word, false);
      for (const ScriptAssignment& one : command.assignments) visit(one.value, true);
    }
  }

 private:
  void visit(const ScriptWord& word, bool is_assigned) {
    if (word.expansions.empty() || is_too_long(word.text)) return;
    for (const ScriptUrl& url : find_urls(word)) {
      const bool is_web = url.scheme.empty() || url.scheme.starts_with("http") ||
                          url.scheme.starts_with("git") || url.scheme.starts_with("ftp") ||
                          url.scheme.starts_with("ws");
      // The address of a database in a variable: no process shows it.
      if (is_assigned && !is_web) continue;
      visit(url);
    }
  }

  void visit(const ScriptUrl& url) {
    if (url.password) {
      if (tell(*url.password, url, false)) return;
    } else if (url.user) {
      if (tell(*url.user, url, true)) return;
    }
    for (const ScriptUrlParameter& one : url.query)
      if (is_credential_parameter(one.name) && tell(one.value, url, false)) return;
  }

  // True: there is a finding.
  bool tell(const ScriptWord& part, const ScriptUrl& url, bool is_user) {
    auto uses = telling_uses(definition_, uses_in(script_, part));
    // What Groovy writes into a command is another check's.
    if (script_.is_interpolated && !uses.empty() && uses.front()->form == UseForm::kTemplate)
      return false;
    if (is_user)
      uses.erase(std::remove_if(uses.begin(), uses.end(),
                                [&](const ScriptUse* use) {
                                  return is_login_name(definition_.references[use->reference]);
                                }),
                 uses.end());
    if (!uses.empty()) {
      const Level token = is_own_host(url.host) ? Level::kNote : Level::kWarning;
      add(url, names_of(definition_, uses), level_of_uses(definition_, uses, Level::kError, token));
      return true;
    }
    if (!has_credential_variable(part)) return false;
    add(url, part.text, Level::kWarning);
    return true;
  }

  void add(const ScriptUrl& url, const std::string& names, Level level) {
    findings_.push_back(
        finding_at(script_, url.whole.range, names, level,
                   names + " is part of a URL" + in_scope(definition_, script_.scope)));
  }

  const Definition& definition_;
  const Script& script_;
  std::vector<PipelineFinding>& findings_;
};

void run(const CheckContext& context, std::vector<PipelineFinding>& findings) {
  for (const Script& script : context.definition.scripts)
    UrlCheck(context.definition, script, findings).run();
}

}  // namespace

extern const Check kSecretInUrlCheck;
const Check kSecretInUrlCheck = {
    .info = {.id = "secret-in-url",
             .number = "P09",
             .title = "A secret is part of a URL",
             .description =
                 "URLs are kept and shown: in logs of servers and proxies, in error messages, in "
                 "git's configuration, in the list of processes. So is a secret that is part of "
                 "one.",
             .remedy = "Hand it over in a header that a program reads from a file or from its "
                       "input, or by a credential helper: `gh auth setup-git`, the token input of "
                       "the checkout, a netrc file.",
             .level = Level::kError,
             .weaknesses = "CWE-598 CWE-214 CICD-SEC-6",
             .reference = "https://git-scm.com/docs/gitcredentials"},
    .run = run,
};

}  // namespace keyhound
