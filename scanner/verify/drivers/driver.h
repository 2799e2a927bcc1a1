// SPDX-License-Identifier: Apache-2.0
// Drivers: requests that a template cannot make, since they are signed or exchanged. One file each;
// driver_list.h names them. Pure, thread-safe.
#pragma once

#include <span>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/http/http_client.h"
#include "scanner/model/credential_parts.h"
#include "scanner/model/verifier.h"
#include "scanner/verify/request_settings.h"

namespace keyhound {

struct Driver {
  std::string_view name;  // as verifiers write it: "aws-sigv4"
  std::string_view what;  // for people: "signed with AWS Signature Version 4"
  // Completes the request that the verifier's templates made: URL, method and body are set already.
  // kUnreadable, naming the part and never its value, for a credential that it cannot sign with.
  Status (*sign)(const Verifier&, const CredentialParts&, const RequestSettings&,
                 HttpRequest& request);
  // Fills in the secret and the parts that it signs with, with samples that are nobody's.
  void (*sample)(CredentialParts& parts);
};

std::span<const Driver* const> all_drivers();
// nullptr: there is none of that name.
const Driver* find_driver(std::string_view name);

}  // namespace keyhound
