// SPDX-License-Identifier: Apache-2.0
// The sections that OSCAL assessment results and plans of action share, each as a member of the
// open object. Lists are streamed, and left out when they are empty: OSCAL has no empty lists.
#pragma once

#include <string_view>

#include "scanner/report/json_stream.h"
#include "scanner/report/oscal/oscal_source.h"

namespace keyhound {

// Begins the array that `key` names with its first element, so that an empty one is not written.
class OscalList {
 public:
  OscalList(JsonStream& out, std::string_view key) : out_(out), key_(key) {}
  OscalList(const OscalList&) = delete;
  OscalList& operator=(const OscalList&) = delete;
  ~OscalList() { end(); }

  // Before each element; false: the reader is gone.
  bool begin() {
    if (!is_open_) out_.begin_array(key_);
    is_open_ = true;
    return out_.ok();
  }
  void add(const Json& value) {
    if (begin()) out_.element(value);
  }
  void end() {
    if (is_open_) out_.end_array();
    is_open_ = false;
  }
  [[nodiscard]] bool is_open() const { return is_open_; }

 private:
  JsonStream& out_;
  std::string_view key_;
  bool is_open_ = false;
};

enum class OscalVerdicts { kAll, kRisks };  // which verdicts are observations of a document

void write_oscal_metadata(JsonStream& out, const OscalSource& source, std::string_view title);
void write_oscal_local_definitions(JsonStream& out, const OscalSource& source);
// The verdicts, and what the run says about itself.
void write_oscal_observations(JsonStream& out, const OscalSource& source, OscalVerdicts which);
void write_oscal_risks(JsonStream& out, const OscalSource& source);

// Begins a document's object and its one root, and ends both.
void begin_oscal_document(JsonStream& out, const OscalSource& source, std::string_view root);
void end_oscal_document(JsonStream& out);

}  // namespace keyhound
