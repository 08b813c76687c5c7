#include "searcher/snippet.h"

#include <algorithm>
#include <optional>
#include <span>

#include "common/partial_text.h"
#include "searcher/core.h"
#include "searcher/piece.h"

namespace edicola {
namespace {

constexpr std::string_view kEllipsis = "…";
constexpr std::uint32_t kMostChars = 1U << 28;  // sums of a few stay below 32 bits

// Pieces to show. `end` is a byte of the last piece; what follows it there is left out.
struct Passage {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  std::uint32_t end = 0;
  bool cuts_word = false;
};

std::vector<Place> place_matches(const Pieces& pieces, const std::vector<Match>& matches) {
  std::vector<Place> places;
  places.reserve(matches.size());
  std::uint32_t piece = 0;
  for (const Match& match : matches) {
    while (pieces[piece].end <= match.begin) ++piece;
    places.push_back({piece, match.sought});
  }
  return places;
}

// The pieces that a decision depended on of which not enough is known, by index.
using Missed = std::vector<std::uint32_t>;

// A text, cut.
struct Source {
  std::string_view text;
  const std::vector<Token>& tokens;
  const Pieces& pieces;
};

// Grows a core to a passage of at most `budget` characters within the pieces [low, high].
class Layout {
 public:
  Layout(const Source& source, std::uint32_t low, std::uint32_t high, std::uint32_t budget,
         Missed& missed)
      : text_(source.text),
        pieces_(source.pieces),
        tokens_(source.tokens),
        low_(low),
        high_(high),
        budget_(budget),
        missed_(missed) {}

  Passage grow(const Core& core) const {
    const std::uint32_t first = start(core);
    const std::uint32_t last = end(first, core.last);
    return {first, last, trimmed_end(last)};
  }

  // Takes in what comes before a passage that is less than half full: the text ends soon after it.
  Passage widen(const Passage& passage) const {
    if (span(passage.first, passage.last) * 2 >= budget_) return passage;
    Passage wide = passage;
    for (std::uint32_t i = passage.first; i > low_; --i) {
      look_back(i - 1, end_at(wide.last), budget_);
      if (span(i - 1, wide.last) > budget_) break;
      if (pieces_[i - 1].starts_sentence) wide.first = i - 1;
    }
    if (span(wide.first, wide.last) * 2 < budget_) {
      wide.first = start_within(passage.first, budget_ - span(passage.first, passage.last));
    }
    return wide;
  }

 private:
  static constexpr std::uint32_t kMostHanging = 4;

  std::uint32_t span(std::uint32_t first, std::uint32_t last) const {
    return span_of(pieces_, first, last);
  }

  // Notes that the last of what is in the piece may stand at most `room` characters before `end`.
  void look_back(std::uint32_t piece, std::uint32_t end, std::uint32_t room) const {
    const Piece& before = pieces_[piece];
    if (before.unknown && end - (before.at + before.chars - 1) <= room) missed_.push_back(piece);
  }

  // Notes that the first of what is in the piece may end within the budget of a passage.
  void look_ahead(std::uint32_t first, std::uint32_t piece) const {
    if (pieces_[piece].unknown && pieces_[piece].at + 1 - pieces_[first].at <= budget_) {
      missed_.push_back(piece);
    }
  }

  std::uint32_t end_at(std::uint32_t piece) const {
    return pieces_[piece].at + pieces_[piece].chars;
  }

  bool ends_sentence(std::uint32_t piece) const {
    return piece + 1 == pieces_.size() || pieces_[piece + 1].starts_sentence;
  }

  // Where the sentence starts, or as much before the core as leaves room for as much behind it.
  std::uint32_t start(const Core& core) const {
    const std::uint32_t sentence = std::max(low_, pieces_[core.first].sentence);
    if (span(sentence, core.last) <= budget_) return sentence;
    const std::uint32_t room = budget_ - span(core.first, core.last);
    return start_within(core.first, std::max(room / 2, room - rest_of_sentence(core.last, room)));
  }

  // Characters from behind `piece` to the end of its sentence, at most `room`.
  std::uint32_t rest_of_sentence(std::uint32_t piece, std::uint32_t room) const {
    std::uint32_t last = piece;
    while (last < high_ && !ends_sentence(last) &&
           span(piece, last) - pieces_[piece].chars < room) {
      ++last;
    }
    return std::min(room, span(piece, last) - pieces_[piece].chars);
  }

  // A start at most `room` characters before `from`: after a comma or the like, or at any word.
  std::uint32_t start_within(std::uint32_t from, std::uint32_t room) const {
    std::uint32_t start = from;
    std::uint32_t clause = from;
    for (; start > low_;) {
      look_back(start - 1, pieces_[from].at, room);
      if (pieces_[from].at - pieces_[start - 1].at > room) break;
      --start;
      const std::uint32_t context = pieces_[from].at - pieces_[start].at;
      if (context >= room / 3 && starts_clause(start)) clause = start;
    }
    if (clause != from) return clause;
    while (start < from && !pieces_[start].has_word) ++start;
    return start;
  }

  bool starts_clause(std::uint32_t piece) const {
    if (pieces_[piece].starts_sentence || piece == low_) return true;
    const std::uint32_t before = pieces_[piece - 1].begin;
    const std::string_view left = text_.substr(before, pieces_[piece - 1].end - before);
    return std::string_view(",;:)").find(left.back()) != std::string_view::npos || left == "-" ||
           left.ends_with("–") || left.ends_with("—");
  }

  // The last sentence end within reach unless it wastes half of the room, or the last word.
  std::uint32_t end(std::uint32_t first, std::uint32_t core_last) const {
    std::uint32_t last = core_last;
    std::optional<std::uint32_t> sentence_end;
    for (;; ++last) {
      if (ends_sentence(last)) sentence_end = last;
      if (last == high_) break;
      look_ahead(first, last + 1);
      if (span(first, last + 1) > budget_) break;
    }
    if (sentence_end && span(first, *sentence_end) * 2 >= span(first, last)) return *sentence_end;
    return strong_end(core_last, last);
  }

  // The last of a few pieces up to `last` that does not leave an article or a conjunction hanging.
  std::uint32_t strong_end(std::uint32_t core_last, std::uint32_t last) const {
    for (std::uint32_t i = last; last - i < kMostHanging; --i) {
      if (i == core_last) return i;
      const std::optional<bool> content = has_content(text_, pieces_[i], tokens_);
      if (!content) missed_.push_back(i);
      if (content.value_or(true)) return i;
    }
    while (last > core_last && !pieces_[last].has_word) --last;
    return last;
  }

  // A comma before an ellipsis says nothing.
  std::uint32_t trimmed_end(std::uint32_t last) const {
    const Piece& piece = pieces_[last];
    const bool trim = !ends_sentence(last) && piece.end - piece.begin > 1 &&
                      std::string_view(",;:").find(text_[piece.end - 1]) != std::string_view::npos;
    return trim ? piece.end - 1 : piece.end;
  }

  std::string_view text_;
  const Pieces& pieces_;
  const std::vector<Token>& tokens_;
  std::uint32_t low_;
  std::uint32_t high_;
  std::uint32_t budget_;
  Missed& missed_;
};

// Writes passages of one text, their matches marked.
class Writer {
 public:
  Writer(std::string_view text, const Pieces& pieces, const std::vector<Match>& matches)
      : text_(text), pieces_(pieces), matches_(matches) {}

  Snippet write(std::span<const Passage> passages) {
    out_.text.reserve(room_for(passages));
    if (!pieces_[passages.front().first].starts_sentence) out_.text.append(kEllipsis).append(" ");
    for (const Passage& passage : passages) {
      if (&passage != &passages.front()) out_.text.append(" ").append(kEllipsis).append(" ");
      append(passage);
    }
    append_end(passages.back());
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::size_t room_for(std::span<const Passage> passages) const {
    std::size_t bytes = 2 * (kEllipsis.size() + 1);
    for (const Passage& passage : passages) {
      bytes += passage.end - pieces_[passage.first].begin + kEllipsis.size() + 2;
    }
    return bytes;
  }

  void append(const Passage& passage) {
    std::uint32_t at = pieces_[passage.first].begin;
    auto match =
        std::lower_bound(matches_.begin(), matches_.end(), at,
                         [](const Match& m, std::uint32_t begin) { return m.begin < begin; });
    for (; match != matches_.end() && match->begin < passage.end; ++match) {
      append_reduced(at, match->begin);
      const auto mark = static_cast<std::uint32_t>(out_.text.size());
      at = std::min(match->end, passage.end);
      append_reduced(match->begin, at);
      out_.marks.emplace_back(mark, static_cast<std::uint32_t>(out_.text.size()));
    }
    append_reduced(at, passage.end);
  }

  // Appends bytes of the text, each run of white space as one blank.
  void append_reduced(std::size_t begin, std::size_t end) {
    while (begin < end) {
      const std::size_t word = begin;
      while (begin < end && space_at(text_, begin) == 0) ++begin;
      out_.text.append(text_, word, begin - word);
      const std::size_t space = begin;
      while (begin < end && space_at(text_, begin) != 0) begin += space_at(text_, begin);
      if (begin > space) out_.text.push_back(' ');
    }
  }

  // The ellipsis stands apart from a word that is whole.
  void append_end(const Passage& passage) {
    const std::uint32_t next = passage.last + 1;
    const bool sentence_ends = next == pieces_.size() || pieces_[next].starts_sentence;
    if (sentence_ends && !passage.cuts_word) return;
    out_.text.append(passage.cuts_word ? "" : " ").append(kEllipsis);
  }

  std::string_view text_;
  const Pieces& pieces_;
  const std::vector<Match>& matches_;
  Snippet out_;
};

class Composer {
 public:
  Composer(const Source& source, const std::vector<Place>& places,
           const std::vector<Sought>& sought, std::uint32_t max_chars, Missed& missed)
      : source_(source),
        pieces_(source.pieces),
        places_(places),
        sought_(sought),
        max_chars_(max_chars),
        missed_(missed) {}

  // Holds if nothing was missed.
  std::vector<Passage> compose() const {
    const auto last = static_cast<std::uint32_t>(pieces_.size() - 1);
    if (span_of(pieces_, 0, last) <= max_chars_) return {{0, last, pieces_[last].end}};
    const std::optional<Core> core = best_core(pieces_, sought_, places_, max_chars_, true);
    if (!core && pieces_.front().unknown) missed_.push_back(0);
    if (!core) return {single({}, max_chars_)};
    if (core->weight < total_weight()) {
      if (auto two = two_passages(core->weight)) return *two;
    }
    return {single(*core, 4 * max_chars_)};
  }

 private:
  // One passage; a piece that is longer than a snippet is shown whole up to `most` characters.
  Passage single(const Core& core, std::uint32_t most) const {
    const auto last = static_cast<std::uint32_t>(pieces_.size() - 1);
    const std::uint32_t length = span_of(pieces_, core.first, core.last);
    if (length <= max_chars_) {
      const Layout layout(source_, 0, last, max_chars_, missed_);
      return layout.widen(layout.grow(core));
    }
    const Piece& piece = pieces_[core.first];
    if (length <= most) return {core.first, core.first, piece.end};
    const std::string_view whole = source_.text.substr(piece.begin, piece.end - piece.begin);
    const auto kept = static_cast<std::uint32_t>(grapheme_prefix(whole, max_chars_));
    return {core.first, core.first, piece.begin + kept, true};
  }

  // Two passages of half the length, if together they show more than `weight`.
  std::optional<std::vector<Passage>> two_passages(double weight) const {
    const std::uint32_t half = (max_chars_ - 1) / 2;
    const std::optional<Core> one = best_core(pieces_, sought_, places_, half, false);
    if (!one) return std::nullopt;
    const std::vector<Place> others = places_of_others(*one);
    const std::optional<Core> other = best_core(pieces_, sought_, others, half, false);
    if (!other || one->weight + other->weight <= weight * (1 + 1e-9)) return std::nullopt;
    const bool in_order = one->first < other->first;
    const Core& before = in_order ? *one : *other;
    const Core& after = in_order ? *other : *one;
    if (before.last >= after.first) return std::nullopt;  // weights too far apart to be summed
    return join(before, after, half);
  }

  std::vector<Passage> join(const Core& before, const Core& after, std::uint32_t half) const {
    const auto end = static_cast<std::uint32_t>(pieces_.size() - 1);
    const Passage early = Layout(source_, 0, after.first - 1, half, missed_).grow(before);
    const std::uint32_t rest = max_chars_ - 1 - length(early);
    const Passage second = Layout(source_, early.last + 1, end, rest, missed_).grow(after);
    // What the second leaves goes to the first.
    const std::uint32_t most = max_chars_ - 1 - length(second);
    const Passage first = Layout(source_, 0, second.first - 1, most, missed_).grow(before);
    if (second.first == first.last + 1) return {{first.first, second.last, second.end}};
    return {first, second};
  }

  std::uint32_t length(const Passage& passage) const {
    return span_of(pieces_, passage.first, passage.last);
  }

  // The places of what is sought but not in `core`.
  std::vector<Place> places_of_others(const Core& core) const {
    std::vector<bool> shown(sought_.size(), false);
    for (const Place& place : places_) {
      if (place.piece >= core.first && place.piece <= core.last) shown[place.sought] = true;
    }
    std::vector<Place> others;
    std::copy_if(places_.begin(), places_.end(), std::back_inserter(others),
                 [&](const Place& place) { return !shown[place.sought]; });
    return others;
  }

  // Of all distinct things found anywhere.
  double total_weight() const {
    std::vector<bool> found(sought_.size(), false);
    double total = 0;
    for (const Place& place : places_) {
      if (!found[place.sought]) total += sought_[place.sought].weight;
      found[place.sought] = true;
    }
    return total;
  }

  const Source& source_;
  const Pieces& pieces_;
  const std::vector<Place>& places_;
  const std::vector<Sought>& sought_;
  std::uint32_t max_chars_;
  Missed& missed_;
};

Snippet compose_snippet(const Source& source, const std::vector<Match>& matches,
                        const std::vector<Sought>& sought, std::uint32_t max_chars,
                        Missed& missed) {
  const Pieces& pieces = source.pieces;
  if (pieces.empty()) return {};
  const std::vector<Place> places = place_matches(pieces, matches);
  const std::vector<Passage> passages =
      Composer(source, places, sought, max_chars, missed).compose();
  if (!missed.empty()) return {};
  if (passages.front().end == pieces[passages.front().first].begin) return {};
  return Writer(source.text, pieces, matches).write(passages);
}

}  // namespace

Snippet make_snippet(std::string_view text, const Analysis& analysis,
                     const std::vector<Match>& matches, const std::vector<Sought>& sought,
                     std::uint32_t max_chars) {
  if (max_chars == 0) return {};
  max_chars = std::min(max_chars, kMostChars);
  const Pieces pieces = cut_pieces(text, analysis.tokens(), matches, max_chars);
  Missed missed;
  return compose_snippet({text, analysis.tokens(), pieces}, matches, sought, max_chars, missed);
}

Snippet make_snippet(PartialText& partial, const std::vector<Match>& matches,
                     const std::vector<Sought>& sought, std::uint32_t max_chars) {
  if (max_chars == 0) return {};
  max_chars = std::min(max_chars, kMostChars);
  PartialPieces pieces(partial, matches, max_chars);
  for (;;) {
    Missed missed;
    Snippet snippet = compose_snippet({partial.text(), partial.tokens(), pieces.get()}, matches,
                                      sought, max_chars, missed);
    if (missed.empty()) return snippet;
    std::sort(missed.begin(), missed.end());
    missed.erase(std::unique(missed.begin(), missed.end()), missed.end());
    pieces.ask(missed);
  }
}

}  // namespace edicola
