#include "indexer/json_record.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "common/text.h"
#include "indexer/json_fault.h"
#include "indexer/raw_record.h"

namespace edicola {
namespace {

namespace ondemand = simdjson::ondemand;

static_assert(kLinePadding >= simdjson::SIMDJSON_PADDING);

enum class Outcome {
  kRead,
  kMalformed,  // not JSON: the line may be read again after repair
  kRefused,    // JSON, but not a record
};

std::string_view describe(ondemand::json_type type) {
  switch (type) {
    case ondemand::json_type::array:
      return "a list";
    case ondemand::json_type::object:
      return "an object";
    case ondemand::json_type::number:
      return "a number";
    case ondemand::json_type::boolean:
      return "true or false";
    case ondemand::json_type::string:
      return "text";
    case ondemand::json_type::null:
      break;
  }
  return "null";
}

std::string_view expected_of(InputField field) {
  if (field == InputField::kId) return "text or a number";
  if (field == InputField::kTags || field == InputField::kAuthor) return "text or a list of texts";
  return "text";
}

// A record being read, field by field.
class Draft {
 public:
  // `line` is the text that the values given to read_object stand in.
  explicit Draft(std::string_view line) : line_(line) {}

  Outcome read_object(ondemand::object object);
  [[nodiscard]] RawRecord take() { return std::move(raw_); }

  // Of an Outcome::kRefused.
  [[nodiscard]] const std::string& refusal() const { return refusal_; }

 private:
  Outcome read_field(InputField field, ondemand::value& value);
  Outcome read_number(InputField field, ondemand::value& value);
  Outcome read_list(InputField field, ondemand::value& value);
  Outcome refuse(ondemand::value& value, std::string why);
  Outcome pass_over(ondemand::value& value);
  void store(InputField field, std::string_view text);
  void store(InputField field, std::vector<std::string> texts);

  std::string_view line_;
  std::array<bool, kInputFieldNames.size()> seen_ = {};
  RawRecord raw_;
  std::string refusal_;
};

Outcome Draft::read_object(ondemand::object object) {
  for (auto item : object) {
    ondemand::field member;
    std::string_view name;
    if (std::move(item).get(member) != simdjson::SUCCESS ||
        member.unescaped_key().get(name) != simdjson::SUCCESS) {
      return Outcome::kMalformed;
    }
    ondemand::value value = member.value();
    const auto field = find_input_field(name);
    const bool first = field && !std::exchange(seen_[index(*field)], true);
    const Outcome outcome = first ? read_field(*field, value) : pass_over(value);
    if (outcome != Outcome::kRead) return outcome;
  }
  return Outcome::kRead;
}

Outcome Draft::read_field(InputField field, ondemand::value& value) {
  ondemand::json_type type{};
  if (value.type().get(type) != simdjson::SUCCESS) return Outcome::kMalformed;
  if (type == ondemand::json_type::string) {
    std::string_view text;
    if (value.get_string().get(text) != simdjson::SUCCESS) return Outcome::kMalformed;
    store(field, text);
    return Outcome::kRead;
  }
  if (type == ondemand::json_type::null) return pass_over(value);
  const bool is_number = type == ondemand::json_type::number;
  if (is_number && field == InputField::kId) return read_number(field, value);
  if (type == ondemand::json_type::array &&
      (field == InputField::kTags || field == InputField::kAuthor)) {
    return read_list(field, value);
  }
  return refuse(value,
                fmt::format("{} is {}, not {}", name(field), describe(type), expected_of(field)));
}

// As written: 1.50 and numbers of thirty digits are ids too.
Outcome Draft::read_number(InputField field, ondemand::value& value) {
  const std::string_view token = value.raw_json_token();
  if (pass_over(value) == Outcome::kMalformed) return Outcome::kMalformed;
  store(field, trim(token));
  return Outcome::kRead;
}

Outcome Draft::read_list(InputField field, ondemand::value& value) {
  ondemand::array array;
  if (value.get_array().get(array) != simdjson::SUCCESS) return Outcome::kMalformed;
  std::vector<std::string> texts;
  for (auto item : array) {
    ondemand::value element;
    ondemand::json_type type{};
    if (item.get(element) != simdjson::SUCCESS || element.type().get(type) != simdjson::SUCCESS) {
      return Outcome::kMalformed;
    }
    if (type == ondemand::json_type::string) {
      std::string_view text;
      if (element.get_string().get(text) != simdjson::SUCCESS) return Outcome::kMalformed;
      texts.push_back(without_controls(trim(text)));
    } else if (type != ondemand::json_type::null) {
      return refuse(element, fmt::format("{} holds {}, not text", name(field), describe(type)));
    } else if (pass_over(element) == Outcome::kMalformed) {
      return Outcome::kMalformed;
    }
  }
  store(field, std::move(texts));
  return Outcome::kRead;
}

// A value of the wrong type; a value that is no JSON at all is the graver fault.
Outcome Draft::refuse(ondemand::value& value, std::string why) {
  if (pass_over(value) == Outcome::kMalformed) return Outcome::kMalformed;
  refusal_ = std::move(why);
  return Outcome::kRefused;
}

// The parser goes past values it is not asked for without looking inside, so they are checked here.
Outcome Draft::pass_over(ondemand::value& value) {
  const char* const begin = value.raw_json_token().data();
  if (*begin == '"') {
    std::string_view unused;
    return value.get_string().get(unused) == simdjson::SUCCESS ? Outcome::kRead
                                                               : Outcome::kMalformed;
  }
  const auto offset = static_cast<std::size_t>(begin - line_.data());
  const bool good = offset < line_.size() && begins_with_json_value(line_.substr(offset));
  return good ? Outcome::kRead : Outcome::kMalformed;
}

void Draft::store(InputField field, std::string_view text) {
  if (field == InputField::kTags) {
    raw_.tags = split_at_commas(without_controls(text));
  } else {
    raw_[field] = without_controls(text);
  }
}

void Draft::store(InputField field, std::vector<std::string> texts) {
  std::erase(texts, std::string());
  if (field == InputField::kTags) {
    raw_.tags = std::move(texts);
    return;
  }
  for (const std::string& text : texts) {
    if (!raw_[field].empty()) raw_[field] += ", ";
    raw_[field] += text;
  }
}

// The UTF-16 unit that an escape \uXXXX at `at` stands for.
std::optional<unsigned> unit_at(std::string_view json, std::size_t at) {
  if (json.size() < at + 6 || json.substr(at, 2) != "\\u") return std::nullopt;
  const char* const end = json.data() + at + 6;
  unsigned unit = 0;
  const auto result = std::from_chars(end - 4, end, unit, 16);
  if (result.ec != std::errc() || result.ptr != end) return std::nullopt;
  return unit;
}

bool is_high_surrogate(std::optional<unsigned> unit) { return unit && *unit >> 10U == 0x36; }
bool is_low_surrogate(std::optional<unsigned> unit) { return unit && *unit >> 10U == 0x37; }

// Puts \ufffd for each escape of half a surrogate pair. True if there was one.
bool replace_lone_surrogates(std::string& json) {
  bool changed = false;
  std::size_t next = 0;
  for (std::size_t at = json.find('\\'); at != std::string::npos; at = json.find('\\', next)) {
    next = at + 2;
    const auto unit = unit_at(json, at);
    if (is_high_surrogate(unit) && is_low_surrogate(unit_at(json, at + 6))) {
      next = at + 12;
    } else if (is_high_surrogate(unit) || is_low_surrogate(unit)) {
      json.replace(at, 6, "\\ufffd");
      changed = true;
    }
  }
  return changed;
}

// What other files begin with that are taken for JSON Lines.
std::string_view other_format(std::string_view line) {
  if (line.starts_with("\x1F\x8B")) return "compressed data (gzip), not JSON Lines";
  if (line.starts_with("\xFF\xFE") || line.starts_with("\xFE\xFF")) return "UTF-16, not UTF-8";
  return {};
}

// Why `line` was not read as an object; `repaired` is the same in UTF-8.
BadRecord explain(std::string_view line, std::string_view repaired) {
  const std::string_view other = other_format(line);
  if (!other.empty()) return bad_record(BadRecordKind::kBrokenJson, std::string(other));
  const auto fault = find_json_fault(repaired);
  if (!fault) {
    const bool list = trim(repaired).front() == '[';
    return bad_record(BadRecordKind::kWrongType,
                      fmt::format("{}, not a JSON object", list ? "a list" : "a bare value"));
  }
  const std::string_view rest = trim(repaired.substr(fault->at));
  const std::string place = rest.empty() ? "the end of the line" : '"' + shorten(rest, 24) + '"';
  return bad_record(
      BadRecordKind::kBrokenJson,
      fmt::format("broken JSON near column {}: {} at {}",
                  count_characters(repaired.substr(0, fault->at)) + 1, fault->why, place));
}

}  // namespace

Record JsonRecordParser::parse(std::string_view line) {
  Record record;
  if (auto content = read(line)) {
    record.content = *std::move(content);
  } else {
    record = parse_repaired(line);
  }
  release_memory(line.size());
  return record;
}

std::optional<JsonRecordParser::Content> JsonRecordParser::read(std::string_view line) {
  ondemand::document document;
  ondemand::object object;
  const simdjson::padded_string_view padded(line, line.size() + kLinePadding);
  if (parser_.iterate(padded).get(document) != simdjson::SUCCESS ||
      document.get_object().get(object) != simdjson::SUCCESS) {
    return std::nullopt;
  }
  Draft draft(line);
  const Outcome outcome = draft.read_object(object);
  if (outcome == Outcome::kMalformed) return std::nullopt;
  if (outcome == Outcome::kRefused) return bad_record(BadRecordKind::kWrongType, draft.refusal());
  const bool more_follows = document.current_location().error() == simdjson::SUCCESS;
  if (more_follows) return std::nullopt;
  return make_article(draft.take());
}

// Most lines are sound, so damage is looked for only once reading has failed.
Record JsonRecordParser::parse_repaired(std::string_view line) {
  Record record;
  std::string repaired = repair_utf8(line);
  if (replace_lone_surrogates(repaired) || repaired != line) {
    const std::size_t size = repaired.size();
    repaired.resize(size + kLinePadding, '\n');
    const auto content = read(std::string_view(repaired).substr(0, size));
    if (content) {
      record.repaired_utf8 = std::holds_alternative<Article>(*content);
      record.content = *content;
      return record;
    }
    repaired.resize(size);
  }
  record.content = explain(line, repaired);
  return record;
}

// The parser keeps some six times the size of its longest line.
void JsonRecordParser::release_memory(std::size_t line_size) {
  constexpr std::size_t kLong = std::size_t{4} << 20U;
  if (line_size > kLong) parser_ = ondemand::parser();
}

}  // namespace edicola
