// SPDX-License-Identifier: Apache-2.0
// Reads an object that is too large to be held as a whole, piece by piece. Only objects that are
// stored whole can be read so: a delta needs its base at hand. Stateless, thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/git/pack/delta_forest.h"

namespace keyhound {

// The most that is read of an object, whatever the memory limit: about half a minute of a scan.
// Four megabytes of zlib stream are enough to announce and hold that much.
inline constexpr std::uint64_t kMostStreamed = std::uint64_t{4} << 30;

// Bytes of a piece, but for the first and the last; also all the memory that is taken.
inline constexpr std::size_t kStreamPiece = std::size_t{1} << 20;

// Takes the next piece, which is valid during the call. An error ends the reading.
using PieceSink = std::function<Status(std::string_view piece)>;

// Hands the content of `node`, a packed or loose object, to `sink` from its beginning to its end;
// an empty object has no pieces. What fails before the first piece: kLimit for more than
// kMostStreamed bytes; kCorrupt when the zlib stream cannot hold the announced size, or the bytes
// in the pack are not those that its index has the checksum of; kNotFound and kUnreadable for a
// loose object's file. What may fail behind pieces that the sink already has: kCorrupt for a
// damaged stream, more or fewer bytes than announced, and content that has another id; and the
// sink's own error. REQUIRES: the node is no delta and not one of DeltaForest::broken().
Status stream_object(const DeltaForest& forest, NodeNumber node, const PieceSink& sink);

}  // namespace keyhound
