// SPDX-License-Identifier: Apache-2.0
#include "scanner/http/http_client.h"

namespace keyhound {

std::string_view HttpResponse::header(std::string_view name) const {
  std::string_view found;
  for (const auto& [header_name, value] : headers) {
    if (header_name == name) found = value;
  }
  return found;
}

}  // namespace keyhound
