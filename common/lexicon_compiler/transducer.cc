#include "common/lexicon_compiler/transducer.h"

#include <stdexcept>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace edicola::lexicon {
namespace {

struct Arc {
  int to;
  std::string input;
  std::string output;
};

struct Section {
  std::unordered_map<int, std::vector<Arc>> arcs;
  std::unordered_set<int> finals;
  std::size_t size = 0;
};

std::vector<std::string> split_tabs(const std::string& line) {
  std::vector<std::string> columns;
  std::size_t begin = 0;
  while (true) {
    const std::size_t tab = line.find('\t', begin);
    columns.push_back(line.substr(begin, tab - begin));
    if (tab == std::string::npos) return columns;
    begin = tab + 1;
  }
}

void add_line(const std::string& line, Section& section) {
  const std::vector<std::string> columns = split_tabs(line);
  if (columns.size() <= 2) {
    section.finals.insert(std::stoi(columns[0]));
    return;
  }
  if (columns.size() < 4) throw std::runtime_error("not an arc: " + line);
  const auto text = [](const std::string& symbol) {
    return symbol == "ε" ? std::string() : symbol;
  };
  section.arcs[std::stoi(columns[0])].push_back(
      {std::stoi(columns[1]), text(columns[2]), text(columns[3])});
  ++section.size;
}

Section largest_section(std::istream& att) {
  Section largest;
  Section current;
  const auto close = [&] {
    if (current.size > largest.size) largest = std::move(current);
    current = Section();
  };
  for (std::string line; std::getline(att, line);) {
    if (line == "--") {
      close();
    } else if (!line.empty()) {
      add_line(line, current);
    }
  }
  close();
  return largest;
}

bool is_tag(std::string_view symbol) { return symbol.size() > 1 && symbol.front() == '<'; }

bool is_left_out(std::string_view symbol) {
  return symbol == "+" || symbol == " " || symbol == "#" ||
         (symbol.size() == 1 && symbol[0] >= '0' && symbol[0] <= '9');
}

class Walk {
 public:
  Walk(const Section& section, const std::function<void(const Reading&)>& visit)
      : section_(section), visit_(visit) {}

  // The big section has no loops once the arcs left out are gone; its depth is a word's length.
  // NOLINTNEXTLINE(misc-no-recursion)
  void from(int state, const Reading& sofar) {
    if (section_.finals.count(state) != 0) visit_(sofar);
    const auto arcs = section_.arcs.find(state);
    if (arcs == section_.arcs.end()) return;
    for (const Arc& arc : arcs->second) {
      if (is_left_out(arc.input) || is_left_out(arc.output)) continue;
      Reading next = sofar;
      (is_tag(arc.input) ? next.tags : next.lemma) += arc.input;
      next.form += arc.output;
      from(arc.to, next);
    }
  }

 private:
  const Section& section_;
  const std::function<void(const Reading&)>& visit_;
};

}  // namespace

void for_each_reading(std::istream& att, const std::function<void(const Reading&)>& visit) {
  const Section section = largest_section(att);
  Walk(section, visit).from(0, Reading());
}

}  // namespace edicola::lexicon
