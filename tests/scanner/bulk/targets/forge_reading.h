// SPDX-License-Identifier: Apache-2.0
// Asks the readers of forges, over a server of the test.
#pragma once

#include <string>

#include "scanner/bulk/targets/forge_client.h"
#include "scanner/bulk/targets/forge_listing.h"
#include "scanner/bulk/targets/json_record.h"
#include "tests/scanner/bulk/targets/plan_world.h"
#include "tests/support/http_server.h"

namespace keyhound::testing {

inline Result<Target> read_one(const char* list, const nlohmann::json& json) {
  KEYHOUND_TRY(const JsonRecord record, JsonRecord::of(json));
  return find_forge_list(list)->forge->read_repository(record);
}

// Lists `name`, as a plan does.
inline ForgeListing list_all(const HttpServer& server, const char* list, const std::string& name,
                             const std::string& token, PlanWorld& world,
                             const std::string& cache_folder = "",
                             Duration api_wait = Duration{900}) {
  const ForgeAndList found = *find_forge_list(list);
  HttpClient http = std::move(*HttpClient::create({}));
  const ApiCache cache(cache_folder);
  const PlanEnvironment environment = world.environment();
  ForgeClient client({found.forge, server.url(), token, token.empty() ? "" : "KEYHOUND_TEST_TOKEN"},
                     http, cache, environment, api_wait);
  return list_repositories(*found.forge, *found.list, name, client);
}

// What the last request of a listing asked for.
inline std::string asked_first(const HttpServer& server, const char* list, const std::string& name,
                               const std::string& token) {
  PlanWorld world;
  list_all(server, list, name, token, world);
  return server.requests().back().target;
}

}  // namespace keyhound::testing
