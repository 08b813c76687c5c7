#include "corpus/generator.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <stdexcept>

namespace edicola::corpus {
namespace {

constexpr std::uint32_t kCopyPercent = 4;
constexpr std::uint64_t kCopyWindow = 400;
constexpr std::size_t kAuthors = 300;

// By kSections: politics, business, world, crime and local, sport, culture, science.
constexpr std::array<std::uint64_t, kSections.size()> kSectionShares = {18, 13, 14, 28, 14, 8, 5};

// Words of a body: 33 quantiles of a log-normal distribution with median 300 and sigma 0.6, its
// ends drawn in to 60 and 2,000.
constexpr std::array<std::uint16_t, 33> kBodyWords = {
    60,  98,  119, 136, 150, 164, 176, 189, 200, 212, 224, 235, 248, 260, 273, 286, 300,
    315, 330, 346, 363, 382, 402, 424, 450, 477, 510, 549, 598, 663, 754, 917, 2000};

const GeneratorOptions& checked(const GeneratorOptions& options) {
  if (options.to <= options.from) throw std::invalid_argument("no days to write articles for");
  if (options.articles > 1'000'000'000) throw std::invalid_argument("too many articles");
  return options;
}

template <std::size_t size, typename Get>
AliasTable table_of(Get weight) {
  std::array<std::uint64_t, size> weights{};
  for (std::size_t i = 0; i < size; ++i) weights[i] = weight(i);
  return AliasTable(weights);
}

std::vector<std::string> make_authors(const Lexis& lexis, const Coinage& coinage,
                                      std::uint64_t seed) {
  Random random(mix(seed, 0xa17));
  std::vector<std::string> authors;
  while (authors.size() < kAuthors) {
    const Person person = make_person(lexis, coinage, 40, random);
    std::string name = person.given + ' ' + person.surname;
    const bool taken = std::find(authors.begin(), authors.end(), name) != authors.end();
    if (!taken) authors.push_back(std::move(name));
  }
  return authors;
}

// Summer time of the European Union, by the day.
std::chrono::minutes offset_of(std::chrono::sys_days day) {
  using namespace std::chrono;
  const year year_of_day = year_month_day(day).year();
  const sys_days begin = year_of_day / March / Sunday[last];
  const sys_days end = year_of_day / October / Sunday[last];
  return day >= begin && day < end ? minutes(120) : minutes(60);
}

std::size_t count_words(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), ' ')) + 1;
}

}  // namespace

Generator::Generator(const GeneratorOptions& options)
    : options_(checked(options)),
      lexis_(load_lexis()),
      coinage_(lexis_),
      topics_(lexis_, coinage_, options.seed),
      mastheads_(table_of<kMastheads.size()>([](std::size_t i) { return kMastheads[i].share; })),
      sections_(table_of<kSections.size()>([](std::size_t i) { return kSectionShares[i]; })),
      authors_(make_authors(lexis_, coinage_, options.seed)),
      prose_(lexis_, coinage_),
      weeks_() {
  weeks_.fill(std::numeric_limits<std::int64_t>::min());
}

void Generator::write(std::uint64_t number, Article& article) {
  Plan own = plan(number);
  const std::uint64_t original = original_of(number);
  write_original(original, article);
  if (original != number) {
    change(own.random, article);
    if (own.masthead == plan(original).masthead)
      own.masthead = (own.masthead + 1) % kMastheads.size();
  }
  print(number, own, article);
}

bool Generator::wants_copy(std::uint64_t number) const {
  return number > 0 && Random(mix(~options_.seed, number)).percent(kCopyPercent);
}

// The number itself, unless it is a copy. Copies of copies would not be in the corpus as they were
// copied, so there are none.
std::uint64_t Generator::original_of(std::uint64_t number) const {
  if (!wants_copy(number)) return number;
  Random random(mix(options_.seed + 1, number));
  for (int tries = 0; tries < 4; ++tries) {
    const auto window = static_cast<std::uint32_t>(std::min(number, kCopyWindow));
    const std::uint64_t candidate = number - 1 - random.below(window);
    if (!wants_copy(candidate)) return candidate;
  }
  return number;
}

Generator::Plan Generator::plan(std::uint64_t number) const {
  Plan plan;
  plan.random = Random(mix(options_.seed, number));
  const auto days = static_cast<std::uint64_t>((options_.to - options_.from).count());
  plan.day =
      options_.from + std::chrono::days(number * days / std::max(options_.articles, number + 1));
  plan.masthead = mastheads_.draw(plan.random);
  plan.section = sections_.draw(plan.random);
  if (plan.masthead == kSportsPaper && plan.random.percent(90)) plan.section = 4;
  return plan;
}

const Topic& Generator::choose_topic(Plan& plan) {
  const std::int64_t week = plan.day.time_since_epoch().count() / 7;
  if (weeks_[plan.section] != week) {
    week_topics_[plan.section] = topics_.in_week(plan.section, week);
    weeks_[plan.section] = week;
  }
  return topics_.topic(plan.section, week_topics_[plan.section].draw(plan.random));
}

void Generator::choose_cast(Plan& plan) {
  cast_.topic = &choose_topic(plan);
  cast_.section = plan.section;
  cast_.year = static_cast<std::int32_t>(int{std::chrono::year_month_day(plan.day).year()});
  cast_.persons.clear();
  cast_.places.clear();
  cast_.rare.clear();
  Random& random = plan.random;
  for (std::uint32_t i = 1 + random.below(3); i > 0; --i) {
    cast_.persons.push_back(make_person(lexis_, coinage_, 70, random));
  }
  cast_.places.push_back(lexis_.cities.draw(random));
  if (random.percent(50)) cast_.places.push_back(coinage_.place(random));
  for (std::uint32_t i = 1 + random.below(3); i > 0; --i) {
    cast_.rare.push_back(coinage_.noun(random));
  }
}

void Generator::write_original(std::uint64_t number, Article& article) {
  Plan own = plan(number);
  choose_cast(own);
  article.section = kSections[own.section];
  const std::uint32_t words =
      quantile(kBodyWords, static_cast<std::uint32_t>(own.random.next() >> 32U));
  const bool with_subtitle = own.random.percent(33);
  prose_.begin(cast_, own.random);
  write_title(article.title);
  article.subtitle.clear();
  if (with_subtitle) {
    prose_.sentence(article.subtitle);
    article.subtitle.pop_back();  // the full stop
  }
  write_body(words, article.body);
  write_tags(article);
}

void Generator::write_title(std::string& title) {
  for (int tries = 0; tries < 12; ++tries) {
    title.clear();
    prose_.headline(title);
    const std::size_t words = count_words(title);
    if (words >= 6 && words <= 12) return;
  }
}

void Generator::write_body(std::uint32_t words, std::string& body) {
  body.clear();
  Random& random = prose_.random();
  if (random.percent(25)) {
    body += lexis_.cities.draw(random);
    body += random.percent(50) ? "." : " –";
  }
  std::uint32_t written = 0;
  std::uint32_t left = 2 + random.below(4);  // sentences of this paragraph
  while (written + 12 < words) {
    written += prose_.sentence(body);
    if (--left > 0 || written + 12 >= words) continue;
    body += "\n\n";
    left = 2 + random.below(4);
  }
}

void Generator::write_tags(Article& article) {
  const Topic& topic = *cast_.topic;
  Random& random = prose_.random();
  article.tags.clear();
  article.tags.push_back(topic.nouns[0]->forms[kSingular]);
  if (random.percent(60)) article.tags.push_back(topic.places[0]);
  if (random.percent(60)) {
    article.tags.push_back(topic.persons[0].given + ' ' + topic.persons[0].surname);
  }
  if (random.percent(40) && !topic.phrases.empty()) article.tags.push_back(topic.phrases[0]->text);
  if (random.percent(30)) article.tags.push_back(topic.brands[0]);
}

// What another paper does to a report before it prints it.
void Generator::change(Random& random, Article& article) {
  if (random.percent(50)) write_title(article.title);
  if (random.percent(50)) article.subtitle.clear();
  change_body(random, article.body);
}

void Generator::change_body(Random& random, std::string& body) {
  const std::size_t before = body.size();
  const std::size_t last = body.rfind("\n\n");
  const std::size_t first = body.find("\n\n");
  if (last != first && random.percent(40)) body.resize(last);
  if (random.percent(35)) {
    // A sentence of the first half goes.
    const std::size_t begin = body.find(". ", body.size() / 4);
    const std::size_t end = begin == std::string::npos ? begin : body.find(". ", begin + 2);
    if (end != std::string::npos) body.erase(begin, end - begin);
  }
  if (body.size() == before || random.percent(30)) prose_.sentence(body);
  if (random.percent(20)) body += " (red)";
}

// Everything that depends on the paper and the day.
void Generator::print(std::uint64_t number, Plan& plan, Article& article) {
  const Masthead& masthead = kMastheads[plan.masthead];
  for (std::string* text : {&article.title, &article.subtitle, &article.body}) {
    apply_style(masthead, *text, scratch_);
  }
  article.source = masthead.name;
  set_author(plan, article);
  set_date(plan, article);
  const auto& day = article.published->day;
  article.id = fmt::format("gen-{}-{:07}", options_.seed, number);
  article.url =
      fmt::format("https://{}.example/{}/{:02}/{}-{}-{}", slug(masthead.name, 60), int{day.year()},
                  unsigned{day.month()}, slug(article.title, 40), options_.seed, number);
}

void Generator::set_date(Plan& plan, Article& article) const {
  Published published{std::chrono::year_month_day(plan.day), std::nullopt, std::nullopt};
  if (kMastheads[plan.masthead].timed) {
    // From six in the morning to midnight.
    published.time = std::chrono::minutes(360 + plan.random.below(1080));
    published.offset = offset_of(plan.day);
  }
  article.published = published;
}

void Generator::set_author(Plan& plan, Article& article) const {
  article.author.clear();
  const bool agency = kMastheads[plan.masthead].ascii_accents;
  if (plan.random.percent(agency ? 80 : 10)) return;
  // Each paper has every twelfth author for its own.
  constexpr auto kPapers = static_cast<std::uint32_t>(kMastheads.size());
  const std::uint32_t at = plan.random.skewed(kAuthors / kPapers);
  article.author = authors_[std::size_t{at} * kPapers + plan.masthead];
}

}  // namespace edicola::corpus
