// SPDX-License-Identifier: Apache-2.0
// A place of the registry as reports locate findings. Pure.
#pragma once

#include "policies/registry/place.h"
#include "scanner/model/location.h"

namespace keyhound {

inline Location location_of(const RegistryPlace& place) {
  return {place.file, LocationPart::kContent, place.position, place.end};
}

}  // namespace keyhound
