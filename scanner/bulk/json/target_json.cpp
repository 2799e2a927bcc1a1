// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/json/target_json.h"

#include "scanner/bulk/json/strict_members.h"

namespace keyhound {

nlohmann::ordered_json target_json(const Target& target) {
  return {{"name", target.name},
          {"kind", target.kind == TargetKind::kPath ? "path" : "url"},
          {"location", target.location},
          {"provider", target.provider},
          {"provider_id", target.provider_id},
          {"organisation", target.organisation},
          {"default_branch", target.default_branch},
          {"is_archived", target.is_archived},
          {"is_fork", target.is_fork},
          {"is_private", target.is_private},
          {"is_empty", target.is_empty},
          {"is_mirror", target.is_mirror},
          {"size_kib", target.size_kib},
          {"excluded", target.excluded},
          {"excluded_message", target.excluded_message}};
}

Result<Target> read_target(const nlohmann::json& value, const std::string& place) {
  Target target;
  std::string kind;
  StrictMembers members(value, place);
  members.read("name", target.name);
  members.read("kind", kind);
  members.read("location", target.location);
  members.read("provider", target.provider);
  members.read("provider_id", target.provider_id);
  members.read("organisation", target.organisation);
  members.read("default_branch", target.default_branch);
  members.read("is_archived", target.is_archived);
  members.read("is_fork", target.is_fork);
  members.read("is_private", target.is_private);
  members.read("is_empty", target.is_empty);
  members.read("is_mirror", target.is_mirror);
  members.read("size_kib", target.size_kib);
  members.read("excluded", target.excluded);
  members.read("excluded_message", target.excluded_message);
  if (kind != "path" && kind != "url") members.complain("kind", "it is neither path nor url");
  if (target.name.empty()) members.complain("name", "it is empty");
  KEYHOUND_TRY_STATUS(members.finish());
  target.kind = kind == "path" ? TargetKind::kPath : TargetKind::kUrl;
  return target;
}

}  // namespace keyhound
