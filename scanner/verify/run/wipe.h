// SPDX-License-Identifier: Apache-2.0
// Overwrites what may hold a secret, so that neither a core dump nor memory that is used again
// has it. What libraries copied of it is out of reach.
#pragma once

#include "scanner/base/signature.h"
#include "scanner/http/http_client.h"

namespace keyhound {

void wipe(HttpRequest& request);
// An answer may repeat what it was asked with.
void wipe(HttpResponse& response);

}  // namespace keyhound
