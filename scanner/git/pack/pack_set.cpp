// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/pack/pack_set.h"

#include <algorithm>
#include <filesystem>

#include "scanner/git/alternates.h"
#include "scanner/git/loose_objects.h"
#include "scanner/git/pack/pack_reader.h"
#include "scanner/git/pack/pack_resolve.h"

namespace keyhound {
namespace {

namespace fs = std::filesystem;

bool has_form(const std::string& name, std::string_view extension) {
  return name.starts_with("pack-") && name.ends_with(extension);
}

// The packs of an objects directory, by name.
std::vector<std::string> list_packs(const std::string& objects_dir,
                                    std::vector<Diagnostic>& diagnostics) {
  const std::string directory = objects_dir + "/pack";
  std::vector<std::string> packs;
  std::vector<std::string> indexes;
  std::error_code error;
  fs::directory_iterator entry(directory, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    if (has_form(name, ".pack")) packs.push_back(entry->path().string());
    if (has_form(name, ".idx")) indexes.push_back(entry->path().string());
  }
  if (error && error != std::errc::no_such_file_or_directory) {
    diagnostics.push_back(
        {"unreadable-objects", directory, "its packs cannot all be listed: " + error.message()});
  }
  std::sort(packs.begin(), packs.end());
  std::sort(indexes.begin(), indexes.end());
  for (const std::string& index : indexes) {
    const std::string pack = fs::path(index).replace_extension(".pack").string();
    if (!std::binary_search(packs.begin(), packs.end(), pack)) {
      diagnostics.push_back({"corrupt-pack", pack,
                             "the pack is missing, and only its index is there; restore it from "
                             "another clone"});
    }
  }
  return packs;
}

}  // namespace

PackSet::PackSet(std::vector<std::unique_ptr<const Pack>> packs, std::size_t id_size)
    : packs_(std::move(packs)), id_size_(id_size) {}

PackSet PackSet::open(const Repository& repository, std::vector<Diagnostic>& diagnostics,
                      PackChecks checks) {
  return open(repository.common_dir() + "/objects", repository.id_size(), diagnostics, checks);
}

PackSet PackSet::open(const std::string& objects_dir, std::size_t id_size,
                      std::vector<Diagnostic>& diagnostics, PackChecks checks) {
  PackSet set({}, id_size);
  set.directories_ = object_directories(objects_dir, diagnostics);
  std::vector<std::unique_ptr<Pack>> unfit;
  for (const std::string& directory : set.directories_) {
    for (const std::string& path : list_packs(directory, diagnostics)) {
      bool is_fit = false;
      auto pack = open_pack(path, id_size, checks, is_fit, diagnostics);
      if (pack == nullptr) continue;
      if (is_fit) {
        set.packs_.push_back(std::move(pack));
      } else {
        unfit.push_back(std::move(pack));
      }
    }
  }
  // Their deltas may need bases of the others.
  for (std::unique_ptr<Pack>& pack : unfit) {
    const auto others = make_pack_reader(set);
    index_by_scan(*pack, id_size, others.get(), PackScanLimits(), diagnostics);
    set.packs_.push_back(std::move(pack));
  }
  return set;
}

std::optional<ObjectPlace> PackSet::find(const ObjectId& id, std::size_t skip) const {
  for (std::uint32_t number = 0; number < packs_.size(); ++number) {
    const PackIndex& index = packs_[number]->index;
    const auto first = index.find(id);
    for (std::uint32_t i = first.value_or(index.size()); i < index.size(); ++i) {
      if (i != *first && index.id_bytes(i) != index.id_bytes(*first)) break;
      if (skip == 0) return ObjectPlace{number, 0, index.offset(i)};
      --skip;
    }
  }
  if (id.bytes().size() != id_size_) return std::nullopt;
  for (std::uint32_t number = 0; number < directories_.size(); ++number) {
    if (!has_loose_object(directories_[number], id)) continue;
    if (skip == 0) return ObjectPlace{ObjectPlace::kLoose, number, 0};
    --skip;
  }
  return std::nullopt;
}

std::vector<ObjectId> PackSet::all_ids() const {
  std::vector<ObjectId> ids;
  for (const auto& pack : packs_) {
    ids.reserve(ids.size() + pack->index.size());
    for (std::uint32_t i = 0; i < pack->index.size(); ++i) ids.push_back(pack->index.id(i));
  }
  for (const std::string& directory : directories_) {
    list_loose_objects(directory, id_size_, [&ids](const ObjectId& id) {
      ids.push_back(id);
      return true;
    });
  }
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

}  // namespace keyhound
