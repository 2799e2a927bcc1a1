// SPDX-License-Identifier: Apache-2.0
// Private to scanner/bulk/: members of a JSON object that keyhound itself wrote, read strictly:
// each is there and has its type, and there is no other. The first problem is kept. Used by one
// thread.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"

namespace keyhound {

class StrictMembers {
 public:
  // `place` names the object in messages: "targets[3]". Borrows `value`; one that is no object is a
  // problem.
  StrictMembers(const nlohmann::json& value, std::string place);

  void read(const char* name, std::string& into);
  void read(const char* name, bool& into);
  void read(const char* name, std::uint64_t& into);
  void read(const char* name, int& into);
  void read(const char* name, double& into);
  void read(const char* name, std::vector<std::string>& into);
  // A text that must be this one: "schema".
  void expect(const char* name, std::string_view text);
  // The member, to be read by itself; nullptr, and a problem, where it is not there.
  const nlohmann::json* member(const char* name);

  void complain(const char* name, std::string_view reason);
  // kCorrupt with the first problem, also for a member that nobody asked for.
  Status finish();
  [[nodiscard]] std::string place_of(const char* name) const;

 private:
  const nlohmann::json& value_;
  std::string place_;
  std::set<std::string, std::less<>> asked_;
  std::string problem_;
};

// kCorrupt, naming the byte, for what is no JSON or is nested deeper than `deepest`. No message
// quotes the text.
Result<nlohmann::json> parse_strictly(std::string_view text, int deepest = 16);

// On one line, in ASCII, so that nothing in it acts on a terminal or a CI system. Never fails:
// bytes that are no UTF-8 become U+FFFD.
std::string json_line(const nlohmann::ordered_json& value);

}  // namespace keyhound
