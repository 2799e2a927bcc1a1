// SPDX-License-Identifier: Apache-2.0
// Private to policies/input/: takes a JSON document token by token, as the events of nlohmann's
// parser, and hands on its parts: each member of the document that is no list, and each object of a
// list that is a member. One part is in memory at a time, and members that are not wanted never
// are. One per document; used by one thread.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "policies/json.h"

namespace keyhound {

class JsonParts {
 public:
  // Whether the parts of this member are wanted.
  using Begin = std::function<bool(const std::string& member)>;
  // False: the rest is not read.
  using Take = std::function<bool(const std::string& member, bool is_of_list, const Json& part)>;

  // Called behind each object of a list that was taken: how many bytes of the text were passed over
  // there, which hold nothing but further objects of the list, each behind its comma.
  using Pass = std::function<std::size_t(const std::string& member)>;

  JsonParts(Begin begin, Take take, Pass pass = {})
      : begin_(std::move(begin)), take_(std::move(take)), pass_(std::move(pass)) {}

  // Why the document was refused; empty: it was not, or not here.
  [[nodiscard]] const std::string& problem() const { return problem_; }

  // What the parser calls; false: it stops.
  bool null() { return value(nullptr); }
  bool boolean(bool one) { return value(one); }
  bool number_integer(std::int64_t one) { return value(one); }
  bool number_unsigned(std::uint64_t one) { return value(one); }
  bool number_float(double one, const std::string&) { return value(one); }
  bool string(std::string& one) { return value(one); }
  bool binary(Json::binary_t&) { return false; }  // no JSON text has any
  bool start_object(std::size_t) { return start(Json::object()); }
  bool start_array(std::size_t) { return start(Json::array()); }
  bool key(const std::string& name);
  bool end_object() { return end(); }
  bool end_array() { return end(); }
  bool parse_error(std::size_t byte, const std::string&, const Json::exception& error);

 private:
  bool value(Json one);
  bool start(Json container);
  bool end();
  bool is_too_deep();
  // Into the innermost container of the part. The answer lives until its next value.
  Json& put(Json one);

  Begin begin_;
  Take take_;
  Pass pass_;
  std::size_t passed_ = 0;  // bytes
  std::size_t open_ = 0;    // containers
  std::string member_;      // of the document
  bool is_wanted_ = false;
  bool is_list_ = false;  // the member is one
  Json part_;
  std::vector<Json*> building_;  // its open containers, itself first; empty: there is no part
  Json* slot_ = nullptr;         // of the last key
  std::string problem_;
};

}  // namespace keyhound
