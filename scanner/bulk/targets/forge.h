// SPDX-License-Identifier: Apache-2.0
// Forge: one file each in bulk/targets/forges/; the build collects them by file name
// (forges/github.cpp defines kGithubForge). Its lists are options of the command line by
// themselves. Immutable, thread-safe.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "scanner/base/result.h"
#include "scanner/bulk/target.h"

namespace keyhound {

class ForgeClient;
class JsonRecord;

// A list of repositories that a forge keeps.
struct ForgeList {
  std::string_view id;           // "github-org": --github-org, and ForgeSource::forge
  std::string_view placeholder;  // "ORG"
  std::string_view description;  // for --help
  std::string_view what;         // "organisation", in messages
  std::string_view not_found;    // next step where the forge knows none of that name
  // The first page: what follows the API's base URL, with its query. May ask the API.
  Result<std::string> (*first_page)(const std::string& name, ForgeClient& client);
};

struct Forge {
  std::string_view provider;     // Target::provider
  std::string_view name;         // "GitHub"
  std::string_view public_host;  // "github.com"; empty: every instance is somebody's own
  std::string_view public_api;   // "https://api.github.com"
  std::string_view api_path;     // "/api/v3": what follows the address of an instance of one's own
  bool has_api_hosts = false;    // some instances have the API at a host of its own, "api.<host>"
  // The first that is set and not empty has the token.
  std::span<const std::string_view> token_variables;
  std::string_view token_rights;  // that a token needs, in messages
  std::span<const std::pair<std::string_view, std::string_view>> headers;
  std::pair<std::string, std::string> (*authorisation)(const std::string& token);
  std::span<const ForgeList> lists;
  // kCorrupt naming the member that is missing or of another type.
  Result<Target> (*read_repository)(const JsonRecord& record);
};

// Every forge, by file name.
std::span<const Forge* const> forges();

struct ForgeAndList {
  const Forge* forge;
  const ForgeList* list;
};
// kUsage where `id` is none of the lists.
Result<ForgeAndList> find_forge_list(std::string_view id);

}  // namespace keyhound
