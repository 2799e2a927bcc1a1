// SPDX-License-Identifier: Apache-2.0
// Whatever the bytes, a list of targets, an answer of a forge's API, its headers and a plan are
// read or refused; a target that is accepted is one that git can be given, and a plan that was read
// is written as it was.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "scanner/base/check.h"
#include "scanner/bulk/targets/forge.h"
#include "scanner/bulk/targets/json_record.h"
#include "scanner/bulk/targets/next_page.h"
#include "scanner/bulk/targets/plan.h"
#include "scanner/bulk/targets/target_list.h"
#include "scanner/http/rate_limit.h"

namespace {

void check_target(const keyhound::Target& target) {
  KEYHOUND_CHECK(!target.name.empty() && target.location.front() != '-');
  KEYHOUND_CHECK(target.location.find_first_of("\n\r\x1b") == std::string::npos);
  KEYHOUND_CHECK(target.location.find("::") == std::string::npos ||
                 target.kind == keyhound::TargetKind::kPath ||
                 target.location.find("://") != std::string::npos);
}

void read_answer(const nlohmann::json& value) {
  const auto record = keyhound::JsonRecord::of(value);
  if (!record) return;
  for (const keyhound::Forge* forge : keyhound::forges()) {
    const auto target = forge->read_repository(*record);
    if (target) check_target(*target);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace keyhound;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const Target& target : read_target_list(text, "in").targets) check_target(target);
  if (const auto json = parse_outside_json(text)) {
    read_answer(*json);
    if (json->is_array() && !json->empty()) read_answer(json->front());
  }
  if (const auto plan = read_plan(text, "in.json")) {
    const std::string written = write_plan(*plan);
    KEYHOUND_CHECK(write_plan(*read_plan(written, "in.json")) == written);
  }
  HttpResponse response;
  response.status = 403;
  response.headers = {{"link", std::string(text)}, {"retry-after", std::string(text)}};
  KEYHOUND_CHECK(next_link(text).size() <= text.size());
  const auto until = refused_until(response, Timestamp{1'800'000'000}, 0);
  KEYHOUND_CHECK(!until || until->seconds >= 1'800'000'000);
  return 0;
}
