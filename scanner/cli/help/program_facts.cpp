// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/help/program_facts.h"

namespace keyhound {

std::span<const ProgramFact> exit_code_facts() {
  static constexpr ProgramFact kFacts[] = {
      {"0", "Nothing was found at or above the threshold of --fail-on."},
      {"1",
       "There are findings, a credential still works, a rule or policy fails its tests, or a fix "
       "is "
       "open."},
      {"2",
       "The command line, a rule, the registry or the configuration is wrong; a ledger does not "
       "verify. Nothing is known about what was to be scanned."},
      {"3",
       "Something could not be read, or a provider not be asked, and nothing reached the "
       "threshold: "
       "not clean, incomplete."},
  };
  return kFacts;
}

std::span<const ProgramFact> environment_facts() {
  static constexpr ProgramFact kFacts[] = {
      {"KEYHOUND_FINGERPRINT_KEY",
       "Key that fingerprints are made with, as \"ID:HEX\" or as a text of 16 bytes or more. "
       "Without it the public key serves: then whoever knows a fingerprint can try passwords "
       "against it."},
      {"KEYHOUND_PREVIOUS_FINGERPRINT_KEYS",
       "Keys used before, parted by commas, so that entries made with them are still known; "
       "\"public\" stands for the public key."},
      {"KEYHOUND_LEDGER_KEY_FILE",
       "File of the key that signs heads of the ledger and statements, where --signing-key is not "
       "given."},
      {"KEYHOUND_LEDGER",
       "Ledger in which the pre-push hook records commits that went past the pre-commit hook, "
       "where "
       "the hook was installed without --ledger."},
      {"KEYHOUND_ALLOW_FAILURE",
       "When it is not empty or 0, hooks let through what could not be scanned; findings still "
       "stop "
       "it."},
      {"KEYHOUND_GITHUB_TOKEN",
       "Token that the API of GitHub is asked with; without it GITHUB_TOKEN, then GH_TOKEN. Sent "
       "to "
       "that API alone, and over https."},
      {"KEYHOUND_GITLAB_TOKEN",
       "Token that the API of GitLab is asked with; without it GITLAB_TOKEN."},
      {"KEYHOUND_GITEA_TOKEN",
       "Token that the API of Gitea or Forgejo is asked with; without it GITEA_TOKEN."},
      {"https_proxy",
       "Proxy that APIs are asked through, as for curl; also http_proxy, all_proxy and no_proxy."},
      {"SSL_CERT_FILE",
       "File of the certificates that vouch for the servers of APIs, in place of the system's."},
      {"KEYHOUND_RUN", "Name of the bulk run, where --run is not given."},
      {"KEYHOUND_SHARD_COUNT",
       "How many tasks an array job has whose scheduler does not say so, where --shard-count is "
       "not given."},
      {"KEYHOUND_STORE",
       "Store of bulk scans, where --store is not given: a file, or postgresql://host/database."},
      {"XDG_CONFIG_HOME", "Where git's own settings of the user are looked for, as git does."},
      {"XDG_CACHE_HOME",
       "Folder below which compiled databases of your own rules are kept, and what bulk scans "
       "fetch; without it, $HOME/.cache."},
      {"HOME", "Its .cache folder takes the cache when XDG_CACHE_HOME is not set."},
      {"GIT_INDEX_FILE", "Index that --staged reads, as git sets it for hooks."},
      {"NO_COLOR", "When it is not empty, no colours on a terminal; --color wins over it."},
      {"TERM", "\"dumb\": no colours."},
  };
  return kFacts;
}

std::span<const ProgramFact> file_facts() {
  static constexpr ProgramFact kFacts[] = {
      {".keyhound.toml", "Configuration, in the root of what is scanned; options win over it."},
      {".keyhound-baseline",
       "Findings that were accepted at a date, one a line; they do not fail a scan."},
      {"keyhound-registry.yaml",
       "Registry of the owners of credentials, read where --registry is not given."},
      {".keyhound/", "The same as a folder of several files."},
      {"$XDG_CACHE_HOME/keyhound/", "Compiled databases of your own rules. May be deleted."},
      {"$XDG_CACHE_HOME/keyhound/verification.jsonl",
       "What providers said of credentials, by fingerprint. May be deleted."},
      {"$XDG_CACHE_HOME/keyhound/bulk/",
       "Mirrors of repositories and answers of APIs of bulk scans. May be deleted."},
  };
  return kFacts;
}

}  // namespace keyhound
