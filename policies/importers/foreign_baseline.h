// SPDX-License-Identifier: Apache-2.0
// ForeignBaseline: the findings of other secret scanners, by place. A locator knows a rule and a
// path, not a line, so the findings of one rule in one file become one proposed credential; those
// that were accepted also an exception that ends. One per import, one thread; borrows the builder.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "policies/importers/import_builder.h"

namespace keyhound {

struct FoundPlace {
  std::string rule;         // as the other tool calls it
  std::string path;         // as it wrote it
  std::string repository;   // "acme/pay"; empty: that of the options
  std::string provider_id;  // public half; empty: not known
  std::string line;         // for people; empty: not known
  ImportPlace place;
};

// Why an accepted finding was accepted.
struct ForeignAcceptance {
  std::string type;  // of an exception
  std::string reason;
};

class ForeignBaseline {
 public:
  explicit ForeignBaseline(ImportBuilder& builder, std::string_view tool)
      : builder_(builder), tool_(tool) {}

  // The id of the credential that it belongs to; empty, after it was counted, where it has neither
  // path nor provider id.
  std::string add(const FoundPlace& found);
  std::string add(const FoundPlace& found, const ForeignAcceptance& acceptance);
  // Adds the credentials and their exceptions to the builder.
  void finish();

 private:
  struct Group {
    FoundPlace first;
    // Path and repository; several only where a provider id says that they are one credential.
    std::set<std::pair<std::string, std::string>> places;
    std::vector<std::string> lines;
    ForeignAcceptance acceptance;  // of the first one that has any
    std::size_t entries = 0;
    std::size_t accepted = 0;
  };
  void propose(const std::string& id, const Group& group);

  ImportBuilder& builder_;
  std::string tool_;
  std::map<std::string, Group> groups_;  // by credential id
};

}  // namespace keyhound
