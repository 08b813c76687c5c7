// Pieces: the parts of a text that a snippet takes whole or leaves out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "common/partial_text.h"
#include "common/plain_runs.h"
#include "edicola/analyzer.h"
#include "searcher/snippet.h"

namespace edicola {

// What stands between two blanks: words with their article, hyphens and punctuation. A match with
// blanks inside is in one piece, and so is a token that is no second reading of words. What would
// be longer than a snippet is cut where its tokens begin and end.
struct Piece {
  std::uint32_t begin = 0;  // [begin, end) bytes of the text
  std::uint32_t end = 0;
  std::uint32_t at = 0;  // characters of the text before it, each run of white space counted as one
  std::uint32_t chars = 0;     // its own, counted in the same way
  std::uint32_t sentence = 0;  // index of the first piece of its sentence
  bool starts_sentence = false;
  bool starts_line = false;
  bool has_word = false;          // false for a dash, an emoji, an article cut from its noun
  bool has_content = false;       // a word that is no stop word
  bool may_have_content = false;  // has_content, or words of it were not looked up
  bool plain = false;             // cut without tokens
  // A whole stretch of a text that is not analyzed there: of what is said above begin, end, at,
  // chars and that a sentence starts hold for its many pieces taken as one.
  bool unknown = false;
};

using Pieces = std::vector<Piece>;

// Characters from the first to the last of two pieces and what stands between.
inline std::uint32_t span_of(const Pieces& pieces, std::uint32_t first, std::uint32_t last) {
  return pieces[last].at + pieces[last].chars - pieces[first].at;
}

// The pieces of `text`, ascending; all of the text but white space is in one of them. `matches`
// ascend and are disjoint. Only tokens, matches and what stands between them are longer than
// `max_chars`.
Pieces cut_pieces(std::string_view text, const std::vector<Token>& tokens,
                  const std::vector<Match>& matches, std::uint32_t max_chars);

// The pieces of a text that is analyzed in part: those that cut_pieces() gives of the whole
// analysis, but for stretches that nobody asked for.
class PartialPieces {
 public:
  // Both must outlive the object; `partial` is analyzed on as pieces need it. `matches` stand in
  // stretches that are asked for.
  PartialPieces(PartialText& partial, const std::vector<Match>& matches, std::uint32_t max_chars);

  [[nodiscard]] const Pieces& get() const { return pieces_; }

  // Asks for what stands in some: ascending indexes of get(), which is changed by the call.
  void ask(std::span<const std::uint32_t> asked);

 private:
  // What is known of a stretch. Its runs, in runs_, if it is plain and was asked for.
  struct State {
    bool is_asked = false;
    std::size_t first_run = 0;
    std::size_t last_run = 0;
  };
  bool open_plainly(std::size_t stretch);
  void open(std::size_t stretch);
  void open_behind(std::size_t stretch);
  [[nodiscard]] std::span<const PlainRun> runs_of(std::size_t stretch) const;
  void cut();
  void cut_again(std::span<const std::uint32_t> asked);

  PartialText& partial_;
  const std::vector<Match>& matches_;
  std::uint32_t max_chars_;
  std::vector<State> states_;
  std::vector<PlainRun> runs_;
  Pieces pieces_;
};

// Whether a piece has a word that is no stop word; nothing where that takes the tokens of a plain
// piece. `tokens`: those that it was cut with.
std::optional<bool> has_content(std::string_view text, const Piece& piece,
                                const std::vector<Token>& tokens);

// The longest part of `text` from its beginning of at most `max_chars` characters that ends between
// graphemes.
std::size_t grapheme_prefix(std::string_view text, std::uint32_t max_chars);

// Bytes of a white-space character beyond ASCII at `offset`; 0 if there is none.
std::size_t wide_space_at(std::string_view text, std::size_t offset);

// Bytes of the white-space character at `offset`; 0 if there is none. A no-break space is not white
// space, nor is a thin space: both stand inside numbers.
inline std::size_t space_at(std::string_view text, std::size_t offset) {
  const auto byte = static_cast<std::uint8_t>(text[offset]);
  if (byte > ' ' && byte < 0xC2) return 0;
  if (byte <= ' ') return byte == ' ' || (byte >= '\t' && byte <= '\r') ? 1 : 0;
  return byte <= 0xE3 ? wide_space_at(text, offset) : 0;
}

}  // namespace edicola
