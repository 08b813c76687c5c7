#include "edicola/reader.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <variant>
#include <vector>

#include "edicola/error.h"
#include "tests/unit/scratch.h"

namespace edicola {
namespace {

namespace fs = std::filesystem;

using Paths = std::vector<std::string>;

class ReaderTest : public testing::Test {
 protected:
  // What find_inputs gives, the scratch folder left out of the paths.
  [[nodiscard]] Paths found(const Paths& paths) const {
    Paths names;
    for (const InputFile& file : find_inputs(paths)) names.push_back(strip(file.path));
    return names;
  }

  [[nodiscard]] std::string failure(const Paths& paths) const {
    try {
      find_inputs(paths);
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kInput);
      return strip(error.what());
    }
    return "no error";
  }

  [[nodiscard]] std::string strip(std::string text) const {
    const std::string prefix = scratch.path() + "/";
    for (auto at = text.find(prefix); at != std::string::npos; at = text.find(prefix)) {
      text.erase(at, prefix.size());
    }
    return text;
  }

  void write(const std::string& name, const std::string& content = "{}\n") const {
    ASSERT_FALSE(scratch.write(name, content).empty());
  }

  Scratch scratch;
};

TEST_F(ReaderTest, WalksFoldersInNameOrder) {
  for (const char* name : {"d/b.jsonl", "d/a/2.jsonl", "d/a/10.jsonl", "d/c.jsonl", "d/B.jsonl"}) {
    write(name);
  }
  write("d/note.txt");
  write("d/jsonl");
  write("d/.nascosto.jsonl");
  write("d/.git/x.jsonl");
  EXPECT_EQ(found({scratch.path("d")}),
            (Paths{"d/B.jsonl", "d/a/10.jsonl", "d/a/2.jsonl", "d/b.jsonl", "d/c.jsonl"}));
}

TEST_F(ReaderTest, TakesNamedFilesWhole) {
  write("x.txt", "123");
  write(".nascosto");
  const auto files = find_inputs({scratch.path("x.txt"), scratch.path(".nascosto")});
  ASSERT_EQ(files.size(), 2U);
  EXPECT_EQ(files[0].path, scratch.path("x.txt"));
  EXPECT_EQ(files[0].bytes, 3U);
}

TEST_F(ReaderTest, ReadsOnceWhatIsNamedTwice) {
  write("d/a.jsonl");
  write("d/b.jsonl");
  const std::string d = scratch.path("d");
  EXPECT_EQ(found({d + "/b.jsonl", d, d + "/../d/a.jsonl", d}), (Paths{"d/b.jsonl", "d/a.jsonl"}));
  EXPECT_EQ(found({"-", d, "-"}), (Paths{"-", "d/a.jsonl", "d/b.jsonl"}));
}

TEST_F(ReaderTest, FollowsLinksAndSurvivesLoops) {
  write("altrove/a.jsonl");
  write("d/b.jsonl");
  fs::create_symlink(scratch.path("altrove/a.jsonl"), scratch.path("d/link.jsonl"));
  fs::create_directory_symlink(scratch.path("d"), scratch.path("d/giro"));
  EXPECT_EQ(found({scratch.path("d")}), (Paths{"d/b.jsonl", "d/link.jsonl"}));
}

TEST_F(ReaderTest, PassesOverPipesInFolders) {
  write("d/b.jsonl");
  ASSERT_EQ(::mkfifo(scratch.path("d/a.jsonl").c_str(), 0600), 0);
  EXPECT_EQ(found({scratch.path("d")}), Paths{"d/b.jsonl"});
}

TEST_F(ReaderTest, NamesWhatIsWrong) {
  write("d/note.txt");
  write("vuoti/a.jsonl");
  fs::create_symlink("manca", scratch.path("vuoti/rotto.jsonl"));
  EXPECT_EQ(failure({scratch.path("manca")}), "cannot read \"manca\": No such file or directory");
  EXPECT_EQ(failure({""}), "cannot read \"\": No such file or directory");
  EXPECT_EQ(failure({scratch.path("d")}), "no *.jsonl file in the folder \"d\"");
  EXPECT_EQ(failure({scratch.path("vuoti")}),
            "cannot read \"vuoti/rotto.jsonl\": No such file or directory");
  EXPECT_EQ(failure({scratch.path("d/note.txt/x")}),
            "cannot read \"d/note.txt/x\": Not a directory");
}

TEST_F(ReaderTest, NamesWhatMayNotBeRead) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may read everything";
  write("d/a.jsonl");
  write("e/a.jsonl");
  fs::permissions(scratch.path("d/a.jsonl"), fs::perms::none);
  fs::permissions(scratch.path("e"), fs::perms::none);
  EXPECT_EQ(failure({scratch.path("d")}), "cannot read \"d/a.jsonl\": Permission denied");
  EXPECT_EQ(failure({scratch.path("e")}), "cannot read \"e\": Permission denied");
  fs::permissions(scratch.path("e"), fs::perms::owner_all);
}

TEST_F(ReaderTest, OpensWhatItFinds) {
  write("d/a.jsonl", "{\"id\":\"1\",\"title\":\"t\"}\n");
  const auto reader = open_reader(find_inputs({scratch.path("d")}).at(0));
  const auto record = reader->next();
  ASSERT_TRUE(record);
  EXPECT_EQ(std::get<Article>(record->content).title, "t");
  EXPECT_EQ(reader->bytes_read(), 23U);
  EXPECT_FALSE(reader->next());
}

}  // namespace
}  // namespace edicola
