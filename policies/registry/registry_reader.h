// SPDX-License-Identifier: Apache-2.0
// Reads the parsed files of all layers into one registry: the layers' defaults and maxima, their
// entries, and what holds over all of them.
#pragma once

#include "policies/registry/layer_reader.h"
#include "policies/registry/registry.h"

namespace keyhound {

// All problems of all layers in one kConfiguration, in the order of files and lines.
// REQUIRES: a layer with a file.
Result<Registry> read_registry(LayerReader layers);

}  // namespace keyhound
