#include "searcher/piece.h"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <memory>
#include <span>

#include "common/byte_masks.h"

namespace edicola {
namespace {

std::uint8_t byte_at(std::string_view text, std::size_t offset) {
  return static_cast<std::uint8_t>(text[offset]);
}

UChar32 character_at(std::string_view text, std::size_t offset) {
  UChar32 character = 0;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  U8_NEXT(bytes, offset, text.size(), character);
  return character;
}

// Whether the character at `offset` belongs to the one before it: a combining accent, a joiner.
bool continues_grapheme(std::string_view text, std::size_t offset) {
  if (offset >= text.size() || byte_at(text, offset) < 0xCC) return false;  // below U+0300
  const int kind = u_getIntPropertyValue(character_at(text, offset), UCHAR_GRAPHEME_CLUSTER_BREAK);
  return kind == U_GCB_EXTEND || kind == U_GCB_SPACING_MARK || kind == U_GCB_ZWJ;
}

// Whether what begins so leads a sentence rather than closing the one before: a quote, a dash, a
// bullet.
bool opens(UChar32 character) {
  const auto type = u_charType(character);
  return type == U_START_PUNCTUATION || type == U_INITIAL_PUNCTUATION ||
         type == U_DASH_PUNCTUATION || character == 0x2022 || character == '*';
}

struct Run {
  std::size_t end = 0;
  std::uint32_t chars = 0;
};

// What stands from `begin` to the next white space or the end.
Run scan_run(std::string_view text, std::size_t begin) {
  std::size_t at = begin;
  std::size_t continuation_bytes = 0;
  for (;; ++at) {
    at += count_printed(text, at);
    if (at == text.size()) break;
    if ((byte_at(text, at) & 0xC0) == 0x80) {
      ++continuation_bytes;
    } else if (space_at(text, at) != 0) {
      break;
    }
  }
  return {at, static_cast<std::uint32_t>(at - begin - continuation_bytes)};
}

struct Gap {
  std::size_t end = 0;
  bool breaks_line = false;
};

Gap skip_any_space(std::string_view text, std::size_t offset, bool breaks_line) {
  Gap gap{offset, breaks_line};
  while (gap.end < text.size()) {
    const std::size_t length = space_at(text, gap.end);
    if (length == 0) break;
    gap.breaks_line |= text[gap.end] == '\n' || text[gap.end] == '\r';
    gap.end += length;
  }
  return gap;
}

// Mostly it is one blank.
inline Gap skip_space(std::string_view text, std::size_t offset, bool breaks_line) {
  const bool one_blank = offset + 1 < text.size() && text[offset] == ' ' &&
                         static_cast<signed char>(text[offset + 1]) > ' ';
  return one_blank ? Gap{offset + 1, breaks_line} : skip_any_space(text, offset, breaks_line);
}

// Characters of `text`, each run of white space counted as one; `text_end` is put behind the last
// that is not white space.
std::uint32_t count_reduced(std::string_view text, std::size_t& text_end) {
  std::uint32_t count = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const Run run = scan_run(text, begin);
    count += run.chars;
    text_end = run.end;
    begin = skip_space(text, run.end, false).end;
    if (begin > run.end) ++count;
  }
  return count;
}

std::uint32_t count_reduced(std::string_view text) {
  std::size_t text_end = 0;
  return count_reduced(text, text_end);
}

class Cutter {
 public:
  Cutter(std::string_view text, const std::vector<Token>& tokens, const std::vector<Match>& matches,
         std::uint32_t max_chars)
      : text_(text), tokens_(tokens), matches_(matches), max_chars_(max_chars) {
    pieces_.reserve(tokens.size() + kMoreRoom);
  }

  // For the pieces of sentences that are cut without tokens, or not cut.
  static constexpr std::size_t kMoreRoom = 128;

  // Adds the pieces of bytes up to `end`.
  void cut(std::size_t end) {
    end_ = end;
    gap_ = skip_space(text_.substr(0, end), gap_.end, gap_.breaks_line);
    while (gap_.end < end_) {
      Piece& piece = pieces_.emplace_back();
      piece.begin = static_cast<std::uint32_t>(gap_.end);
      piece.starts_line = gap_.breaks_line;
      gap_ = measure(piece);
      if (piece.chars <= max_chars_) {
        place(piece);
      } else {
        const Piece whole = piece;
        pieces_.pop_back();
        split(whole);
      }
      ++at_;
    }
  }

  // Adds the runs of a plain stretch.
  void cut_plain(const Stretch& stretch, std::span<const PlainRun> runs) {
    gap_ = skip_space(text_.substr(0, stretch.end), gap_.end, gap_.breaks_line);
    for (const PlainRun& run : runs) {
      Piece& piece = pieces_.emplace_back();
      piece.begin = run.begin;
      piece.end = run.end;
      piece.chars = run.chars;
      piece.starts_sentence = &run == &runs.front();
      piece.starts_line = piece.starts_sentence && gap_.breaks_line;
      piece.has_word = piece.may_have_content = piece.plain = true;
      place(piece);
      ++at_;
    }
    gap_ = skip_space(text_.substr(0, stretch.end), runs.back().end, false);
  }

  // Adds a stretch as one piece.
  void skip(const Stretch& stretch) {
    if (!stretch.has_runs) {
      const std::size_t size = stretch.words_end - stretch.begin;
      const auto chars = count_characters(text_.substr(stretch.begin, size));
      add_unknown(stretch.begin, stretch.words_end, static_cast<std::uint32_t>(chars));
      return;
    }
    gap_ = skip_space(text_.substr(0, stretch.end), gap_.end, false);
    if (gap_.end == stretch.end) return;
    const auto begin = static_cast<std::uint32_t>(gap_.end);
    std::size_t size = 0;
    std::uint32_t chars = count_reduced(text_.substr(begin, stretch.end - begin), size);
    if (begin + size < stretch.end) --chars;
    add_unknown(begin, static_cast<std::uint32_t>(begin + size), chars);
  }

  // Adds pieces that were cut before.
  void copy(std::span<const Piece> pieces) {
    pieces_.insert(pieces_.end(), pieces.begin(), pieces.end());
  }

  // Goes on with a stretch that was one piece, behind those that ended at `before`.
  void go_to(const Piece& one, std::size_t before, std::size_t end) {
    gap_ = skip_space(text_.substr(0, end), before, before == 0);
    at_ = one.at;
    token_ = static_cast<std::size_t>(
        std::partition_point(tokens_.begin(), tokens_.end(),
                             [&](const Token& token) { return token.begin < one.begin; }) -
        tokens_.begin());
  }

  Pieces take() {
    mark_sentences();
    return std::move(pieces_);
  }

 private:
  // Goes on with the white space behind the piece.
  void add_unknown(std::uint32_t begin, std::uint32_t end, std::uint32_t chars) {
    Piece& piece = pieces_.emplace_back();
    piece.begin = begin;
    piece.end = end;
    piece.chars = chars;
    piece.starts_sentence = piece.has_word = piece.unknown = true;
    place(piece);
    ++at_;
    gap_ = {end, false};
  }

  // Sets the end and length of the piece that begins at piece.begin, and what its tokens say; the
  // gap behind it.
  Gap measure(Piece& piece) {
    first_ = token_;
    std::size_t begin = piece.begin;
    for (;;) {
      const Run run = scan_run(text_, begin);
      piece.chars += run.chars;
      piece.end = static_cast<std::uint32_t>(run.end);
      label(piece);
      const Gap gap = skip_space(text_.substr(0, end_), run.end, false);
      if (gap.end == end_ || may_cut(run.end, gap.end)) return gap;
      ++piece.chars;
      begin = gap.end;
    }
  }

  // Sets what the tokens say that begin before the end of the piece and were not seen before.
  void label(Piece& piece) {
    for (; token_ < tokens_.size() && tokens_[token_].begin < piece.end; ++token_) {
      const Token& token = tokens_[token_];
      // Second readings of words (centro destra, centrodestra) may be cut, but for numbers: 1 500.
      if (token.has(kJoined) && !token.has(kNumber)) continue;
      token_end_ = std::max(token_end_, token.end);
      if (token.has(kJoined)) continue;
      piece.has_word |= !token.has(kElided);
      const bool counts = !token.has(kElided) && !token.has(kStopWord);
      piece.has_content |= counts && !token.key.empty();
      piece.may_have_content |= counts;
      piece.starts_sentence |=
          token.has(kSentenceStart) && token.position == tokens_[first_].position;
    }
  }

  // Whether the text may be cut between `end` and `begin`; asked with ascending places.
  bool may_cut(std::size_t end, std::size_t begin) {
    return token_end_ <= end && !in_match(end) && !continues_grapheme(text_, begin);
  }

  // Whether a match stands before and after `offset`; asked with ascending offsets.
  bool in_match(std::size_t offset) {
    while (match_ < matches_.size() && matches_[match_].end <= offset) ++match_;
    return match_ < matches_.size() && matches_[match_].begin < offset;
  }

  void place(Piece& piece) {
    piece.at = at_;
    at_ += piece.chars;
  }

  // Adds the parts of a piece that is too long.
  void split(const Piece& whole) {
    const std::vector<std::uint32_t> borders = token_borders(whole);
    token_ = first_;
    Piece part;
    part.begin = whole.begin;
    part.starts_line = whole.starts_line;
    for (const std::uint32_t border : borders) {
      if (border <= part.begin || border >= whole.end || !may_split(border, whole)) continue;
      part.end = border;
      add_part(part);
      part.begin = border;
      part.starts_line = false;
    }
    part.end = whole.end;
    add_part(part);
  }

  void add_part(const Piece& cut) {
    Piece& part = pieces_.emplace_back(cut);
    first_ = token_;
    part.chars = count_reduced(text_.substr(part.begin, part.end - part.begin));
    label(part);
    place(part);
  }

  // Where tokens of the piece begin and end with no other across, ascending. Joined tokens (dalema
  // of D'Alema) do not count: they are read across a border.
  std::vector<std::uint32_t> token_borders(const Piece& piece) const {
    std::vector<std::uint32_t> borders;
    std::uint32_t end = piece.begin;
    for (std::size_t i = first_; i < tokens_.size() && tokens_[i].begin < piece.end; ++i) {
      if (tokens_[i].has(kJoined)) continue;
      if (tokens_[i].begin >= end) borders.insert(borders.end(), {end, tokens_[i].begin});
      end = std::max(end, tokens_[i].end);
    }
    borders.push_back(end);
    return borders;
  }

  bool may_split(std::uint32_t border, const Piece& whole) const {
    const auto after = std::upper_bound(
        matches_.begin(), matches_.end(), border,
        [](std::uint32_t offset, const Match& match) { return offset < match.end; });
    const bool cuts_match = after != matches_.end() && after->begin < border;
    return !cuts_match && border > whole.begin && !continues_grapheme(text_, border);
  }

  // A sentence begins with what leads its first word.
  void mark_sentences() {
    std::uint32_t sentence = 0;
    for (std::uint32_t i = 0; i < pieces_.size(); ++i) {
      if (pieces_[i].starts_sentence) {
        pieces_[i].starts_sentence = false;
        for (sentence = i; sentence > 0 && leads_sentence(sentence - 1);) --sentence;
        for (std::uint32_t lead = sentence; lead < i; ++lead) pieces_[lead].sentence = sentence;
        pieces_[sentence].starts_sentence = true;
      }
      pieces_[i].sentence = sentence;
    }
    if (!pieces_.empty()) pieces_.front().starts_sentence = true;
  }

  // Whether a piece before the first word of a sentence belongs to that sentence.
  bool leads_sentence(std::size_t index) const {
    const Piece& piece = pieces_[index];
    return !piece.has_word && (piece.starts_line || opens(character_at(text_, piece.begin)));
  }

  std::string_view text_;
  const std::vector<Token>& tokens_;
  const std::vector<Match>& matches_;
  std::uint32_t max_chars_;
  Pieces pieces_;
  Gap gap_ = {0, true};  // before the coming piece
  std::size_t end_ = 0;  // of what is cut now
  std::uint32_t at_ = 0;
  std::size_t token_ = 0;        // the first token not seen by label
  std::size_t first_ = 0;        // of the tokens of the piece
  std::uint32_t token_end_ = 0;  // where the furthest of those seen ends
  std::size_t match_ = 0;        // the first match not seen by in_match
};

}  // namespace

std::size_t wide_space_at(std::string_view text, std::size_t offset) {
  const std::string_view rest = text.substr(offset, 3);
  if (rest.starts_with("\xC2\x85")) return 2;
  if (rest.size() < 3) return 0;
  if (rest == "\xE1\x9A\x80" || rest == "\xE2\x81\x9F" || rest == "\xE3\x80\x80") return 3;
  if (!rest.starts_with("\xE2\x80")) return 0;
  const std::uint8_t last = byte_at(rest, 2);
  if (last == 0xA8 || last == 0xA9) return 3;
  // U+2000 to U+200A, but for the figure space and the thin space, which stand inside numbers.
  return last >= 0x80 && last <= 0x8A && last != 0x87 && last != 0x89 ? 3 : 0;
}

std::size_t grapheme_prefix(std::string_view text, std::uint32_t max_chars) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> breaks(
      icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
  icu::LocalUTextPointer source(
      utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status));
  if (U_FAILURE(status)) return 0;
  breaks->setText(source.getAlias(), status);
  std::uint32_t chars = 0;
  std::size_t end = 0;
  for (std::int32_t next = breaks->next(); next != icu::BreakIterator::DONE && U_SUCCESS(status);
       next = breaks->next()) {
    for (auto i = end; i < static_cast<std::size_t>(next); ++i) {
      if ((static_cast<std::uint8_t>(text[i]) & 0xC0) != 0x80) ++chars;
    }
    if (chars > max_chars) break;
    end = static_cast<std::size_t>(next);
  }
  return end;
}

std::optional<bool> has_content(std::string_view text, const Piece& piece,
                                const std::vector<Token>& tokens) {
  if (piece.has_content || !piece.may_have_content) return piece.has_content;
  if (piece.plain) {
    std::string buffer;
    return plain_run_has_content(text, piece.begin, piece.end, buffer);
  }
  auto token = std::partition_point(tokens.begin(), tokens.end(), [&](const Token& before) {
    return before.begin < piece.begin;
  });
  for (; token != tokens.end() && token->begin < piece.end; ++token) {
    if (token->has(kElided) || token->has(kJoined)) continue;
    if (!is_stop_word(*token)) return true;
  }
  return false;
}

Pieces cut_pieces(std::string_view text, const std::vector<Token>& tokens,
                  const std::vector<Match>& matches, std::uint32_t max_chars) {
  Cutter cutter(text, tokens, matches, max_chars);
  cutter.cut(text.size());
  return cutter.take();
}

PartialPieces::PartialPieces(PartialText& partial, const std::vector<Match>& matches,
                             std::uint32_t max_chars)
    : partial_(partial),
      matches_(matches),
      max_chars_(max_chars),
      states_(partial.stretches().size()) {
  runs_.reserve(Cutter::kMoreRoom);
  if (matches.empty()) {
    if (!states_.empty()) open_behind(0);
  } else {
    std::size_t stretch = 0;
    for (const Match& match : matches) {
      while (partial.stretches()[stretch].end <= match.begin) ++stretch;
      open(stretch);
    }
    const std::size_t first = partial.stretch_at(matches.front().begin);
    if (stretch == first) open_behind(first);
  }
  cut();
}

void PartialPieces::ask(std::span<const std::uint32_t> asked) {
  bool were_unknown = true;
  for (const std::uint32_t i : asked) {
    const std::size_t stretch = partial_.stretch_at(pieces_[i].begin);
    if (pieces_[i].unknown) {
      open(stretch);
    } else {
      partial_.analyze(stretch);
      were_unknown = false;
    }
  }
  were_unknown ? cut_again(asked) : cut();
}

// False, and nothing is changed, if the stretch is not plain.
bool PartialPieces::open_plainly(std::size_t stretch) {
  State& state = states_[stretch];
  if (state.is_asked || partial_.is_analyzed(stretch)) return true;
  state.first_run = runs_.size();
  state.is_asked = cut_plainly(partial_.text(), partial_.stretches()[stretch], max_chars_, runs_);
  state.last_run = runs_.size();
  return state.is_asked;
}

void PartialPieces::open(std::size_t stretch) {
  if (!open_plainly(stretch)) partial_.analyze(stretch);
}

// Opens what a passage from that stretch on will ask for, if it costs little.
void PartialPieces::open_behind(std::size_t stretch) {
  const std::vector<Stretch>& stretches = partial_.stretches();
  for (std::size_t i = stretch; i < stretches.size(); ++i) {
    if (stretches[i].begin - stretches[stretch].begin >= max_chars_) return;
    if (!open_plainly(i)) return;
  }
}

std::span<const PlainRun> PartialPieces::runs_of(std::size_t stretch) const {
  const State& state = states_[stretch];
  return std::span(runs_).subspan(state.first_run, state.last_run - state.first_run);
}

void PartialPieces::cut() {
  Cutter cutter(partial_.text(), partial_.tokens(), matches_, max_chars_);
  const std::vector<Stretch>& stretches = partial_.stretches();
  for (std::size_t i = 0; i < stretches.size(); ++i) {
    if (partial_.is_analyzed(i)) {
      if (i + 1 == stretches.size() || !partial_.is_analyzed(i + 1)) cutter.cut(stretches[i].end);
    } else if (states_[i].is_asked) {
      cutter.cut_plain(stretches[i], runs_of(i));
    } else {
      cutter.skip(stretches[i]);
    }
  }
  pieces_ = cutter.take();
}

void PartialPieces::cut_again(std::span<const std::uint32_t> asked) {
  Cutter cutter(partial_.text(), partial_.tokens(), matches_, max_chars_);
  std::size_t copied = 0;
  for (const std::uint32_t i : asked) {
    cutter.copy(std::span(pieces_).subspan(copied, i - copied));
    const std::size_t at = partial_.stretch_at(pieces_[i].begin);
    const Stretch& stretch = partial_.stretches()[at];
    cutter.go_to(pieces_[i], i == 0 ? 0 : pieces_[i - 1].end, stretch.end);
    if (partial_.is_analyzed(at)) {
      cutter.cut(stretch.end);
    } else {
      cutter.cut_plain(stretch, runs_of(at));
    }
    copied = i + 1;
  }
  cutter.copy(std::span(pieces_).subspan(copied));
  pieces_ = cutter.take();
}

}  // namespace edicola
