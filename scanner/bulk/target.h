// SPDX-License-Identifier: Apache-2.0
// Target: a repository that a bulk run scans, or leaves out for a reason. Plan: all of them. Plain
// data.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "scanner/model/diagnostic.h"

namespace keyhound {

enum class TargetKind {
  kPath,  // a repository on this machine, scanned where it stands
  kUrl,   // mirrored into the cache, and scanned there
};

struct Target {
  // What the store knows it by: "github.com/acme/pay" of a URL (host in lower case, without
  // ".git"), the absolute path of a path.
  std::string name;
  TargetKind kind = TargetKind::kUrl;
  std::string location;      // the URL without credentials, or the absolute path
  std::string provider;      // "github", "gitlab", "gitea", "list", "directory"
  std::string provider_id;   // the provider's number; empty: not known
  std::string organisation;  // "acme", "group/subgroup"; empty: not known
  std::string default_branch;
  bool is_archived = false;
  bool is_fork = false;
  bool is_private = false;
  bool is_empty = false;   // the provider says that it has no commit
  bool is_mirror = false;  // the provider says that it copies another one
  std::uint64_t size_kib = 0;
  // Why it is left out: "archived", "fork", "too-large", "too-small", "filter", "disabled"; empty:
  // it is not.
  std::string excluded;
  std::string excluded_message;
};

struct Plan {
  std::vector<Target> targets;          // by name; each name once
  std::vector<Diagnostic> diagnostics;  // a list that broke off: then the plan is not complete
  bool complete = true;
  std::string digest;  // over the names of all targets and why they are left out
};

}  // namespace keyhound
