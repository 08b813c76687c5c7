// Segments come together with the numbers and postings that they had.
#include "indexer/segment.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "common/schema.h"
#include "common/stored.h"
#include "edicola/error.h"
#include "indexer/additions.h"
#include "indexer/posting_run.h"
#include "tests/unit/scratch.h"
#include "tests/unit/stored_postings.h"
#include "tests/unit/term_lists.h"
#include "tests/unit/test_index.h"
#include "tests/unit/tokens.h"

namespace edicola {
namespace {

class SegmentTest : public testing::Test {
 protected:
  // Of so many articles, behind those of the segments before.
  Segment make(std::uint32_t count) {
    const Segment segment{scratch_.path(std::to_string(++paths_)), next_, count};
    std::vector<Article> articles;
    for (; next_ < segment.first + count; ++next_) {
      const std::string number = std::to_string(next_);
      articles.push_back(make_article("id" + number, "Governo " + number, "La giunta e il voto",
                                      next_ % 3 == 0 ? "2025-07-10" : ""));
    }
    build_segment(tokens::analyzer(), ImpactRule(), articles, segment);
    return segment;
  }

  static TermLists run_of(const Segment& segment) {
    RunReader run(segment.run());
    return lists_of(run);
  }

  static std::map<Xapian::docid, std::string> ids_of(const std::string& path) {
    const Xapian::Database database(path);
    std::map<Xapian::docid, std::string> ids;
    for (auto at = database.postlist_begin({}); at != database.postlist_end({}); ++at) {
      ids[*at] = schema::decode(stored_in(database.get_document(*at))).id;
    }
    return ids;
  }

  Scratch scratch_;
  std::uint32_t next_ = 41;
  unsigned paths_ = 0;
};

TEST_F(SegmentTest, NumbersItsDocumentsAsTheIndexWill) {
  const Segment segment = make(3);
  EXPECT_EQ(ids_of(segment.database()),
            (std::map<Xapian::docid, std::string>{{41, "id41"}, {42, "id42"}, {43, "id43"}}));
  const TermLists lists = run_of(segment);
  EXPECT_EQ(lists.at("giunta").size(), 3U);
  EXPECT_EQ(lists.at("giunta").front().id, 41U);
  EXPECT_EQ(lists.at("D20250710"), (std::vector<Posting>{{42, 1, 0}}));
  EXPECT_FALSE(lists.contains("Qid41"));
}

// Also where one has only documents that are gone by the end.
TEST_F(SegmentTest, MergedAreAsOneMadeAtOnce) {
  const std::vector<Segment> parts = {make(20), make(1), make(30)};
  const Segment whole{scratch_.path("whole"), 41, 51};
  merge_segments(parts, whole);
  for (const Segment& part : parts) {
    EXPECT_FALSE(std::filesystem::exists(part.run()));
    EXPECT_FALSE(std::filesystem::exists(part.database()));
  }
  next_ = 41;
  const Segment once = make(51);
  EXPECT_EQ(ids_of(whole.database()), ids_of(once.database()));
  EXPECT_TRUE(run_of(whole) == run_of(once));
}

class AdditionsTest : public SegmentTest {};

// A generation made of some segments, then others, of which some articles replace earlier ones,
// added in place and merged into a new generation: the same comes out.
TEST_F(AdditionsTest, InPlaceAndAnewAreTheSame) {
  next_ = 1;
  const Additions first{{make(40), make(10)}, {3, 50}};
  for (const char* const name : {"live", "copy"}) {
    make_database(first, {scratch_.path(name), {}, scratch_.path(std::string(name) + ".work")});
  }
  const std::string live = scratch_.path("live");
  EXPECT_EQ(ids_of(live).size(), 48U);
  const Additions more{{make(1), make(8), make(2)}, {1, 2, 17, 51, 55}};
  make_database(more, {scratch_.path("anew"), scratch_.path("copy"), scratch_.path("work")});
  add_in_place(more, live);

  const Xapian::Database in_place(live);
  const Xapian::Database anew(scratch_.path("anew"));
  EXPECT_EQ(ids_of(live), ids_of(scratch_.path("anew")));
  EXPECT_EQ(ids_of(live).size(), 54U);
  EXPECT_EQ(stored_postings(in_place), stored_postings(anew));
  EXPECT_EQ(in_place.get_lastdocid(), anew.get_lastdocid());

  EXPECT_EQ(layers_of(in_place).layers, (std::vector<Layer>{{0, 0, 50}, {1, 50, 61}}));
  EXPECT_EQ(layers_of(in_place).gone, (std::vector<std::uint32_t>{1, 2, 17}));
  EXPECT_EQ(layers_of(anew).layers, (std::vector<Layer>{{1, 0, 61}}));
  EXPECT_TRUE(layers_of(anew).gone.empty());
  EXPECT_EQ(anew.metadata_keys_begin(layer_prefix(0)), anew.metadata_keys_end(layer_prefix(0)));
}

// A run is lost: nothing of it comes into the index.
TEST_F(AdditionsTest, InPlaceIsAllOrNothing) {
  next_ = 1;
  const std::string live = scratch_.path("live");
  make_database({{make(30)}, {}}, {live, {}, scratch_.path("work")});
  const auto before = stored_postings(Xapian::Database(live));
  const Additions more{{make(5)}, {2}};
  std::filesystem::resize_file(more.segments.front().run(), 100);
  EXPECT_THROW(add_in_place(more, live), Error);
  EXPECT_EQ(ids_of(live).size(), 30U);
  EXPECT_EQ(stored_postings(Xapian::Database(live)), before);
}

}  // namespace
}  // namespace edicola
