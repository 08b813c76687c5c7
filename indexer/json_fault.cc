#include "indexer/json_fault.h"

#include <algorithm>

namespace edicola {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_hex_digit(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// Recursive descent; every step returns false at the first fault, which `fault()` then tells.
class Checker {
 public:
  explicit Checker(std::string_view text) : text_(text) {}

  [[nodiscard]] const JsonFault& fault() const { return fault_; }

  bool value(int depth) {
    skip_space();
    if (depth > kMaxJsonDepth) return fail("nested too deeply");
    switch (front()) {
      case '{':
        return object(depth);
      case '[':
        return array(depth);
      case '"':
        return string();
      case 't':
        return word("true");
      case 'f':
        return word("false");
      case 'n':
        return word("null");
      default:
        return number();
    }
  }

  bool end() {
    skip_space();
    return at_ == text_.size() || fail("expected the end of the line");
  }

 private:
  [[nodiscard]] char front() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  bool fail(std::string_view why) { return fail_at(at_, why); }

  bool fail_at(std::size_t at, std::string_view why) {
    fault_ = {at, why};
    return false;
  }

  bool take(char c) {
    if (at_ == text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  void skip_space() {
    while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != text_.npos) ++at_;
  }

  bool take_after_space(char c) {
    skip_space();
    return take(c);
  }

  bool object(int depth) {
    take('{');
    if (take_after_space('}')) return true;
    do {
      if (!member(depth)) return false;
    } while (take_after_space(','));
    return take('}') || fail("expected \",\" or \"}\"");
  }

  bool member(int depth) {
    skip_space();
    if (front() != '"') return fail("expected a name in quotes");
    if (!string()) return false;
    if (!take_after_space(':')) return fail("expected \":\"");
    return value(depth + 1);
  }

  bool array(int depth) {
    take('[');
    if (take_after_space(']')) return true;
    do {
      if (!value(depth + 1)) return false;
    } while (take_after_space(','));
    return take(']') || fail("expected \",\" or \"]\"");
  }

  bool string() {
    const std::size_t begin = at_;
    take('"');
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (take('"')) return true;
      if (static_cast<unsigned char>(c) < 0x20) return fail("a raw control character in a string");
      if (c != '\\') {
        ++at_;
      } else if (!escape()) {
        return false;
      }
    }
    return fail_at(begin, "a string without its closing quote");
  }

  bool escape() {
    const std::string_view rest = text_.substr(at_ + 1);
    std::size_t length = 1;
    bool known = !rest.empty() && std::string_view("\"\\/bfnrtu").find(rest[0]) != rest.npos;
    if (known && rest[0] == 'u') {
      const std::string_view digits = rest.substr(1, 4);
      known = digits.size() == 4 && std::all_of(digits.begin(), digits.end(), is_hex_digit);
      length += 4;
    }
    if (!known) return fail("an unknown escape in a string");
    at_ += 1 + length;
    return true;
  }

  bool word(std::string_view expected) {
    if (!text_.substr(at_).starts_with(expected)) return fail("expected a value");
    const std::size_t begin = at_;
    at_ += expected.size();
    return at_delimiter() || fail_at(begin, "expected a value");
  }

  bool number() {
    const std::size_t begin = at_;
    take('-');
    if (!is_digit(front())) return fail_at(begin, "expected a value");
    if (!take('0')) digits();
    bool well_formed = !take('.') || digits();
    if (take('e') || take('E')) {
      if (!take('+')) take('-');
      well_formed = digits() && well_formed;
    }
    return (well_formed && at_delimiter()) || fail_at(begin, "a malformed number");
  }

  bool digits() {
    const std::size_t begin = at_;
    while (is_digit(front())) ++at_;
    return at_ > begin;
  }

  // A word or number must not run into what follows.
  [[nodiscard]] bool at_delimiter() const {
    return at_ == text_.size() || std::string_view(" \t\r\n,:]}").find(text_[at_]) != text_.npos;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  JsonFault fault_;
};

}  // namespace

std::optional<JsonFault> find_json_fault(std::string_view text) {
  Checker checker(text);
  if (checker.value(0) && checker.end()) return std::nullopt;
  return checker.fault();
}

bool begins_with_json_value(std::string_view text) { return Checker(text).value(0); }

}  // namespace edicola
