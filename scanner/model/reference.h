// SPDX-License-Identifier: Apache-2.0
// Reference: a place in a pipeline definition that names a stored secret without holding it.
// Suppression: a place that asks the scanner to pass over a secret. Plain data.
#pragma once

#include <string>
#include <vector>

#include "scanner/model/location.h"

namespace keyhound {

struct Reference {
  std::string secret_ref;  // "github:acme/pay:environment/prod:AWS_KEY" (docs/registry.md)
  std::string name;        // as the definition writes it: "AWS_KEY"
  std::string platform;    // "github-actions"
  Location location;
  std::string job;
  std::string step;
  std::string environment;               // that the job deploys to; empty: none
  std::vector<std::string> permissions;  // of the job's own token: "contents: write", "write-all"
  bool is_fork_triggered = false;        // a pull request of a stranger can start the job
  std::string repository;                // "acme/pay"; empty: the scanned one
};

struct Suppression {
  std::string kind;          // "inline", "ignore-file", "allowlist"
  std::string rule_id;       // that it silences; empty: all
  std::string exception_id;  // of the registry that it names; empty: none
  std::string reason;
  Location location;
  std::string repository;  // "acme/pay"; empty: the scanned one
};

}  // namespace keyhound
