// SPDX-License-Identifier: Apache-2.0
// Definition: one pipeline definition as a list of facts, the same for every platform. Platform
// readers fill it, checks and the inventory read it. Plain data; facts refer to one another by
// index and to the file by TextRange.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/model/reference.h"
#include "scanner/model/severity.h"
#include "scanner/pipelines/scripts/script_commands.h"
#include "scanner/pipelines/source_text.h"
#include "scanner/pipelines/text_range.h"

namespace keyhound {

struct Platform;

using FactIndex = std::uint32_t;
inline constexpr FactIndex kNoFact = std::numeric_limits<FactIndex>::max();

// Where a fact holds: in one step, in all of a job (no step), in the whole definition (neither).
struct Scope {
  FactIndex job = kNoFact;
  FactIndex step = kNoFact;
  auto operator<=>(const Scope&) const = default;

  // Whether what holds here holds there too.
  [[nodiscard]] bool covers(Scope other) const {
    return (job == kNoFact || job == other.job) && (step == kNoFact || step == other.step);
  }
};

// What starts the pipeline.
struct Trigger {
  std::string event;  // the platform's word: "pull_request_target", "push", "merge_request"
  TextRange range;
  bool is_outside = false;  // a stranger can cause it: a pull request of a fork, an issue, ...
  bool has_secrets = true;  // the pipeline has its secrets when a stranger causes it
  std::string branches;     // filter as written, for people; empty: any
};

struct Job {
  std::string id;   // key or name in the definition
  TextRange range;  // the job's text
  TextRange name_range;
  std::string key_path;                  // "jobs/build"
  std::string environment;               // deployment environment; empty: none
  std::string runner;                    // label, image or pool; empty: not said
  std::vector<std::string> permissions;  // of its own token: "contents: write", "write-all"
  bool limits_token = false;             // the definition says what they are, and be it none
  bool has_federation = false;           // it can get short-lived cloud credentials (OIDC)
  bool is_template = false;              // hidden or abstract: it runs only as part of others
  // Rules restrict it to protected branches or tags, or to people with rights in the repository.
  bool is_guarded = false;
};

struct Step {
  FactIndex job = kNoFact;
  std::string name;  // name or id; else its number from 1 ("3")
  std::string id;    // that others name its outputs by; empty: they cannot
  TextRange range;
  std::string key_path;  // "jobs/build/steps/2"
  std::string uses;      // the action, task, orb command, pipe or plugin that it calls, as written
  TextRange uses_range;
  bool is_guarded = false;  // as of a job
  // Of a step that checks out a repository.
  bool is_checkout = false;
  bool checks_out_untrusted = false;  // code of whoever caused the pipeline
  bool persists_credentials = false;  // leaves the token in the work tree's .git/config
  TextRange persists_range;           // the setting; empty: by default
};

enum class BindingKind {
  kEnvironment,       // a variable of the processes: env, environment, variables that become env
  kVariable,          // a variable of the pipeline that becomes env where the platform does so
  kInput,             // an argument of what a step calls: with, inputs, params
  kParameter,         // a declared parameter and its default
  kOutput,            // what a job or step hands to others
  kSecretsMap,        // a secret handed to a called workflow
  kRegistryPassword,  // a password or key for pulling images
  kSecretData,        // an entry of a Kubernetes Secret (plain text)
  kSecretDataBase64,  // the same in base64
  kBuildArgument,     // ARG or --build-arg: stays in the image's history
  kImageEnvironment,  // ENV of an image
  kProviderArgument,  // of a Terraform provider or backend
  kIdToken,           // an OIDC token; the value is its audience
};

// A name that gets a value.
struct Binding {
  BindingKind kind = BindingKind::kEnvironment;
  Scope scope;
  std::string name;
  TextRange name_range;
  SourceText value;
  std::string key_path;
  std::vector<FactIndex> references;   // that stand in the value
  std::vector<std::string> variables;  // as of TemplateRange
  // What `variables` bring in: secrets that are bound to them, or that earlier steps wrote. Set by
  // read_scripts() (facts/script_uses.h).
  std::vector<FactIndex> carried;
  // The value has no expression, variable or reference in it and is not empty.
  bool is_literal = false;
  bool is_sensitive = false;  // marked as a secret by the definition (sensitive = true, issecret)
  bool is_encrypted = false;  // !vault, secure:, ENC[...]
};

enum class SecretSink { kEnv, kInput, kScript, kCredentials, kSecretsMap, kFile, kOutput };

std::string_view to_string(SecretSink sink);

// A secret that another definition of the set hands to this one (pipelines/handed_secrets.h).
struct HandedSecret {
  std::string path;  // of the definition that does so
  TextRange range;   // there
  std::string name;  // of the secret
  auto operator<=>(const HandedSecret&) const = default;
};

// A place that names a stored secret (model/reference.h tells what its texts mean).
struct SecretReference {
  Scope scope;
  std::string store;
  std::string kind = "secret";  // "input": a secret that a caller hands in
  std::string id;
  std::string name;
  std::string field;
  std::string bound_as;
  SecretSink sink = SecretSink::kEnv;
  TextRange range;
  std::string key_path;
  Confidence confidence = Confidence::kHigh;
  Resolution resolution = Resolution::kExact;
  // The platform makes it for the run (GITHUB_TOKEN, CI_JOB_TOKEN): nobody's credential.
  bool is_platform_token = false;
  bool is_whole_store = false;  // every secret at once: toJSON(secrets), secrets: inherit
  bool is_derived = false;      // only a part or a transformation of it is used: fromJSON(...).x
  bool is_tested = false;       // it is only compared with something: secrets.X != ''
  // What callers hand in under this name, as far as the set tells. A DefinitionSet keeps it true.
  std::vector<HandedSecret> handed;
  bool is_only_handed = false;  // the name is of no store: each call gives it another secret
};

// How a script comes to a secret's value.
enum class UseForm {
  kTemplate,  // the platform writes the value into the script's text before it runs
  kVariable,  // the shell reads a variable
};

// A place in a script that uses a secret.
struct ScriptUse {
  FactIndex reference = kNoFact;
  TextRange range;  // of the script's text
  UseForm form = UseForm::kTemplate;
  std::string variable;  // of kVariable
};

// A part of a script that the platform replaces before the script runs.
struct TemplateRange {
  TextRange range;                    // of the script's text
  std::vector<FactIndex> references;  // whose values it writes; not those that are only tested
  // Of the environment, and outputs of steps ("steps.id.outputs.name", lower case): their values
  // are written into the text too.
  std::vector<std::string> variables;
};

struct Script {
  Scope scope;
  ScriptLanguage language = ScriptLanguage::kPosix;
  SourceText text;
  std::string key_path;
  std::vector<TemplateRange> templates;  // in order
  bool is_interpolated = false;          // Jenkins: a double-quoted Groovy string
  bool is_traced = false;                // its shell writes each command to the log: `bash -x`
  std::string runs_in;                   // "sh", "docker build", ... for people
  // Set by read_scripts() (facts/script_uses.h).
  ScriptCommands commands;
  std::vector<ScriptUse> uses;
};

enum class FileSink { kArtifact, kReport, kImageLayer };

// Files that leave the job.
struct Artifact {
  FileSink sink = FileSink::kArtifact;
  Scope scope;
  std::string name;               // for people; may be empty
  std::vector<SourceText> paths;  // patterns, as written
  std::string key_path;
  TextRange range;
  std::string report;            // of kReport: "dotenv"
  bool includes_hidden = false;  // dot files too
};

struct Cache {
  Scope scope;
  std::vector<SourceText> paths;
  std::string key_path;
  TextRange range;
};

enum class IncludeKind {
  kFile,      // of the same repository
  kProject,   // of another repository
  kRemote,    // by URL
  kTemplate,  // that the platform ships
  kPackage,   // component, orb, catalog entry
  kWorkflow,  // a called workflow or child pipeline
  kLibrary,   // code that is loaded (Jenkins shared library)
};

// Another definition that this one takes in or calls.
struct Include {
  IncludeKind kind = IncludeKind::kFile;
  Scope scope;
  std::string target;    // as written
  std::string revision;  // ref, version or digest; empty: none
  TextRange range;
  std::string key_path;
  bool is_pinned = false;  // by digest or full commit id
  bool is_plain_http = false;
  bool inherits_secrets = false;  // it gets every secret
  bool is_same_repository = false;
  bool is_same_owner = false;
  bool is_resolved = false;  // its facts are part of this definition, or of another one of the set
  // Of files in the tree: their paths, where the reader resolved the target to any.
  std::vector<std::string> files;
};

// A credential that the scanner found in the definition's text.
struct EmbeddedCredential {
  TextRange range;
  std::string title;          // of its rule
  std::uint32_t finding = 0;  // whatever number its finder knows it by
};

struct Definition {
  std::string path;
  std::string text;  // of the file, which every TextRange counts in
  const Platform* platform = nullptr;
  std::string form;  // "workflow", "action", "chart values"; empty: the platform's only one
  std::vector<Trigger> triggers;
  std::vector<Job> jobs;
  std::vector<Step> steps;
  std::vector<Binding> bindings;
  std::vector<SecretReference> references;
  std::vector<Script> scripts;
  std::vector<Artifact> artifacts;
  std::vector<Cache> caches;
  std::vector<Include> includes;
  std::vector<EmbeddedCredential> credentials;  // not set by readers
  // Variables that are no secrets though they look so: predefined ones, and those the definition
  // gives a literal to. Sorted once read_scripts() ran.
  std::vector<std::string> plain_variables;
  // A limit of reading was hit; what was read until then is here.
  bool is_cut_short = false;
  // Nobody asked for it: it was read since others hand secrets to it. Checks tell of those only.
  bool is_beside = false;
};

}  // namespace keyhound
