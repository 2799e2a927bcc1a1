// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/run/wipe.h"

namespace keyhound {

void wipe(HttpRequest& request) {
  wipe(request.url);
  wipe(request.authorisation.second);
  wipe(request.body);
  for (auto& header : request.headers) wipe(header.second);
}

void wipe(HttpResponse& response) {
  wipe(response.body);
  for (auto& header : response.headers) wipe(header.second);
}

}  // namespace keyhound
