// SPDX-License-Identifier: Apache-2.0
// Reference: a place in a pipeline definition that names a stored secret without holding it.
// Suppression: a place that asks the scanner to pass over a secret. Plain data.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/model/location.h"
#include "scanner/model/severity.h"

namespace keyhound {

// How exactly the definition says which secret it means.
enum class Resolution {
  kExact,    // by name
  kPattern,  // a name made of a fixed part and something that is known at run time only
  kDynamic,  // at run time only: all secrets of the store may be meant
};

std::string_view to_string(Resolution resolution);  // "exact", ...
std::optional<Resolution> parse_resolution(std::string_view text);

struct Reference {
  std::string secret_ref;  // "github:acme/pay:environment/prod:AWS_KEY" (docs/registry.md)
  std::string name;        // as the definition writes it: "AWS_KEY"
  std::string platform;    // "github-actions"
  std::string store;       // "github-secrets", "gitlab-variables", "vault", "kubernetes-secrets"
  std::string kind;        // "secret", "platform-token", "identity", "connection", "file", ...
  std::string id;          // the name in the form that the store compares
  std::string field;       // of a secret with several; empty: the whole
  std::string bound_as;    // the variable that it is bound to; empty: none
  std::string sink;        // "env", "input", "script", "credentials", "secrets-map", "file"
  std::string key_path;    // "jobs/build/steps/2/env/TOKEN"
  std::string runner;      // that the job runs on; empty: not said
  std::vector<std::string> triggers;          // events that start the definition, sorted
  Confidence confidence = Confidence::kHigh;  // that it is a secret's reference at all
  Resolution resolution = Resolution::kExact;
  Location location;
  std::string job;
  std::string step;
  std::string environment;               // that the job deploys to; empty: none
  std::vector<std::string> permissions;  // of the job's own token: "contents: write", "write-all"
  bool is_fork_triggered = false;        // a pull request of a stranger can start the job
  std::string repository;                // "acme/pay"; empty: the scanned one
};

struct Suppression {
  std::string kind;          // "inline", "ignore-file", "allowlist", "baseline"
  std::string rule_id;       // that it silences; empty: all
  std::string exception_id;  // of the registry that it names; empty: none
  std::string reason;
  std::optional<Timestamp> until;  // after it, it silences nothing
  bool is_used = true;             // something was there that it silenced
  Location location;
  std::string repository;  // "acme/pay"; empty: the scanned one
};

}  // namespace keyhound
