// SPDX-License-Identifier: Apache-2.0
// ImportFile and ImportOptions: what an import is made from. Plain data.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "policies/registry/registry.h"
#include "scanner/base/time.h"

namespace keyhound {

struct ImportFile {
  std::string name;    // for messages, as it was opened
  std::string text;    // whole
  std::string digest;  // "sha256:<hex>" of the text: the evidence of its facts
};

struct ImportOptions {
  Timestamp now;
  std::optional<Timestamp> exported;           // when the files were made, where they do not say
  Duration exception_length{30LL * 86'400};    // until what a baseline accepts is judged again
  std::map<std::string, std::string> columns;  // field of the registry to column of the CSV
  std::string repository;                      // "acme/pay", where the files name none
  std::string path;                            // of a Vault response, which does not hold it
  std::string requested_by;                    // party ids, for exceptions
  std::string approver;
  std::string ticket;
  const Registry* existing = nullptr;  // borrowed; entries that it has are not proposed again
};

}  // namespace keyhound
