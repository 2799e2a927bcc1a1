// SPDX-License-Identifier: Apache-2.0
// RepositoryNames: the repositories of a store by what people call them. Immutable.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/store/database.h"

namespace keyhound {

struct RepositoryName {
  std::int64_t id = 0;
  std::string name;
  std::string former;  // one a line
};

class RepositoryNames {
 public:
  static Result<RepositoryNames> load(Database& database);

  // Those that a name means: the whole one, else the last segments ("pay" or "acme/pay" of
  // "github.com/acme/pay"), else a former one.
  [[nodiscard]] std::vector<RepositoryName> named(std::string_view name) const;

  // The numbers of those whose name, or whose last segments, a glob matches; empty where that is
  // all of them. kUsage for a glob that matches none.
  [[nodiscard]] Result<std::vector<std::int64_t>> matching(
      const std::vector<std::string>& globs) const;

  // "the store knows no repository 'acme/pya'. Did you mean 'github.com/acme/pay'?".
  [[nodiscard]] std::string describe_unknown(std::string_view name) const;

 private:
  std::vector<RepositoryName> names_;
};

}  // namespace keyhound
