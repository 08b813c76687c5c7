#include "indexer/raw_record.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "common/text.h"
#include "edicola/date.h"

namespace edicola {
namespace {

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

std::string content_hash(const Article& article) {
  const std::string date = article.published ? format_published(*article.published) : "";
  std::string content;
  for (const std::string* part :
       {&article.title, &article.subtitle, &article.body, &date, &article.source}) {
    content += *part;
    content += '\0';  // in no field, so that parts cannot run together
  }
  return hex64(fingerprint64(content));
}

// The same for the same article, so that reading it again replaces it.
std::string make_id(const Article& article) {
  if (article.url.empty()) return "content-" + content_hash(article);
  return "url-" + hex64(fingerprint64(article.url));
}

}  // namespace

std::string_view name(BadRecordKind kind) {
  switch (kind) {
    case BadRecordKind::kBrokenJson:
      return "broken JSON";
    case BadRecordKind::kWrongType:
      return "wrong type";
    case BadRecordKind::kBadDate:
      return "bad date";
    case BadRecordKind::kNothingToRead:
      return "nothing to read";
    case BadRecordKind::kTooLong:
      break;
  }
  return "line too long";
}

BadRecord bad_record(BadRecordKind kind, std::string why) {
  BadRecord bad;
  bad.why = std::move(why);
  bad.kind = kind;
  return bad;
}

std::optional<InputField> find_input_field(std::string_view name) {
  const auto* const found = std::find(kInputFieldNames.begin(), kInputFieldNames.end(), name);
  if (found == kInputFieldNames.end()) return std::nullopt;
  return static_cast<InputField>(found - kInputFieldNames.begin());
}

std::variant<Article, BadRecord> make_article(RawRecord raw) {
  Article article;
  article.id = std::move(raw[InputField::kId]);
  article.url = trim(raw[InputField::kUrl]);
  article.title = std::move(raw[InputField::kTitle]);
  article.subtitle = std::move(raw[InputField::kSubtitle]);
  article.body = std::move(raw[InputField::kBody]);
  if (is_blank(article.body)) article.body = std::move(raw[InputField::kText]);
  article.source = trim(raw[InputField::kSource]);
  article.section = trim(raw[InputField::kSection]);
  article.author = trim(raw[InputField::kAuthor]);
  article.tags = std::move(raw.tags);
  const std::string_view date = trim(raw[InputField::kDate]);
  if (!date.empty()) article.published = parse_published(date);
  if (!date.empty() && !article.published) {
    return bad_record(
        BadRecordKind::kBadDate,
        fmt::format("date \"{}\" is not an ISO 8601 day or instant", shorten(date, 40)));
  }
  if (is_blank(article.title) && is_blank(article.body)) {
    return bad_record(BadRecordKind::kNothingToRead, "no title and no body");
  }
  if (is_blank(article.id)) article.id = make_id(article);
  return article;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

std::string without_controls(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    const auto byte = static_cast<unsigned char>(c);
    const bool control = (byte < 0x20 && c != '\n' && c != '\t' && c != '\r') || byte == 0x7F;
    c = control ? ' ' : c;
  }
  return result;
}

std::vector<std::string> split_at_commas(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    const std::string_view part = trim(text.substr(0, comma));
    if (!part.empty()) parts.emplace_back(part);
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return parts;
}

std::string shorten(std::string_view text, std::size_t limit) {
  std::size_t size = 0;
  for (std::size_t characters = 0; characters < limit && size < text.size(); ++characters) {
    do {
      ++size;
    } while (size < text.size() && is_continuation(text[size]));
  }
  std::string begin = without_controls(text.substr(0, size));
  std::replace_if(begin.begin(), begin.end(), is_space, ' ');
  return size < text.size() ? begin + "…" : begin;
}

}  // namespace edicola
