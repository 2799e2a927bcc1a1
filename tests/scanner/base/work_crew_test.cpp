// SPDX-License-Identifier: Apache-2.0
#include "scanner/base/work_crew.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace keyhound {
namespace {

std::string ranges_of(const WorkCrew& crew, std::size_t count, std::size_t parts) {
  std::vector<std::string> texts(parts);
  crew.run_ranges(count, parts, [&](std::size_t part, std::size_t begin, std::size_t end) {
    texts[part] = std::to_string(begin) + "-" + std::to_string(end) + " ";
  });
  std::string all;
  for (const std::string& text : texts) all += text;
  return all;
}

}  // namespace

TEST_CASE("One worker takes the parts in order, in the calling thread") {
  std::string order;
  WorkCrew().run(3, [&order](std::size_t part) { order += std::to_string(part); });
  CHECK(order == "012");
}

TEST_CASE("Several workers are asked for all parts at once, and one part is not worth asking") {
  std::vector<std::size_t> asked;
  const WorkCrew crew(2, [&asked](std::size_t parts, const WorkCrew::Part& part) {
    asked.push_back(parts);
    for (std::size_t i = parts; i-- > 0;) part(i);
  });
  std::string order;
  crew.run(3, [&order](std::size_t part) { order += std::to_string(part); });
  crew.run(1, [&order](std::size_t part) { order += std::to_string(part); });
  CHECK(order == "2100");
  CHECK(asked == std::vector<std::size_t>{3});
}

TEST_CASE("Ranges cover all items once, however many parts there are") {
  CHECK(ranges_of({}, 10, 3) == "0-3 3-6 6-10 ");
  CHECK(ranges_of({}, 1, 2) == "0-0 0-1 ");
  CHECK(ranges_of({}, 0, 1) == "0-0 ");
}

TEST_CASE("Few items are not cut") {
  const WorkCrew crew(4, [](std::size_t, const WorkCrew::Part&) {});
  CHECK(crew.parts_of(1000, 10) == 4);
  CHECK(crew.parts_of(25, 10) == 2);
  CHECK(crew.parts_of(9, 10) == 1);
  CHECK(crew.parts_of(0, 10) == 1);
  CHECK(WorkCrew().parts_of(1000, 10) == 1);
}

}  // namespace keyhound
