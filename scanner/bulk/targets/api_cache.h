// SPDX-License-Identifier: Apache-2.0
// ApiCache: answers of APIs with what a server needs to say that they did not change (RFC 9110
// section 13). A folder of one file a page, readable by its owner alone. It holds no token, and no
// digest of one: whether an answer may be seen with another token is the server's to say. What is
// damaged counts as not there. Immutable; several processes may use one folder.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "scanner/base/result.h"

namespace keyhound {

struct CachedPage {
  std::string etag;           // empty: none
  std::string last_modified;  // empty: none
  // Other headers that a page is understood by, names in lower case.
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
};

class ApiCache {
 public:
  // Empty: nothing is kept.
  explicit ApiCache(std::string folder) : folder_(std::move(folder)) {}

  [[nodiscard]] std::optional<CachedPage> load(const std::string& url) const;
  // An error does no harm but time.
  Status store(const std::string& url, const CachedPage& page) const;

 private:
  [[nodiscard]] std::string path_of(const std::string& url) const;

  std::string folder_;
};

}  // namespace keyhound
