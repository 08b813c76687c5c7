// The one table of an article's fields: what a query calls them and how the index writes them.
//
// Prefixes follow Xapian's conventions (xapian-omega, termprefixes): S title, A author, X... our
// own.
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace edicola {

enum class FieldId { kTitle, kText, kAuthor, kSource, kSection, kTag };

struct Field {
  FieldId id;
  std::string_view name;                    // Italian, as in `titolo:governo`
  std::array<std::string_view, 2> aliases;  // may be empty
  // Prefix of its word terms. For kText empty: the words of an article, title included, bear no
  // prefix.
  std::string_view prefix;
  // Prefix of the one term that holds the whole folded value, for filters; empty where there is
  // none.
  std::string_view value_prefix;
};

inline constexpr std::array<Field, 6> kFields = {{
    {FieldId::kTitle, "titolo", {"title", ""}, "S", ""},
    {FieldId::kText, "testo", {"text", "body"}, "", ""},
    {FieldId::kAuthor, "autore", {"author", ""}, "A", ""},
    {FieldId::kSource, "fonte", {"source", "testata"}, "XS", "XSV"},
    {FieldId::kSection, "sezione", {"section", ""}, "XC", "XCV"},
    {FieldId::kTag, "tag", {"tags", ""}, "K", "XKV"},
}};

constexpr const Field& field(FieldId id) { return kFields[static_cast<std::size_t>(id)]; }

// The field with that name or alias, in any case of ASCII letters.
constexpr std::optional<FieldId> find_field(std::string_view name) {
  const auto same = [](std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i) {
      const char lower = a[i] >= 'A' && a[i] <= 'Z' ? static_cast<char>(a[i] - 'A' + 'a') : a[i];
      if (lower != b[i]) return false;
    }
    return true;
  };
  if (name.empty()) return std::nullopt;
  for (const Field& candidate : kFields) {
    if (same(name, candidate.name)) return candidate.id;
    for (std::string_view alias : candidate.aliases) {
      if (same(name, alias)) return candidate.id;
    }
  }
  return std::nullopt;
}

static_assert(find_field("Titolo") == FieldId::kTitle && find_field("body") == FieldId::kText);
static_assert([] {
  for (std::size_t i = 0; i < kFields.size(); ++i) {
    if (static_cast<std::size_t>(kFields[i].id) != i) return false;
  }
  return true;
}());

}  // namespace edicola
