// SPDX-License-Identifier: Apache-2.0
// Private to report/: JsonStream writes a JSON document piece by piece, so that a report of 100,000
// findings needs the memory of a few. Members stand on lines of their own and array elements on one
// line each, which both people and line-based diffs can read. One per report.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/report/report_format.h"

namespace keyhound {

using Json = nlohmann::ordered_json;

class JsonStream {
 public:
  // `sink` must outlive the stream.
  explicit JsonStream(const ReportSink& sink) : sink_(sink) {}

  // The members of an object: the document's, or those of the object that `key` names.
  void begin_object();
  void begin_object(std::string_view key);
  void end_object();

  // The elements of the document, where it is an array.
  void begin_document_array();
  // The elements of the array that `key` names.
  void begin_array(std::string_view key);
  // As begin_object, for an object that is an element.
  void begin_element_object();
  void end_array();

  void member(std::string_view key, const Json& value);
  void element(const Json& value);
  // An element that to_json_line() made.
  void element_line(std::string_view line);

  // Writes what is still buffered, with the last line end. Call once, at the end.
  void finish();

  // False when the sink refused a piece: nothing more is written.
  [[nodiscard]] bool ok() const { return ok_; }

 private:
  void next();
  void key_of(std::string_view key);
  void open(char bracket);
  void close(char bracket);
  void flush();

  const ReportSink& sink_;
  std::string buffer_;
  std::vector<bool> has_entries_;  // for each open object or array
  bool ok_ = true;
};

// `value` on one line. Never fails: bytes that are not UTF-8 become U+FFFD. Characters that JSON
// allows but a terminal acts on (DEL, C1, bidirectional overrides) or a CI
// system acts on ("##[") are written as \uXXXX.
std::string to_json_line(const Json& value);

// Adds a member that the object does not have yet: it is not looked for.
template <class Value>
void append_member(Json& object, const char* name, Value&& value) {
  object.get_ref<Json::object_t&>().emplace_back(name, std::forward<Value>(value));
}

// Sets a member where there is a text; its invalid bytes become U+FFFD.
void add_text(Json& object, const char* name, const std::string& text);

}  // namespace keyhound
