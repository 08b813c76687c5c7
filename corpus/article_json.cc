#include <array>
#include <string_view>

#include "corpus/generator.h"
#include "edicola/date.h"

namespace edicola::corpus {
namespace {

void append_escape(char c, std::string& out) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  if (c == '\n') {
    out += "\\n";
  } else if (c == '"' || c == '\\') {
    out += '\\';
    out += c;
  } else {
    out += "\\u00";
    out += kDigits[static_cast<unsigned char>(c) >> 4U];
    out += kDigits[static_cast<unsigned char>(c) & 15U];
  }
}

void append_string(std::string_view text, std::string& out) {
  out += '"';
  std::size_t from = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c >= 0x20 && c != '"' && c != '\\') continue;
    out += text.substr(from, i - from);
    append_escape(text[i], out);
    from = i + 1;
  }
  out += text.substr(from);
  out += '"';
}

// Fields without a value are left out.
void append_field(std::string_view name, std::string_view value, std::string& out) {
  if (value.empty()) return;
  out += out.ends_with('{') ? "\"" : ", \"";
  out += name;
  out += "\": ";
  append_string(value, out);
}

void append_tags(const std::vector<std::string>& tags, std::string& out) {
  if (tags.empty()) return;
  out += ", \"tags\": [";
  for (std::size_t i = 0; i < tags.size(); ++i) {
    if (i > 0) out += ", ";
    append_string(tags[i], out);
  }
  out += ']';
}

}  // namespace

void append_json(const Article& article, std::string& out) {
  out += '{';
  append_field("id", article.id, out);
  append_field("title", article.title, out);
  append_field("subtitle", article.subtitle, out);
  append_field("body", article.body, out);
  if (article.published) append_field("date", format_published(*article.published), out);
  append_field("source", article.source, out);
  append_field("author", article.author, out);
  append_field("section", article.section, out);
  append_tags(article.tags, out);
  append_field("url", article.url, out);
  out += "}\n";
}

}  // namespace edicola::corpus
