// SPDX-License-Identifier: Apache-2.0
// FakeObjects: an object store in memory, in which an id need not be the hash of its object, so
// that trees and commits can form circles. Counts what is read.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "scanner/git/object_reader.h"

namespace keyhound::testing {

class FakeObjects final : public ObjectReader {
 public:
  using ObjectReader::read;

  Result<ObjectData> read(const ObjectId& id, std::uint64_t) override {
    ++reads;
    const auto found = objects.find(id);
    if (found == objects.end()) return fail(ErrorKind::kNotFound, "gone");
    return ObjectData{found->second.first, found->second.second};
  }

  Result<ObjectHeader> read_header(const ObjectId& id) override {
    const auto found = objects.find(id);
    if (found == objects.end()) return fail(ErrorKind::kNotFound, "gone");
    return ObjectHeader{found->second.first, found->second.second.size()};
  }

  void add_tree(const ObjectId& id, std::string bytes) {
    objects[id] = {ObjectType::kTree, std::move(bytes)};
  }

  std::map<ObjectId, std::pair<ObjectType, std::string>> objects;
  int reads = 0;
};

}  // namespace keyhound::testing
